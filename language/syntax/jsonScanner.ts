import type { TextRange } from '../text.ts';
import { decodeJsonString, JsonString } from './jsonStrings.ts';
import { StringPool } from './stringPool.ts';
import type { CommentText, SyntaxNode, SyntaxProblem } from './syntaxTree.ts';

/** What stands at the scanner's position. */
export type Sign = (typeof Sign)[keyof typeof Sign];
export const Sign = {
  end: 0,
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  colon: 5,
  comma: 6,
  quote: 7,
  apostrophe: 8,
  /** A number, a keyword, a bare placeholder, or something unknown. */
  word: 9,
} as const;

const signs = new Map<number, Sign>([
  [code('{'), Sign.openBrace],
  [code('}'), Sign.closeBrace],
  [code('['), Sign.openBracket],
  [code(']'), Sign.closeBracket],
  [code(':'), Sign.colon],
  [code(','), Sign.comma],
  [code('"'), Sign.quote],
  [code("'"), Sign.apostrophe],
]);
const asciiSigns: readonly Sign[] = Array.from({ length: 128 }, (_, char) => signs.get(char) ?? Sign.word);

const quote = code('"');
const backslash = code('\\');
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Reads the signs, strings and words of JSON, stepping over white space and comments. */
export class JsonScanner {
  readonly problems: SyntaxProblem[] = [];
  readonly comments: CommentText[] = [];
  /** The offset of the next character to read. */
  position: number;
  /** Where the last thing taken ended. */
  lastEnd = 0;
  readonly #text: string;
  readonly #pool: StringPool;

