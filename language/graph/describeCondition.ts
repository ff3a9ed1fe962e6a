import type { ChoiceCondition, Operand } from '../expressions/choiceRules.ts';

type Comparison = Extract<ChoiceCondition, { kind: 'comparison' }>;

/** Deeper nesting than anybody reads is cut, so that no definition can exhaust the stack. */
const deepest = 12;

const relations: ReadonlyMap<string, readonly [sign: string, opposite: string]> = new Map([
  ['Equals', ['=', '≠']],
  ['LessThan', ['<', '≥']],
  ['LessThanEquals', ['≤', '>']],
  ['GreaterThan', ['>', '≤']],
  ['GreaterThanEquals', ['≥', '<']],
  ['Matches', ['matches', 'does not match']],
]);

const tests: ReadonlyMap<string, readonly [yes: string, no: string]> = new Map([
  ['IsNull', ['is null', 'is not null']],
  ['IsPresent', ['is present', 'is absent']],
  ['IsNumeric', ['is a number', 'is not a number']],
  ['IsString', ['is a string', 'is not a string']],
  ['IsBoolean', ['is a boolean', 'is not a boolean']],
  ['IsTimestamp', ['is a timestamp', 'is not a timestamp']],
]);

/** How a path is written: as it is, or for want of room only its last step. */
type Paths = 'whole' | 'lastStep';

/** A choice rule's condition in words: `$.age ≥ 18 and $.name is present`. */
export function describeCondition(condition: ChoiceCondition, paths: Paths = 'whole'): string {
  return words(condition, paths, deepest);
}

function words(condition: ChoiceCondition, paths: Paths, depth: number): string {
  if (depth === 0) return '…';
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.rules.map((rule) => operand(rule, condition.kind, paths, depth)).join(` ${condition.kind} `);
    case 'not':
      return negated(condition.rule, paths, depth);
    case 'comparison':
      return comparison(condition, paths, true);
    case 'jsonata':
      return condition.expression.text.replace(/\s+/g, ' ').trim();
    case 'literal':
      return condition.value ? 'always' : 'never';
    case 'broken':
      return 'not readable';
  }
}

function operand(rule: ChoiceCondition, within: 'and' | 'or', paths: Paths, depth: number): string {
  const text = words(rule, paths, depth - 1);
  const mixed = (rule.kind === 'and' || rule.kind === 'or') && rule.kind !== within;
  return mixed ? `(${text})` : text;
}

function negated(rule: ChoiceCondition, paths: Paths, depth: number): string {
  if (rule.kind === 'comparison') return comparison(rule, paths, false);
  return `not (${words(rule, paths, depth - 1)})`;
}

function comparison({ variable, operator, operand: right }: Comparison, paths: Paths, expected: boolean): string {
  const left = pathText(variable.text, paths);
  const test = tests.get(operator);
  if (test && right.kind === 'literal') {
    return `${left} ${right.value === expected ? test[0] : test[1]}`;
  }
  const relation = relations.get(operator.replace(/^(String|Numeric|Boolean|Timestamp)/, ''));
  if (relation) return `${left} ${expected ? relation[0] : relation[1]} ${rightSide(right, paths)}`;
  const text = `${left} ${operator} ${rightSide(right, paths)}`;
  return expected ? text : `not (${text})`;
}

function rightSide(operand: Operand, paths: Paths): string {
  return operand.kind === 'path' ? pathText(operand.path.text, paths) : JSON.stringify(operand.value);
}

function pathText(text: string, paths: Paths): string {
  return paths === 'whole' ? text : (/[^.]+$/.exec(text)?.[0] ?? text);
}
