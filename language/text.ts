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

/** A part of the text after edits that lie in it. Of two at the same place the first comes first. */
export function editedPart(text: string, { start, end }: TextRange, edits: readonly TextEdit[]): string {
  const sorted = edits.toSorted((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
  return sorted.reduceRight(
    (part, { range, newText }) => part.slice(0, range.start - start) + newText + part.slice(range.end - start),
    text.slice(start, end),
  );
}

/** Where the lines of one text start; the only arithmetic between offsets and positions. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) this.#starts.push(at + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  positionAt(offset: number): Position {
    const bounded = Math.max(0, Math.min(offset, this.#length));
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
    const start = this.#starts[line];
    if (start === undefined) return line < 0 ? 0 : this.#length;
    const next = this.#starts[line + 1] ?? this.#length + 1;
    return Math.max(start, Math.min(start + character, next - 1, this.#length));
  }
}
