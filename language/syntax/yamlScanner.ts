import type { TextRange } from '../text.ts';
import type { CommentText, SyntaxProblem } from './syntaxTree.ts';

/** A text that goes wrong everywhere is not listed place by place. */
const maximumProblems = 100;

const placeholder = /\$\{[^{}\s"'#\\]+\}/y;

/** Where a plain scalar stands: among brackets it also ends at commas and brackets. */
export type Surrounding = 'block' | 'flow';

/** Walks over one document of a YAML text, line by line and column by column; says what is wrong and collects comments. */
export class YamlScanner {
  readonly text: string;
  readonly end: number;
  readonly problems: SyntaxProblem[] = [];
  readonly comments: CommentText[] = [];
  position: number;
  #lineStart: number;

  constructor(text: string) {
    this.text = text;
    const { start, end } = this.#firstDocument();
    this.position = start;
    this.end = end;
    this.#lineStart = Math.max(text.charCodeAt(0) === 0xfeff ? 1 : 0, text.lastIndexOf('\n', start - 1) + 1);
  }

  /** The columns before the position on its line. */
  get column(): number {
    return this.position - this.#lineStart;
  }

  get atEnd(): boolean {
    return this.position >= this.end;
  }

  get line(): number {
    return this.#lineStart;
  }

  /** The character at the position plus `ahead`; empty at the document's end. */
  char(ahead = 0): string {
    return this.position + ahead < this.end ? this.text.charAt(this.position + ahead) : '';
  }

  problem(message: string, range: TextRange, severity: 'error' | 'warning' = 'error'): void {
    if (this.problems.length < maximumProblems) this.problems.push({ message, range, severity });
  }

  /** A sign such as `-` or `?` counts only before white space. */
  atSign(sign: string): boolean {
    return this.char() === sign && this.isSpaceAt(this.position + 1);
  }

  isSpaceAt(at: number): boolean {
    if (at >= this.end) return true;
    const code = this.text.charCodeAt(at);
    return code === 32 || code === 9 || code === 10 || code === 13;
  }

  isBreakAt(at: number): boolean {
    if (at >= this.end) return true;
    const code = this.text.charCodeAt(at);
    return code === 10 || code === 13;
  }

  skipBlanks(): void {
    while (this.position < this.end && isBlank(this.text.charCodeAt(this.position))) this.position++;
  }

  /** Past blanks, line breaks and comments to what comes next. Tells whether that is on another line. */
  skipToContent(): boolean {
    const line = this.#lineStart;
    for (;;) {
      this.skipBlanks();
      if (this.char() === '#') this.#comment();
      else if (!this.atEnd && this.isBreakAt(this.position)) this.#nextLine();
      else break;
    }
    return this.#lineStart !== line;
  }

  /** Whether only blanks and a comment are left on the line. */
  atLineEnd(): boolean {
    this.skipBlanks();
    return this.isBreakAt(this.position) || this.char() === '#';
  }

  /** To the end of the line, with what is left on it said to be wrong. */
  skipRestOfLine(message: string): void {
    const start = this.position;
    while (!this.isBreakAt(this.position)) this.position++;
    this.problem(message, { start, end: this.position });
  }

  /** To `offset`, which may be some lines below. */
  moveTo(offset: number): void {
    const from = this.position;
    this.position = offset;
    let line = offset;
    while (line > from && !this.isBreakAt(line - 1)) line--;
    if (line > from) this.#lineStart = line;
  }

  /** Whether a tab stands before the position on its line, where only spaces may. */
  indentHasTab(): boolean {
    return this.text.slice(this.#lineStart, this.position).includes('\t');
  }

  /** Where the part on this line of a plain scalar that starts at `start` ends. */
  plainEnd(start: number, surrounding: Surrounding): number {
    let end = start;
    for (let at = start; at < this.end; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 10 || code === 13) break;
      if (code === 32 || code === 9) continue;
      if (code === 35 && at > start && this.isSpaceAt(at - 1)) break;
      if (code === 58 && this.#isValueSign(at, surrounding)) break;
      if (surrounding === 'flow' && isFlowSign(code)) break;
      if (code === 36) at = this.#placeholderEnd(at) - 1;
      end = at + 1;
    }
    return end;
  }

  /** The end of the quoted scalar at `start`, its closing mark included; undefined when it is not closed before `limit`. */
  quotedEnd(start: number, limit: number): number | undefined {
    const quote = this.text.charCodeAt(start);
    for (let at = start + 1; at < limit; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 92 && quote === 34) at++;
      else if (code === quote) {
        if (quote === 34 || this.text.charCodeAt(at + 1) !== 39) return at + 1;
        at++;
      }
    }
    return undefined;
  }

  /** Whether a key and its colon stand at `start`, both on one line. */
  isKeyAt(start: number, surrounding: Surrounding): boolean {
    const first = this.text.charAt(start);
    if (first === '{' || first === '[') return false;
    const isQuoted = first === '"' || first === "'";
    let at = isQuoted ? this.quotedEnd(start, this.lineEnd(start)) : this.plainEnd(start, surrounding);
    while (at !== undefined && at < this.end && isBlank(this.text.charCodeAt(at))) at++;
    return at !== undefined && this.text.charAt(at) === ':' && at < this.end && this.#isValueSign(at, surrounding);
  }

  /** What comes next below the line of the position, comments aside. */
  contentBelow(): { readonly offset: number; readonly column: number } | undefined {
    let line = this.lineEnd(this.position);
    while (line < this.end) {
      line = this.afterBreak(line);
      let offset = line;
      while (offset < this.end && isBlank(this.text.charCodeAt(offset))) offset++;
      if (!this.isBreakAt(offset) && this.text.charAt(offset) !== '#') return { offset, column: offset - line };
      line = this.lineEnd(offset);
    }
    return undefined;
  }

  lineEnd(from: number): number {
    let at = from;
    while (!this.isBreakAt(at)) at++;
    return at;
  }

  /** The start of the line after the one that ends at `lineEnd`. */
  afterBreak(lineEnd: number): number {
    const isPair = this.text.charCodeAt(lineEnd) === 13 && this.text.charCodeAt(lineEnd + 1) === 10;
    return Math.min(this.end, lineEnd + (isPair ? 2 : 1));
  }

  /** A colon that ends a key. */
  #isValueSign(at: number, surrounding: Surrounding): boolean {
    return this.isSpaceAt(at + 1) || (surrounding === 'flow' && isFlowSign(this.text.charCodeAt(at + 1)));
  }

  #placeholderEnd(at: number): number {
    placeholder.lastIndex = at;
    const found = placeholder.exec(this.text);
    return found ? Math.min(this.end, at + found[0].length) : at + 1;
  }

  #comment(): void {
    const range = { start: this.position, end: this.lineEnd(this.position) };
    if (range.start > (this.comments.at(-1)?.range.start ?? -1)) {
      this.comments.push({ text: this.text.slice(range.start, range.end), range });
    }
    this.position = range.end;
  }

  #nextLine(): void {
    this.position = this.afterBreak(this.position);
    this.#lineStart = this.position;
  }

  /** What belongs to the first document: after directives and `---`, up to `...` or the next `---`. */
  #firstDocument(): TextRange {
    const { text } = this;
    const marker = /^\uFEFF?(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
    let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    let found = marker.exec(text);
    if (found && isPrelude(text.slice(start, found.index))) {
      start = found.index + found[0].length;
      found = marker.exec(text);
    }
    const end = found?.index ?? text.length;
    if (found && !isPrelude(text.slice(end).replace(/^(?:---|\.\.\.)/gm, ''))) {
      const message = 'A definition is one YAML document; what follows the first is not read.';
      this.problem(message, { start: end, end: this.text.trimEnd().length });
    }
    return { start, end };
  }
}

/** Whether a text has only directives, comments and blank lines. */
function isPrelude(text: string): boolean {
  return text.split(/[\r\n]/).every((line) => /^\uFEFF?\s*(?:#.*)?$|^%/.test(line));
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** `,` `[` `]` `{` `}` */
export function isFlowSign(code: number): boolean {
  return code === 44 || code === 91 || code === 93 || code === 123 || code === 125;
}
