import type { Json } from '../json.ts';
import type { ChoiceRule, ChoiceState } from '../model/stateMachine.ts';
import type { StateChecking } from './report.ts';

/** Choice states that may find no way on, and rules that are never asked. */
export function checkChoices(checking: StateChecking): void {
  if (checking.state?.type === 'Choice') checkChoice(checking.state, checking);
}

/** `true` and `false` of one question: of a value that is a boolean, or of whether it is of some type or there. */
function coversBoth(rules: readonly ChoiceRule[]): boolean {
  const asked = new Map<string, Json>();
  return rules.some(({ condition }) => {
    if (condition.kind !== 'comparison' || condition.operand.kind !== 'literal') return false;
    const { operand, operator, variable } = condition;
    const question = `${operator} ${variable.text}`;
    const other = asked.get(question);
    asked.set(question, operand.value);
    return typeof operand.value === 'boolean' && other === !operand.value;
  });
}

function checkChoice(state: ChoiceState, checking: StateChecking): void {
  const always = state.choices.findIndex(({ condition }) => condition.kind === 'literal' && condition.value);
  if (always === -1 && !state.fields.has('Default') && !coversBoth(state.choices)) {
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
