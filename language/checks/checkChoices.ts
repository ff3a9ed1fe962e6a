import type { ChoiceState } from '../model/stateMachine.ts';
import type { StateChecking } from './report.ts';

/** Choice states that may find no way on, and rules that are never asked. */
export function checkChoices(checking: StateChecking): void {
  if (checking.state?.type === 'Choice') checkChoice(checking.state, checking);
}

function checkChoice(state: ChoiceState, checking: StateChecking): void {
  const always = state.choices.findIndex(({ condition }) => condition.kind === 'literal' && condition.value);
  if (always === -1 && !state.fields.has('Default')) {
    const message = 'Without Default the execution fails when no rule matches.';
    checking.report('hint.no-default', message, { range: state.nameRange, location: state.location });
  }
  const never = always === -1 ? undefined : state.choices[always + 1];
  if (never) {
    const message = 'Never asked: a rule before this one is always true.';
    checking.report('hint.unreachable-rule', message, {
      range: never.range,
      location: `${state.location}/Choices[${always + 1}]`,
    });
  }
}
