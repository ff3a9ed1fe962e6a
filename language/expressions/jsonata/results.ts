import type { Json } from '../../json.ts';
import { tooLarge } from './failure.ts';
import { MAX_BYTES } from './limits.ts';

/** A result that JSON cannot say, such as a function. */
export const unsupported = Symbol('unsupported');

/**
 * The result of an evaluation as plain JSON: without the marks that lists carry, numbers that are not finite as
 * strings. Parts that are plain already are shared, not copied. Throws `JsonataLimit` when the value is too large.
 */
export function toPlainJson(result: unknown): Json | typeof unsupported {
  return plain(result, { bytes: MAX_BYTES });
}

function plain(value: unknown, left: { bytes: number }): Json | typeof unsupported {
  left.bytes -= typeof value === 'string' ? value.length : 8;
  if (left.bytes < 0) throw tooLarge();
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? plainList(value, left) : plainObject(value, left);
    default:
      return unsupported;
  }
}

/** The marks that evaluators put on lists. */
const MARKS = ['sequence', 'keepSingleton', 'cons', 'outerWrapper', 'tupleStream'];

function plainList(list: readonly unknown[], left: { bytes: number }): Json | typeof unsupported {
  const items: Json[] = [];
  let isPlain = !MARKS.some((mark) => Object.hasOwn(list, mark));
  for (const item of list) {
    // Nothing inside a list has no place in JSON either, and is left out as JSONata leaves it out.
    if (item === undefined) {
      isPlain = false;
      continue;
    }
    const converted = plain(item, left);
    if (converted === unsupported) return unsupported;
    if (converted !== item) isPlain = false;
    items.push(converted);
  }
  return isPlain ? (list as readonly Json[]) : items;
}

function plainObject(object: object, left: { bytes: number }): Json | typeof unsupported {
  if ('_jsonata_lambda' in object || '_jsonata_function' in object) return unsupported;
  const members: [string, Json][] = [];
  let isPlain = Object.getPrototypeOf(object) === Object.prototype;
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) {
      isPlain = false;
      continue;
    }
    const converted = plain(value, left);
    if (converted === unsupported) return unsupported;
    if (converted !== value) isPlain = false;
    members.push([key, converted]);
  }
  return isPlain ? (object as Json) : Object.fromEntries(members);
}
