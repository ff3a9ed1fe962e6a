import type { Run } from './run.ts';

/**
 * Values of an evaluation are JSON, undefined, lists with marks, and functions; `unknown` stands for all of them.
 * A list marked as a sequence is a result that grew item by item: one item stands for itself, none for nothing.
 */
export interface List extends Array<unknown> {
  sequence?: true;
  /** Stays a list though it holds one item. */
  keepSingleton?: true;
  /** Made by `[…]` as a step of a path: one value, not several. */
  cons?: true;
}

/** A function of the expression language. `context` is the context value at the call, which may stand in for an argument. */
export interface Callable {
  (args: readonly unknown[], context: unknown, run: Run): unknown;
  /** How many arguments a caller that has more to offer should give. */
  readonly arity: number;
  /** How many parameters it declares. */
  readonly parameterCount: number;
  /** The call without the check of the signature, as a partial application makes it. */
  readonly unchecked: (args: readonly unknown[], run: Run) => unknown;
}

/** What a built-in function does with arguments that its signature let through. */
export type Implementation = (args: readonly unknown[], run: Run) => unknown;

/** What the evaluator gives up on: the package then evaluates the whole expression, and finds the words for its errors. */
export class GiveUp extends Error {}

export function callable(
  call: (args: readonly unknown[], context: unknown, run: Run) => unknown,
  arity: number,
  parameterCount = arity,
  unchecked = (args: readonly unknown[], run: Run) => call(args, undefined, run),
): Callable {
  return Object.assign(call, { arity, parameterCount, unchecked });
}

export function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}

export function sequenceOf(...items: unknown[]): List {
  const list: List = items;
  list.sequence = true;
  return list;
}

export function isSequence(value: unknown): value is List {
  return Array.isArray(value) && (value as List).sequence === true;
}

/** What a sequence stands for once it is complete. */
export function settled(value: unknown): unknown {
  if (!isSequence(value) || value.length > 1) return value;
  if (value.length === 0) return undefined;
  return value.keepSingleton ? value : value[0];
}

/** The items of both values in one list, as JSONata appends. */
export function append(first: unknown, second: unknown): unknown {
  if (first === undefined) return second;
  if (second === undefined) return first;
  return [...(Array.isArray(first) ? first : [first]), ...(Array.isArray(second) ? second : [second])];
}

/** A member of an object, or the members of that name of all objects in a list. */
export function memberOf(input: unknown, name: string): unknown {
  if (Array.isArray(input)) {
    const found = sequenceOf();
    for (const item of input) {
      const value = memberOf(item, name);
      if (Array.isArray(value)) for (const inner of value) found.push(inner);
      else if (value !== undefined) found.push(value);
    }
    return found;
  }
  return isRecord(input) && Object.hasOwn(input, name) ? input[name] : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a condition: undefined stays undefined. */
export function truth(value: unknown): boolean | undefined {
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'boolean':
      return value;
    case 'string':
      return value !== '';
    case 'number':
      if (!Number.isFinite(value) && !Number.isNaN(value)) throw new GiveUp();
      return value !== 0 && !Number.isNaN(value);
    case 'object':
      if (value === null) return false;
      if (!Array.isArray(value)) return Object.keys(value).length > 0;
      return value.length === 1 ? truth(value[0]) : value.some((item) => truth(item));
    default:
      return false;
  }
}

/** True for a number; infinity is an error wherever JSONata asks. */
export function isNumber(value: unknown): value is number {
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) throw new GiveUp();
  return true;
}

export function areEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, at) => areEqual(item, right[at]));
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && areEqual(left[key], right[key]))
  );
}
