import type { TextRange } from '../text.ts';
import { type JsonPart, type MovableRange, moveRange } from './jsonNodes.ts';
import type { StringNode } from './syntaxTree.ts';

/** A string written in JSON. */
export class JsonString implements StringNode, JsonPart {
  readonly kind = 'string';
  readonly value: string;
  /** The text between the quotes, where it differs from the value. */
  readonly escaped: string | undefined;
  start: number;
  end: number;
  #range: MovableRange | undefined;

  constructor(value: string, start: number, end: number, escaped: string | undefined) {
    this.value = value;
    this.escaped = escaped;
    this.start = start;
    this.end = end;
    this.#range = undefined;
  }

  get range(): TextRange {
    this.#range ??= { start: this.start, end: this.end };
    return this.#range;
  }

  move(by: number): void {
    this.start += by;
    this.end += by;
    if (this.#range) moveRange(this.#range, by);
  }

  offsetOf(index: number): number {
    const wanted = Math.max(0, Math.min(index, this.value.length));
    // A name without quotes is as long as its value.
    const quote = this.escaped === undefined && this.end - this.start === this.value.length ? 0 : 1;
    return this.start + quote + (this.escaped === undefined ? wanted : rawIndexOf(this.escaped, wanted));
  }
}

const simpleEscapes = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
]);

/** The value of the text between two quotes; `onInvalid` hears of escapes that JSON does not know, by their index. */
export function decodeJsonString(raw: string, onInvalid: (index: number) => void): string {
  let value = '';
  let plain = 0;
  for (let at = raw.indexOf('\\'); at !== -1; at = raw.indexOf('\\', plain)) {
    const end = Math.min(at + writtenLength(raw, at), raw.length);
    const meant = end - at === 6 ? codeUnit(raw.slice(at + 2, end)) : simpleEscapes.get(raw.slice(at + 1, end));
    if (meant === undefined) onInvalid(at);
    value += raw.slice(plain, at) + (meant ?? raw.slice(at + 1, end));
    plain = end;
  }
  return value + raw.slice(plain);
}

function codeUnit(digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 16));
}

/** Where in the raw text the character at `index` of the value is written. */
function rawIndexOf(raw: string, index: number): number {
  let at = 0;
  for (let left = index; left > 0 && at < raw.length; left--) at += writtenLength(raw, at);
  return at;
}

function writtenLength(raw: string, at: number): number {
  if (raw[at] !== '\\') return 1;
  if (raw[at + 1] !== 'u') return 2;
  return /^[0-9a-fA-F]{4}$/.test(raw.slice(at + 2, at + 6)) ? 6 : 2;
}
