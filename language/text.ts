/** A half-open span of UTF-16 offsets in a document's text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A replacement of a span of the original text. Edits of one list never overlap and are applied together. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** Zero-based line and UTF-16 column. Only the walls (LSP, DAP, command line) speak in positions. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export function contains(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** The text after edits, which are in the offsets of the text before. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return editedPart(text, { start: 0, end: text.length }, edits);
}

/** Whether no edit changes what another one changes; they come in the order of their places. */
export function areApart(edits: readonly TextEdit[]): boolean {
  return edits.every(({ range }, at) => range.end <= (edits[at + 1]?.range.start ?? Number.POSITIVE_INFINITY));
}

/** A part of the text after edits that lie in it. Of two at the same place the first comes first. */
export function editedPart(text: string, { start, end }: TextRange, edits: readonly TextEdit[]): string {
  const sorted = edits.toSorted((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
  return sorted.reduceRight(
    (part, { range, newText }) => part.slice(0, range.start - start) + newText + part.slice(range.end - start),
    text.slice(start, end),
  );
}

/**
 * Where the lines of one text start; the only arithmetic between offsets and positions. The text is looked through as
 * far as somebody asks: long texts are edited at one place and have few findings.
 */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #text: string;
  /** Up to here the starts are known. */
  #known = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get lineCount(): number {
    this.#findUntil(this.#text.length, Number.POSITIVE_INFINITY);
    return this.#starts.length;
  }

  positionAt(offset: number): Position {
    const bounded = Math.max(0, Math.min(offset, this.#text.length));
    this.#findUntil(bounded, Number.POSITIVE_INFINITY);
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= bounded) low = middle;
      else high = middle;
    }
    return { line: low, character: bounded - (this.#starts[low] ?? 0) };
  }

  offsetAt({ line, character }: Position): number {
    const { length } = this.#text;
    this.#findUntil(length, line + 1);
    const start = this.#starts[line];
    if (start === undefined) return line < 0 ? 0 : length;
    const next = this.#starts[line + 1] ?? length + 1;
    return Math.max(start, Math.min(start + character, next - 1, length));
  }

  /** Goes on until what lies before `offset` has been seen, or the start of `line` found. */
  #findUntil(offset: number, line: number): void {
    const text = this.#text;
    let at = this.#known;
    for (; at < offset && this.#starts.length <= line; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) this.#starts.push(at + 1);
    }
    this.#known = at;
  }
}
