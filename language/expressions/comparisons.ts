import type { Json } from '../json.ts';
import { matchesPattern, patternProblemAt } from './stringPattern.ts';
import { compareInstants, isRfc3339, parseTimestamp } from './timestamp.ts';

/** What the operand of a comparison has to be. */
export type OperandType = 'string' | 'number' | 'boolean' | 'timestamp' | 'pattern';

/** One row of the comparison table. */
export interface Comparison {
  readonly operand: OperandType;
  /** There is also a form whose operand is a path: `StringEqualsPath`. */
  readonly path: boolean;
  readonly doc: string;
  /** `value` is undefined when the path of `Variable` leads nowhere; only `IsPresent` is asked then. */
  readonly apply: (value: Json | undefined, operand: Json) => boolean;
}

type Order = (difference: number) => boolean;

const less: Order = (difference) => difference < 0;
const greater: Order = (difference) => difference > 0;
const lessOrEqual: Order = (difference) => difference <= 0;
const greaterOrEqual: Order = (difference) => difference >= 0;
const same: Order = (difference) => difference === 0;

/** The comparisons of JSONPath choice rules, by name without `Path`. Values of another type than asked never match. */
export const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: strings(same, 'The value is the same string.'),
  StringLessThan: strings(less, 'The value is a string that sorts before the operand, by UTF-16 code units.'),
  StringGreaterThan: strings(greater, 'The value is a string that sorts after the operand, by UTF-16 code units.'),
  StringLessThanEquals: strings(lessOrEqual, 'The value is a string that sorts before the operand or equals it.'),
  StringGreaterThanEquals: strings(greaterOrEqual, 'The value is a string that sorts after the operand or equals it.'),
  StringMatches: {
    operand: 'pattern',
    path: false,
    doc: 'The value is a string that fits the pattern. `*` stands for any characters; `\\\\*` is a star, `\\\\\\\\` a backslash.',
    apply: (value, pattern) =>
      typeof value === 'string' && typeof pattern === 'string' && matchesPattern(value, pattern),
  },
  NumericEquals: numbers(same, 'The value is the same number.'),
  NumericLessThan: numbers(less, 'The value is a smaller number.'),
  NumericGreaterThan: numbers(greater, 'The value is a larger number.'),
  NumericLessThanEquals: numbers(lessOrEqual, 'The value is a number, and not larger.'),
  NumericGreaterThanEquals: numbers(greaterOrEqual, 'The value is a number, and not smaller.'),
  BooleanEquals: {
    operand: 'boolean',
    path: true,
    doc: 'The value is the same boolean.',
    apply: (value, operand) => typeof value === 'boolean' && value === operand,
  },
  TimestampEquals: timestamps(same, 'The value is a timestamp of the same instant.'),
  TimestampLessThan: timestamps(less, 'The value is an earlier timestamp.'),
  TimestampGreaterThan: timestamps(greater, 'The value is a later timestamp.'),
  TimestampLessThanEquals: timestamps(lessOrEqual, 'The value is a timestamp, and not later.'),
  TimestampGreaterThanEquals: timestamps(greaterOrEqual, 'The value is a timestamp, and not earlier.'),
  IsNull: is((value) => value === null, 'Whether the value is null.'),
  IsPresent: is((value) => value !== undefined, 'Whether the path of Variable leads to a value; null is one.'),
  IsNumeric: is((value) => typeof value === 'number', 'Whether the value is a number.'),
  IsString: is((value) => typeof value === 'string', 'Whether the value is a string.'),
  IsBoolean: is((value) => typeof value === 'boolean', 'Whether the value is a boolean.'),
  IsTimestamp: is(isTimestamp, 'Whether the value is a string in the form of a timestamp.'),
};

/** The row that a member of a choice rule stands for, and whether its operand is a path. */
export function comparisonNamed(member: string): NamedComparison | undefined {
  return byMember.get(member);
}

interface NamedComparison {
  readonly name: string;
  readonly comparison: Comparison;
  readonly operandIsPath: boolean;
}

const byMember: ReadonlyMap<string, NamedComparison> = new Map(
  Object.entries(comparisons).flatMap(([name, comparison]): [string, NamedComparison][] => {
    const literal: [string, NamedComparison] = [name, { name, comparison, operandIsPath: false }];
    return comparison.path ? [literal, [`${name}Path`, { name, comparison, operandIsPath: true }]] : [literal];
  }),
);

/** What is wrong with a literal operand, in AWS's words; undefined for a good one. */
export function operandProblem({ operand }: Comparison, value: Json): string | undefined {
  switch (operand) {
    case 'number':
      return typeof value === 'number' ? undefined : 'Expected value of type [NUMBER]';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'Expected value of type [BOOLEAN]';
    case 'string':
      return typeof value === 'string' ? undefined : 'Expected value of type [STRING]';
    case 'timestamp':
      return typeof value === 'string' && isRfc3339(value) ? undefined : 'String does not match RFC3339 timestamp';
    case 'pattern':
      if (typeof value !== 'string') return 'Expected value of type [STRING]';
      return patternProblemAt(value) === undefined
        ? undefined
        : 'A backslash may only stand before * or another backslash';
    default:
      return operand satisfies never;
  }
}

function strings(holds: Order, doc: string): Comparison {
  return {
    operand: 'string',
    path: true,
    doc,
    apply: (value, operand) =>
      typeof value === 'string' && typeof operand === 'string' && holds(value < operand ? -1 : value > operand ? 1 : 0),
  };
}

function numbers(holds: Order, doc: string): Comparison {
  return {
    operand: 'number',
    path: true,
    doc,
    apply: (value, operand) =>
      typeof value === 'number' && typeof operand === 'number' && holds(value < operand ? -1 : value > operand ? 1 : 0),
  };
}

function timestamps(holds: Order, doc: string): Comparison {
  return {
    operand: 'timestamp',
    path: true,
    doc,
    apply: (value, operand) => {
      if (typeof value !== 'string' || typeof operand !== 'string') return false;
      const [instant, other] = [parseTimestamp(value), parseTimestamp(operand)];
      return instant !== undefined && other !== undefined && holds(compareInstants(instant, other));
    },
  };
}

/** An operand of false asks for the opposite. */
function is(test: (value: Json | undefined) => boolean, doc: string): Comparison {
  return { operand: 'boolean', path: false, doc, apply: (value, operand) => test(value) === operand };
}

function isTimestamp(value: Json | undefined): boolean {
  return typeof value === 'string' && parseTimestamp(value) !== undefined;
}