  /** `strings` in the tree may share the memory of the text, which then stays as long as one of them does. */
  constructor(text: string, strings: 'shared' | 'copied') {
    this.#text = text;
    this.#pool = new StringPool(text, strings);
    this.position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** The next sign, not taken. */
  sign(): Sign {
    const text = this.#text;
    let at = this.position;
    for (;;) {
      const char = text.charCodeAt(at);
      if (char > 32 && char < 128 && char !== 47) {
        this.position = at;
        return asciiSigns[char] ?? Sign.word;
      }
      if (char === 32 || char === 10 || char === 13 || char === 9) at++;
      else if (Number.isNaN(char)) {
        this.position = at;
        return Sign.end;
      } else {
        const afterComment = char === 47 ? this.#comment(at) : at;
        this.position = afterComment;
        if (afterComment === at) return Sign.word;
        at = afterComment;
      }
    }
  }

  /** Takes one character and says where it stood. */
  take(): number {
    this.lastEnd = this.position + 1;
    return this.position++;
  }

  /** On, to the end of something that was read before. */
  skipTo(end: number): void {
    this.position = end;
    this.lastEnd = end;
  }

  /** The character that is next, or the place after the last thing taken at the end of the text. */
  here(): TextRange {
    const end = this.position >= this.#text.length;
    return end ? { start: this.lastEnd, end: this.lastEnd } : { start: this.position, end: this.position + 1 };
  }

  /** From the next sign, which must not be the end, to the end of the text without its last white space. */
  rest(): TextRange {
    return { start: this.position, end: Math.max(this.position + 1, this.#text.trimEnd().length) };
  }

  problem(message: string, range: TextRange): void {
    this.problems.push({ message, range, severity: 'error' });
  }

  /** A string in double quotes; one that is not closed ends with its line. */
  string(): JsonString {
    const text = this.#text;
    const start = this.position;
    let at = start + 1;
    let escaped = false;
    let hash = 0;
    for (; at < text.length; at++) {
      const char = text.charCodeAt(at);
      if (char === quote) break;
      hash = (Math.imul(hash, 31) + char) | 0;
      if (char === backslash) {
        escaped = true;
        if (isLineEnd(text.charCodeAt(at + 1))) continue;
        at++;
      } else if (char < 32) {
        if (isLineEnd(char)) break;
        this.problem('A control character must be written as an escape.', { start: at, end: at + 1 });
      }
    }
    const content = Math.min(at, text.length);
    const closed = text.charCodeAt(content) === quote;
    const end = closed ? content + 1 : content;
    if (!closed) this.problem('This string is not closed.', { start, end });
    return this.#stringNode(start, end, this.#pool.slice(start + 1, content, hash), escaped);
  }

  /** A string as JavaScript would allow it: read, with a problem. */
  apostropheString(): JsonString {
    const start = this.position;
    const lineEnd = this.#lineEnd(start);
    const close = this.#text.indexOf("'", start + 1);
    const end = close === -1 || close >= lineEnd ? lineEnd : close + 1;
    this.problem('JSON strings stand in double quotes.', { start, end });
    const content = this.#pool.cut(start + 1, close === end - 1 ? close : end);
    return this.#stringNode(start, end, content, content.includes('\\'));
  }

  #stringNode(start: number, end: number, raw: string, escaped: boolean): JsonString {
    this.position = end;
    this.lastEnd = end;
    return escaped ? this.#escapedString(start, end, raw) : new JsonString(raw, start, end, undefined);
  }

  #escapedString(start: number, end: number, raw: string): JsonString {
    const value = decodeJsonString(raw, (index) =>
      this.problem('JSON has no such escape.', { start: start + 1 + index, end: Math.min(start + 3 + index, end) }),
    );
    return new JsonString(value, start, end, raw);
  }

  /** A number, `true`, `false`, `null`; a placeholder or anything unknown becomes a hole. */
  word(): SyntaxNode {
    const range = this.#takeWord();
    const text = this.#pool.cut(range.start, range.end);
    switch (text) {
      case 'true':
        return { kind: 'boolean', value: true, range };
      case 'false':
        return { kind: 'boolean', value: false, range };
      case 'null':
        return { kind: 'null', range };
      default:
        if (jsonNumber.test(text)) return { kind: 'number', value: Number(text), text, range };
        if (!text.includes('${')) this.problem(`${text} is no JSON value.`, range);
        return { kind: 'hole', text, range };
    }
  }

  /** A property name without quotes. */
  bareKey(): JsonString {
    const range = this.#takeWord();
    const value = this.#pool.cut(range.start, range.end);
    if (!value.startsWith('${')) this.problem('A property name stands in double quotes.', range);
    return new JsonString(value, range.start, range.end, undefined);
  }

  /** Steps over a bracket and everything inside it. */
  skipNested(): void {
    let depth = 0;
    do {
      const sign = this.sign();
      if (sign === Sign.end) return;
      if (sign === Sign.quote) this.string();
      else if (sign === Sign.word) this.#takeWord();
      else this.take();
      if (sign === Sign.openBrace || sign === Sign.openBracket) depth++;
      if (sign === Sign.closeBrace || sign === Sign.closeBracket) depth--;
    } while (depth > 0);
  }

  #takeWord(): TextRange {
    const start = this.position;
    let at = start;
    while (at < this.#text.length) {
      if (this.#text.startsWith('${', at)) at = this.#placeholderEnd(at);
      else if (endsWord(this.#text.charCodeAt(at))) break;
      else at++;
    }
    this.position = Math.max(at, start + 1);
    this.lastEnd = this.position;
    return { start, end: this.position };
  }

  /** After the brace that closes `${`, on the same line; just after `${` when none does. */
  #placeholderEnd(start: number): number {
    let depth = 0;
    for (let at = start + 1; at < this.#text.length && !isLineEnd(this.#text.charCodeAt(at)); at++) {
      if (this.#text[at] === '{') depth++;
      else if (this.#text[at] === '}' && --depth === 0) return at + 1;
    }
    return start + 2;
  }

  /** After the comment at `start`; `start` itself when there is none. */
  #comment(start: number): number {
    const second = this.#text[start + 1];
    if (second !== '/' && second !== '*') return start;
    const close = second === '*' ? this.#text.indexOf('*/', start + 2) : this.#lineEnd(start);
    const end = close === -1 ? this.#text.length : close + (second === '*' ? 2 : 0);
    const range = { start, end };
    if (close === -1) this.problem('This comment is not closed.', range);
    else if (this.comments.at(-1)?.range.start !== start) {
      this.comments.push({ text: this.#text.slice(start, end), range });
      const message = 'AWS accepts no comments in JSON; tools must strip them.';
      this.problems.push({ message, range, severity: 'warning', code: 'hint.json-comment' });
    }
    return end;
  }

  #lineEnd(from: number): number {
    let at = from;
    while (at < this.#text.length && !isLineEnd(this.#text.charCodeAt(at))) at++;
    return at;
  }
}

function isLineEnd(char: number): boolean {
  return char === 10 || char === 13 || Number.isNaN(char);
}

function endsWord(char: number): boolean {
  if (char <= 32 || char === 47) return true;
  return (asciiSigns[char] ?? Sign.word) !== Sign.word;
}

function code(char: string): number {
  return char.charCodeAt(0);
}
