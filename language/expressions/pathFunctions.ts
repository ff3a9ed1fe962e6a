import type { Json } from '../json.ts';
import { isArray, isObject } from '../json.ts';
import type { PathFunction } from './jsonPath.ts';

/** The function that a path may end in, such as `length` for `$.items.length()`. */
export function pathFunction(name: string): PathFunction | undefined {
  return functions.get(name);
}

const functions: ReadonlyMap<string, PathFunction> = new Map<string, PathFunction>([
  ['length', lengthOf],
  ['size', lengthOf],
  ['keys', (value) => (isObject(value) ? Object.keys(value) : undefined)],
  ['first', (value) => (isArray(value) ? value[0] : undefined)],
  ['last', (value) => (isArray(value) ? value.at(-1) : undefined)],
  ['sum', overNumbers((numbers) => numbers.reduce((sum, n) => sum + n, 0))],
  ['min', overNumbers((numbers) => numbers.reduce((least, n) => Math.min(least, n)))],
  ['max', overNumbers((numbers) => numbers.reduce((most, n) => Math.max(most, n)))],
  ['avg', overNumbers(average)],
  ['stddev', overNumbers((numbers) => Math.sqrt(average(numbers.map((n) => (n - average(numbers)) ** 2))))],
]);

function lengthOf(value: Json): Json | undefined {
  if (isArray(value) || typeof value === 'string') return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function overNumbers(fold: (numbers: readonly number[]) => number): PathFunction {
  return (value) => {
    const numbers = isArray(value) ? value.filter((item) => typeof item === 'number') : [];
    return numbers.length === 0 ? undefined : fold(numbers);
  };
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
}
