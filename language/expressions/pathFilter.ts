import type { Json } from '../json.ts';
import { isArray, isObject } from '../json.ts';

/** How a filter compares the two sides of an operator; a side whose path leads nowhere is undefined. */
export type FilterComparison = (left: Json | undefined, right: Json | undefined) => boolean;

/** The operators of filters, as the service's JSONPath library knows them. */
export const filterComparisons: ReadonlyMap<string, FilterComparison> = new Map<string, FilterComparison>([
  ['==', equal],
  ['!=', (left, right) => !equal(left, right)],
  ['===', (left, right) => typeof left === typeof right && equal(left, right)],
  ['!==', (left, right) => typeof left !== typeof right || !equal(left, right)],
  ['<', ordered((difference) => difference < 0)],
  ['<=', ordered((difference) => difference <= 0)],
  ['>', ordered((difference) => difference > 0)],
  ['>=', ordered((difference) => difference >= 0)],
  ['in', (left, right) => isArray(right) && includes(right, left)],
  ['nin', (left, right) => isArray(right) && !includes(right, left)],
  ['subsetof', (left, right) => isArray(left) && isArray(right) && left.every((item) => includes(right, item))],
  ['anyof', (left, right) => isArray(left) && isArray(right) && left.some((item) => includes(right, item))],
  ['noneof', (left, right) => isArray(left) && isArray(right) && !left.some((item) => includes(right, item))],
  ['contains', contains],
  ['size', (left, right) => (isArray(left) || typeof left === 'string') && left.length === right],
  ['empty', (left, right) => (isArray(left) || typeof left === 'string') && (left.length === 0) === right],
]);

/** A number equals a string that writes that number, as in the service's JSONPath library. */
function equal(left: Json | undefined, right: Json | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  if (typeof left === 'number' && typeof right === 'string') return right.trim() !== '' && left === Number(right);
  if (typeof left === 'string' && typeof right === 'number') return equal(right, left);
  if (isArray(left)) {
    return isArray(right) && left.length === right.length && left.every((item, at) => equal(item, right[at]));
  }
  if (!isObject(left)) return left === right;
  if (!isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key]))
  );
}

/** Numbers compare with numbers and strings with strings; everything else is in no order. */
function ordered(holds: (difference: number) => boolean): FilterComparison {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return holds(left - right);
    if (typeof left === 'string' && typeof right === 'string') return holds(left < right ? -1 : left > right ? 1 : 0);
    return false;
  };
}

function includes(list: readonly Json[], value: Json | undefined): boolean {
  return list.some((item) => equal(item, value));
}

function contains(left: Json | undefined, right: Json | undefined): boolean {
  if (typeof left === 'string') return typeof right === 'string' && left.includes(right);
  return isArray(left) && includes(left, right);
}

/** A bare `@.x` asks for a value that is there and not null, so that `!@.x` holds for null as it does on AWS. */
export function exists(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}
