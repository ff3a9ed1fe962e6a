import { isArray, isObject, type Json } from '../../language/json.ts';

/** AWS's quotas. Each can be lifted with `Infinity`. */
export interface Limits {
  /** UTF-8 bytes of an input, an output, a result, the parameters or one variable. */
  readonly payloadBytes: number;
  /** UTF-8 bytes of all variables of one scope chain together. */
  readonly variableBytes: number;
  /** Events of one Standard execution; the last one ends it. */
  readonly events: number;
  /** Events of one Express execution: AWS counts none, but one in circles would never end where time stands still. */
  readonly expressEvents: number;
  /** Milliseconds that an execution may take. */
  readonly standardMilliseconds: number;
  readonly expressMilliseconds: number;
  /** Iterations of an inline Map at the same time when MaxConcurrency sets no smaller number. */
  readonly inlineConcurrency: number;
  /** Child executions of a distributed Map at the same time. */
  readonly distributedConcurrency: number;
  /** Executions that tasks have started one inside the other: AWS counts those of an account, here they end sooner. */
  readonly nestedDepth: number;
  /** Executions that tasks have started, at the same time. */
  readonly nestedExecutions: number;
}

export const awsLimits: Limits = {
  payloadBytes: 262_144,
  variableBytes: 10 * 1024 * 1024,
  events: 25_000,
  expressEvents: 1_000_000,
  standardMilliseconds: 365 * 24 * 60 * 60 * 1000,
  expressMilliseconds: 5 * 60 * 1000,
  inlineConcurrency: 40,
  distributedConcurrency: 10_000,
  nestedDepth: 100,
  nestedExecutions: 10_000,
};

export const noLimits: Limits = {
  ...awsLimits,
  payloadBytes: Number.POSITIVE_INFINITY,
  variableBytes: Number.POSITIVE_INFINITY,
  events: Number.POSITIVE_INFINITY,
  expressEvents: Number.POSITIVE_INFINITY,
  standardMilliseconds: Number.POSITIVE_INFINITY,
  expressMilliseconds: Number.POSITIVE_INFINITY,
};

/** Deeper values than this are refused like values that are too large. */
const deepest = 1000;

/** Whether the value's compact JSON text is longer than `bytes`, or too deep; stops counting as soon as it is. */
export function exceeds(value: Json, bytes: number): boolean {
  return bytes !== Number.POSITIVE_INFINITY && remaining(value, bytes, 0, deepest) < 0;
}

/** The UTF-8 length of the value's compact JSON text. */
export function sizeOf(value: Json): number {
  return -remaining(value, 0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
}

/** Whether a JSON text nests deeper than values may. */
export function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92) at++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) {
      if (++depth > deepest) return true;
    } else if (code === 93 || code === 125) depth--;
  }
  return false;
}

/** What is left of `budget` after the value; gives up below `floor`. */
function remaining(value: Json, budget: number, floor: number, depth: number): number {
  if (typeof value === 'string') return budget - stringBytes(value);
  if (value === null || typeof value === 'boolean') return budget - (value === false ? 5 : 4);
  if (typeof value === 'number') return budget - String(value).length;
  if (depth === 0) return Number.NEGATIVE_INFINITY;
  let left = budget - 2;
  if (isArray(value)) {
    left -= Math.max(0, value.length - 1);
    for (const item of value) {
      if (left < floor) break;
      left = remaining(item, left, floor, depth - 1);
    }
  } else if (isObject(value)) {
    const keys = Object.keys(value);
    left -= Math.max(0, keys.length - 1);
    for (const key of keys) {
      if (left < floor) break;
      left = remaining(value[key] ?? null, left - stringBytes(key) - 1, floor, depth - 1);
    }
  }
  return left;
}

/** How many bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

function stringBytes(text: string): number {
  let bytes = text.length + 2;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      if (code === 0x22 || code === 0x5c) bytes += 1;
      else if (code < 0x20) bytes += code === 8 || code === 9 || code === 10 || code === 12 || code === 13 ? 1 : 5;
    } else if (code < 0x800) bytes += 1;
    else if (code >= 0xd800 && code <= 0xdbff) {
      bytes += 2;
      at++;
    } else bytes += 2;
  }
  return bytes;
}
