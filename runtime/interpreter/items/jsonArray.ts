import { isArray, isObject, type Json, member } from '../../../language/json.ts';
import type { Cut, Cutter, Pieces } from './pieces.ts';

/** The elements of one JSON array, each parsed as soon as it is complete. */
export const jsonArrayCutter: Cutter = (cut, text, isLast) => {
  const all = cut.rest + text;
  if (cut.closed) return { kind: 'items', items: [], cut };
  const from = cut.opened ? 0 : opening(all);
  if (from === undefined && !isLast && all.trim() === '')
    return { kind: 'items', items: [], cut: { ...cut, rest: all } };
  if (from === undefined) return notIterable(all, isLast, cut);
  return elements(cut, all, from, isLast);
};

const iterableOnly = 'Attempting to map over non-iterable node.';

/** The offset after the opening bracket. */
function opening(text: string): number | undefined {
  const match = /^\uFEFF?\s*\[/.exec(text);
  return match?.[0].length;
}

/** The whole text decides which of the two it is: no JSON, or JSON of the wrong kind. */
function notIterable(text: string, isLast: boolean, cut: Cut): Pieces {
  if (!isLast) return { kind: 'items', items: [], cut: { ...cut, rest: text } };
  return { kind: 'problem', cause: isJson(text) ? iterableOnly : 'The object is not valid JSON.' };
}

function elements(cut: Cut, text: string, from: number, isLast: boolean): Pieces {
  const items: Json[] = [];
  let start = from;
  let depth = 0;
  let inString = false;
  let closed = false;
  for (let at = from; at < text.length && !closed; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === backslash) at++;
      else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    else if (code === openBracket || code === openBrace) depth++;
    else if (code === closeBrace || (code === closeBracket && depth > 0)) depth--;
    else if (depth === 0 && (code === comma || code === closeBracket)) {
      const element = text.slice(start, at);
      closed = code === closeBracket;
      start = at + 1;
      if (closed && items.length + cut.seen === 0 && element.trim() === '') break;
      try {
        items.push(JSON.parse(element));
      } catch (error) {
        return { kind: 'problem', cause: `The object is not valid JSON. ${(error as Error).message}` };
      }
    }
  }
  if (isLast && !closed) return { kind: 'problem', cause: 'The object is not valid JSON: the array does not end.' };
  const seen = cut.seen + items.length;
  return { kind: 'items', items, cut: { ...cut, rest: closed ? '' : text.slice(start), seen, opened: true, closed } };
}

const quote = 34;
const comma = 44;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The items at a JSON pointer: those of an array, or the members of an object. Needs the whole text. */
export function pointedCutter(pointer: string): Cutter {
  return (cut, text, isLast) => {
    const rest = cut.rest + text;
    if (!isLast) return { kind: 'items', items: [], cut: { ...cut, rest } };
    try {
      const found = pointed(JSON.parse(rest), pointer);
      const read = { ...cut, rest: '' };
      if (isArray(found)) return { kind: 'items', items: found, cut: read };
      if (isObject(found)) return { kind: 'items', items: Object.values(found), keys: Object.keys(found), cut: read };
      return { kind: 'problem', cause: iterableOnly };
    } catch (error) {
      return { kind: 'problem', cause: `The object is not valid JSON. ${(error as Error).message}` };
    }
  };
}

function pointed(value: Json, pointer: string): Json | undefined {
  let at: Json | undefined = value;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isArray(at)) at = at[Number(key)];
    else if (isObject(at)) at = member(at, key);
    else return undefined;
  }
  return at;
}
