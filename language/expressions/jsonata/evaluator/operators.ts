import { MAX_RANGE } from '../limits.ts';
import { nativeNamed } from './natives.ts';
import type { Run } from './run.ts';
import { areEqual, GiveUp, isNumber, sequenceOf } from './value.ts';

/** A binary operator on the values of its sides. */
export type Operator = (left: unknown, right: unknown, run: Run) => unknown;

/** The operators that evaluate both sides. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['+', arithmetic((a, b) => a + b)],
  ['-', arithmetic((a, b) => a - b)],
  ['*', arithmetic((a, b) => a * b)],
  ['/', arithmetic((a, b) => a / b)],
  ['%', arithmetic((a, b) => a % b)],
  ['=', (left, right) => left !== undefined && right !== undefined && areEqual(left, right)],
  ['!=', (left, right) => left !== undefined && right !== undefined && !areEqual(left, right)],
  ['<', comparison((a, b) => a < b)],
  ['<=', comparison((a, b) => a <= b)],
  ['>', comparison((a, b) => a > b)],
  ['>=', comparison((a, b) => a >= b)],
  ['&', (left, right, run) => run.checkText(toText(left, run) + toText(right, run))],
  ['in', includes],
  ['..', range],
]);

function arithmetic(apply: (a: number, b: number) => number): Operator {
  return (left, right) => {
    if (left !== undefined && !isNumber(left)) throw new GiveUp();
    if (right !== undefined && !isNumber(right)) throw new GiveUp();
    return left === undefined || right === undefined ? undefined : apply(left, right);
  };
}

function comparison(holds: (a: number | string, b: number | string) => boolean): Operator {
  return (left, right) => {
    if (!isComparable(left) || !isComparable(right)) throw new GiveUp();
    if (left === undefined || right === undefined) return undefined;
    if (typeof left !== typeof right) throw new GiveUp();
    return holds(left, right);
  };
}

function isComparable(value: unknown): value is number | string | undefined {
  return value === undefined || typeof value === 'string' || typeof value === 'number';
}

function toText(value: unknown, run: Run): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || Number.isInteger(value)) return String(value);
  return String(nativeNamed('string')?.unchecked([value], run));
}

function includes(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return false;
  return Array.isArray(right) ? right.includes(left) : left === right;
}

function range(left: unknown, right: unknown, run: Run): unknown {
  if (left !== undefined && !Number.isInteger(left)) throw new GiveUp();
  if (right !== undefined && !Number.isInteger(right)) throw new GiveUp();
  if (typeof left !== 'number' || typeof right !== 'number' || left > right) return undefined;
  const size = right - left + 1;
  if (size > MAX_RANGE) throw new GiveUp();
  run.step(size / 8);
  const numbers = sequenceOf();
  for (let number = left; number <= right; number++) numbers.push(number);
  return numbers;
}
