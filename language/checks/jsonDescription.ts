import { LineIndex } from '../text.ts';

/** What AWS says of a text that is no JSON: the words of its parser, and the place that it names. */
export interface JsonDescription {
  readonly message: string;
  readonly location: string;
}

/** The first thing wrong with a text read as strict JSON; undefined when it is JSON, or blank. */
export function jsonDescription(text: string): JsonDescription | undefined {
  const problem = new StrictReader(text).firstProblem();
  if (problem === undefined) return undefined;
  const location = sourceAt(text, problem.offset);
  return { message: `${problem.message}\n at ${location}`, location };
}

/** How many characters of a text its parser quotes. */
const quoted = 500;

function sourceAt(text: string, offset: number): string {
  const { line, character } = new LineIndex(text).positionAt(offset);
  const rest = text.length > quoted ? `[truncated ${text.length - quoted} chars]` : '';
  return `[Source: (String)"${text.slice(0, quoted)}"${rest}; line: ${line + 1}, column: ${character + 1}]`;
}

/** Reading stops here. The offset is that of the next character after what was read. */
interface Problem {
  readonly message: string;
  readonly offset: number;
}

const aValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const blanks = /[ \t\r\n]*/y;
const word = /[\p{L}\p{N}_$]+/uy;

class StrictReader {
  readonly #text: string;
  #at = 0;
  /** Where each open object or array begins. */
  readonly #open: { readonly kind: 'Object' | 'Array'; readonly start: number }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  firstProblem(): Problem | undefined {
    this.#skip(blanks);
    if (this.#at === this.#text.length) return undefined;
    let problem = this.#value();
    while (problem === undefined && this.#open.length > 0) problem = this.#afterValue();
    return problem;
  }

  /** A scalar, or the beginning of an object or array. */
  #value(): Problem | undefined {
    this.#skip(blanks);
    const char = this.#text[this.#at];
    if (char === '{' || char === '[') return this.#begin(char === '{' ? 'Object' : 'Array');
    if (char === '"') return this.#string('was expecting closing quote for a string value');
    if (this.#skip(number) > 0) return undefined;
    const start = this.#at;
    if (this.#skip(word) > 0) {
      const token = this.#text.slice(start, this.#at);
      if (token === 'true' || token === 'false' || token === 'null') return undefined;
      return { message: `Unrecognized token '${token}': was expecting ${aValue}`, offset: this.#at };
    }
    return this.#unexpected(`expected a valid value ${aValue}`);
  }

  #begin(kind: 'Object' | 'Array'): Problem | undefined {
    this.#open.push({ kind, start: this.#at++ });
    this.#skip(blanks);
    if (this.#text[this.#at] === (kind === 'Object' ? '}' : ']')) return this.#close();
    return kind === 'Object' ? this.#member() : this.#value();
  }

  #member(): Problem | undefined {
    this.#skip(blanks);
    if (this.#text[this.#at] !== '"') return this.#unexpected('was expecting double-quote to start field name');
    const problem = this.#string('in field name');
    if (problem) return problem;
    this.#skip(blanks);
    if (this.#text[this.#at] !== ':') return this.#unexpected('was expecting a colon to separate field name and value');
    this.#at++;
    return this.#value();
  }

  #afterValue(): Problem | undefined {
    const inner = this.#open.at(-1);
    const kind = inner?.kind ?? 'Object';
    this.#skip(blanks);
    const char = this.#text[this.#at];
    if (char === '}' || char === ']') return this.#close();
    if (char !== ',') return this.#unexpected(`was expecting comma to separate ${kind} entries`);
    this.#at++;
    return kind === 'Object' ? this.#member() : this.#value();
  }

  #close(): Problem | undefined {
    const inner = this.#open.pop();
    const char = this.#text[this.#at++];
    const expected = inner?.kind === 'Object' ? '}' : ']';
    if (inner === undefined || char === expected) return undefined;
    const start = sourceAt(this.#text, inner.start);
    const message = `Unexpected close marker '${char}': expected '${expected}' (for ${inner.kind} starting at ${start})`;
    return { message, offset: this.#at };
  }

  #string(atEnd: string): Problem | undefined {
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at] ?? '';
      if (char === '"') {
        this.#at++;
        return undefined;
      }
      if (char < ' ') {
        const code = char.charCodeAt(0);
        const why = 'has to be escaped using backslash to be included in string value';
        return { message: `Illegal unquoted character ((CTRL-CHAR, code ${code})): ${why}`, offset: this.#at + 1 };
      }
      if (char === '\\') {
        const escaped = this.#text[++this.#at] ?? '';
        if (escaped !== '' && !'"\\/bfnrtu'.includes(escaped)) {
          const message = `Unrecognized character escape '${escaped}' (code ${escaped.charCodeAt(0)})`;
          return { message, offset: this.#at + 1 };
        }
      }
    }
    return { message: `Unexpected end-of-input${atEnd.startsWith('in ') ? ' ' : ': '}${atEnd}`, offset: this.#at };
  }

  #unexpected(wanted: string): Problem {
    const char = this.#text[this.#at];
    if (char !== undefined) {
      const comment =
        "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)";
      const message = `Unexpected character ('${char}' (code ${char.charCodeAt(0)})): ${char === '/' ? comment : wanted}`;
      return { message, offset: this.#at + 1 };
    }
    const inner = this.#open.at(-1);
    const start = inner && sourceAt(this.#text, inner.start);
    const close = inner ? `: expected close marker for ${inner.kind} (start marker at ${start})` : '';
    return { message: `Unexpected end-of-input${close}`, offset: this.#text.length };
  }

  /** Steps over what the pattern takes and says how much that was. */
  #skip(pattern: RegExp): number {
    pattern.lastIndex = this.#at;
    const length = pattern.exec(this.#text)?.[0].length ?? 0;
    this.#at += length;
    return length;
  }
}
