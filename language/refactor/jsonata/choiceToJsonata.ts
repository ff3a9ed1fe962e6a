import type { ChoiceCondition, ComparisonCondition } from '../../expressions/choiceRules.ts';
import { type Conversion, type Piece, pathPiece } from './jsonataPiece.ts';

/** What decides a rule, as one expression that is true or false, or fails as the rule would. */
export function conditionText(condition: ChoiceCondition, conversion: Conversion): string {
  switch (condition.kind) {
    case 'comparison':
      return comparisonText(condition, conversion);
    case 'not':
      return `$not(${conditionText(condition.rule, conversion)})`;
    case 'and':
    case 'or':
      return condition.rules.map((rule) => `(${conditionText(rule, conversion)})`).join(` ${condition.kind} `);
    default:
      conversion.refusals.push('The rule cannot be read.');
      return 'false';
  }
}

function comparisonText(condition: ComparisonCondition, conversion: Conversion): string {
  const { operator, operand, variable } = condition;
  const left = pathPiece(variable, conversion);
  const right = operand.kind === 'path' ? pathPiece(operand.path, conversion) : undefined;
  const value = operand.kind === 'literal' ? operand.value : undefined;
  if (operator === 'IsPresent') return value === false ? `$not($exists(${left.text}))` : `$exists(${left.text})`;
  const test = testText(operator, left.text, right?.text ?? JSON.stringify(value), value);
  if (test === undefined) {
    conversion.refusals.push(`${operator} has no plain counterpart in JSONata.`);
    return 'false';
  }
  return failing([left, ...(right ? [right] : [])], right ? `${typeGuard(operator, right.text)}${test}` : test);
}

/** A path that leads nowhere fails the state, even below And, Or and Not. */
function failing(parts: readonly Piece[], test: string): string {
  const needs = [...new Set(parts.flatMap((part) => part.needs))];
  if (needs.length === 0) return test;
  const missing = `$error("The condition's path references an invalid value.")`;
  return `${needs.map((need) => `$exists(${need})`).join(' and ')} ? (${test}) : ${missing}`;
}

const signs: ReadonlyMap<string, string> = new Map([
  ['Equals', '='],
  ['LessThan', '<'],
  ['GreaterThan', '>'],
  ['LessThanEquals', '<='],
  ['GreaterThanEquals', '>='],
]);

const types: ReadonlyMap<string, string> = new Map([
  ['String', 'string'],
  ['Numeric', 'number'],
  ['Boolean', 'boolean'],
  ['Timestamp', 'string'],
]);

function testText(operator: string, left: string, right: string, value: unknown): string | undefined {
  if (operator.startsWith('Is')) return kindTest(operator, left, value !== false);
  if (operator === 'StringMatches') return `${typeGuard('String', left)}${patternTest(left, String(value))}`;
  const [, kind = '', order = ''] = /^(String|Numeric|Boolean|Timestamp)(\w+)$/.exec(operator) ?? [];
  const sign = signs.get(order);
  if (sign === undefined) return undefined;
  if (kind === 'Timestamp') return timestampTest(left, sign, right);
  // Values of another type are never equal, but cannot be put in an order.
  return sign === '=' ? `${left} = ${right}` : `${typeGuard(operator, left)}${left} ${sign} ${right}`;
}

function typeGuard(operator: string, text: string): string {
  const kind = /^(?:String|Numeric|Boolean|Timestamp)/.exec(operator)?.[0] ?? '';
  return `$type(${text}) = "${types.get(kind)}" and `;
}

function kindTest(operator: string, left: string, wanted: boolean): string | undefined {
  const name = { IsNull: 'null', IsNumeric: 'number', IsString: 'string', IsBoolean: 'boolean' }[operator];
  if (name) return `$type(${left}) ${wanted ? '=' : '!='} "${name}"`;
  if (operator !== 'IsTimestamp') return undefined;
  return wanted ? timestampGuard(left) : `$not(${timestampGuard(left)})`;
}

function timestampGuard(text: string): string {
  return `$type(${text}) = "string" and $contains(${text}, /^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$/)`;
}

function timestampTest(left: string, sign: string, right: string): string {
  const isLiteral = right.startsWith('"');
  const guards = isLiteral ? timestampGuard(left) : `${timestampGuard(left)} and ${timestampGuard(right)}`;
  return `${guards} and $toMillis(${left}) ${sign} $toMillis(${right})`;
}

/** `*` stands for any characters, a backslash for the character after it. */
function patternTest(left: string, pattern: string): string {
  const source = [...pattern.matchAll(/\\(.)|(\*)|([\s\S])/g)]
    .map(([, escaped, star, other]) =>
      star ? '[\\s\\S]*' : (escaped ?? other ?? '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
    )
    .join('');
  return `$contains(${left}, /^${source}$/)`;
}
