import type { ChoiceCondition } from '../expressions/choiceRules.ts';
import type { ChoiceRule, ChoiceState } from '../model/stateMachine.ts';
import type { StateChecking } from './report.ts';

/** Choice states that may find no way on, and rules that are never asked. */
export function checkChoices(checking: StateChecking): void {
  if (checking.state?.type === 'Choice') checkChoice(checking.state, checking);
}

/** Whether one rule asks what another one asks the other way round, so that one of them matches. */
function coverBoth(rules: readonly ChoiceRule[]): boolean {
  const asked = new Set(rules.map(({ condition }) => question(condition)).filter((each) => each !== ''));
  return rules.some(({ condition }) => asked.has(opposite(condition)));
}

/** What a condition asks, the same for conditions that ask the same; empty for what is not compared. */
function question(condition: ChoiceCondition): string {
  switch (condition.kind) {
    case 'comparison': {
      const { operator, variable, operand } = condition;
      return `${operator} ${variable.text} ${operand.kind === 'literal' ? JSON.stringify(operand.value) : operand.path.text}`;
    }
    case 'not':
      return `not ${question(condition.rule)}`;
    case 'jsonata':
      return condition.expression.text.trim();
    default:
      return '';
  }
}

/** The question whose answer is yes where that of `condition` is no; `none` where there is none to know. */
function opposite(condition: ChoiceCondition): string {
  switch (condition.kind) {
    case 'comparison': {
      const { operand, operator } = condition;
      if (operand.kind === 'literal' && typeof operand.value === 'boolean') {
        return question({ ...condition, operand: { ...operand, value: !operand.value } });
      }
      const [, kind = '', order = ''] = /^(.*?)((?:Greater|Less)Than(?:Equals)?)$/.exec(operator) ?? [];
      return order === ''
        ? `not ${question(condition)}`
        : question({ ...condition, operator: kind + opposites[order] });
    }
    case 'not':
      return question(condition.rule);
    case 'jsonata':
      return oppositeText(question(condition));
    default:
      return 'none';
  }
}

/** Of a comparison in JSONata the one that is true where it is false; else the negation. */
function oppositeText(expression: string): string {
  const [, left, operator = '', right] = /^([^=<>!?]+?)(!=|<=|>=|=|<|>)([^=<>!?]+)$/.exec(expression) ?? [];
  const isOne = operator !== '' && !/\b(?:and|or)\b/.test(expression);
  return isOne ? `${left}${opposites[operator]}${right}` : `$not(${expression})`;
}

const opposites: Readonly<Record<string, string>> = {
  GreaterThan: 'LessThanEquals',
  LessThanEquals: 'GreaterThan',
  LessThan: 'GreaterThanEquals',
  GreaterThanEquals: 'LessThan',
  '>': '<=',
  '<=': '>',
  '<': '>=',
  '>=': '<',
  '=': '!=',
  '!=': '=',
};

function checkChoice(state: ChoiceState, checking: StateChecking): void {
  const always = state.choices.findIndex(({ condition }) => condition.kind === 'literal' && condition.value);
  if (always === -1 && !state.fields.has('Default') && !coverBoth(state.choices)) {
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
