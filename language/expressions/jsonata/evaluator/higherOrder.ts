import type { Run } from './run.ts';

import { type Callable, GiveUp, type Implementation, isCallable, isNumber, sequenceOf, truth } from './value.ts';

/** The functions that take a function. They are called with arguments that their signatures let through. */
export const higherOrderFunctions: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
  ['map', ([list, f], run) => mapped(listOf(list), functionOf(f), run)],
  ['filter', ([list, f], run) => filtered(listOf(list), functionOf(f), run)],
  ['single', ([list, f], run) => single(listOf(list), f, run)],
  ['reduce', ([list, f, start], run) => reduced(listOf(list), functionOf(f), start, run)],
  ['each', ([object, f], run) => each(membersOf(object), functionOf(f), object, run)],
  ['sift', ([object, f], run) => sifted(membersOf(object), functionOf(f), object, run)],
  ['sort', ([list, f], run) => sorted(listOf(list), f, run)],
]);

type Items = readonly unknown[] | undefined;

function listOf(value: unknown): Items {
  if (value === undefined || Array.isArray(value)) return value;
  throw new GiveUp();
}

function functionOf(value: unknown): Callable {
  if (isCallable(value)) return value;
  throw new GiveUp();
}

function membersOf(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Gives a function as many of the arguments as it takes, at least one. */
function call(f: Callable, args: readonly unknown[], run: Run): unknown {
  run.step(1);
  return f(args.slice(0, Math.max(1, f.arity)), null, run);
}

function mapped(list: Items, f: Callable, run: Run): unknown {
  if (list === undefined) return undefined;
  const results = sequenceOf();
  for (const [at, item] of list.entries()) {
    const result = call(f, [item, at, list], run);
    if (result !== undefined) results.push(result);
  }
  return results;
}

function filtered(list: Items, f: Callable, run: Run): unknown {
  if (list === undefined) return undefined;
  const results = sequenceOf();
  for (const [at, item] of list.entries()) if (truth(call(f, [item, at, list], run))) results.push(item);
  return results;
}

function single(list: Items, f: unknown, run: Run): unknown {
  if (list === undefined) return undefined;
  const found = list.filter((item, at) => f === undefined || truth(call(functionOf(f), [item, at, list], run)));
  if (found.length !== 1) throw new GiveUp();
  return found[0];
}

function reduced(list: Items, f: Callable, start: unknown, run: Run): unknown {
  if (list === undefined) return undefined;
  if (f.arity < 2) throw new GiveUp();
  const hasStart = start !== undefined || list.length === 0;
  let result = hasStart ? start : list[0];
  for (let at = hasStart ? 0 : 1; at < list.length; at++) {
    run.step(1);
    result = f([result, list[at], at, list].slice(0, Math.min(4, f.arity)), null, run);
  }
  return result;
}

function each(members: readonly [string, unknown][], f: Callable, object: unknown, run: Run): unknown {
  const results = sequenceOf();
  for (const [key, value] of members) {
    const result = call(f, [value, key, object], run);
    if (result !== undefined) results.push(result);
  }
  return results;
}

function sifted(members: readonly [string, unknown][], f: Callable, object: unknown, run: Run): unknown {
  const kept = members.filter(([key, value]) => truth(call(f, [value, key, object], run)));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function sorted(list: Items, f: unknown, run: Run): unknown {
  if (list === undefined || list.length <= 1) return list;
  run.step(list.length);
  if (f === undefined) {
    const isSortable = list.every(isNumber) || list.every((item) => typeof item === 'string');
    if (!isSortable) throw new GiveUp();
    return mergeSorted(list, (a, b) => (a as number | string) > (b as number | string));
  }
  const swaps = functionOf(f);
  return mergeSorted(list, (a, b) => {
    run.step(1);
    return Boolean(swaps([a, b], null, run));
  });
}

/** A merge sort, because what a comparator of JSONata says of two items need not fit what it says of others. */
function mergeSorted(list: readonly unknown[], mustSwap: (a: unknown, b: unknown) => boolean): unknown[] {
  if (list.length <= 1) return [...list];
  const middle = Math.floor(list.length / 2);
  const left = mergeSorted(list.slice(0, middle), mustSwap);
  const right = mergeSorted(list.slice(middle), mustSwap);
  const merged: unknown[] = [];
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) merged.push(mustSwap(left[l], right[r]) ? right[r++] : left[l++]);
  return [...merged, ...left.slice(l), ...right.slice(r)];
}
