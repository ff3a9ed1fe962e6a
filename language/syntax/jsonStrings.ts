import { JsonPart } from './jsonNodes.ts';
import type { StringNode } from './syntaxTree.ts';

/** A string written in JSON. */
export class JsonString extends JsonPart implements StringNode {
  readonly kind = 'string';
  readonly value: string;
  /** The text between the quotes, where it differs from the value. */
  readonly escaped: string | undefined;

  constructor(value: string, start: number, end: number, escaped: string | undefined) {
    super(start, end);
    this.value = value;
    this.escaped = escaped;
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

const jsonEscape = /\\(?:u([0-9a-fA-F]{4})|([\s\S]|$))/g;

/** The value of the text between two quotes; `onInvalid` hears of escapes that JSON does not know, by their index. */
export function decodeJsonString(raw: string, onInvalid: (index: number) => void): string {
  return raw.replace(
    jsonEscape,
    (written: string, code: string | undefined, simple: string | undefined, index: number) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      const meant = simpleEscapes.get(simple ?? '');
      if (meant === undefined) onInvalid(index);
      return meant ?? written.slice(1);
    },
  );
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
