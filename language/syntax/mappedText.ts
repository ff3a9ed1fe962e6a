import type { TextRange } from '../text.ts';
import type { StringNode } from './syntaxTree.ts';

/** One span of a text that was put together, and the document offset of each of its characters. */
interface Piece {
  readonly index: number;
  offsetOf(indexInPiece: number): number;
}

/** A text put together from pieces of a document, which knows where each of its characters is written. */
export class MappedText {
  #text = '';
  readonly #pieces: Piece[] = [];

  get text(): string {
    return this.#text;
  }

  /** The document offset at which the last character so far ends. */
  get end(): number {
    return this.endOf(this.#text.length);
  }

  /** Appends `piece`; `offsetOf` answers for 0 up to and including the piece's length, which is its end. */
  add(piece: string, offsetOf: (indexInPiece: number) => number): void {
    if (piece === '') return;
    this.#pieces.push({ index: this.#text.length, offsetOf });
    this.#text += piece;
  }

  /** Appends characters `start` to `end` of the document itself. */
  addSpan(document: string, start: number, end: number): void {
    this.add(document.slice(start, end), (index) => start + index);
  }

  /** Appends what the document writes as the span `range`: an escape, a folded line break, a placeholder. */
  addInsteadOf(piece: string, range: TextRange): void {
    this.add(piece, (index) => (index < piece.length ? Math.min(range.start + index, range.end) : range.end));
  }

  /** The document offset at which character `index` begins; of the text's length, the end of the last character. */
  startOf(index: number): number {
    return this.#offsetIn(index < this.#text.length ? index : index - 1, index);
  }

  /** The document offset at which the character before `index` ends. */
  endOf(index: number): number {
    return this.#offsetIn(index - 1, index);
  }

  /** The whole text as one string of the tree, written at `range`. */
  toNode(range: TextRange): StringNode {
    if (this.#pieces.length === 0) {
      return { kind: 'string', value: '', range, offsetOf: () => range.start };
    }
    return {
      kind: 'string',
      value: this.#text,
      range,
      offsetOf: (index) => this.startOf(Math.min(index, this.#text.length)),
    };
  }

  #offsetIn(character: number, index: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#pieces[middle]?.index ?? 0) <= character) low = middle;
      else high = middle;
    }
    const piece = this.#pieces[low];
    return piece ? piece.offsetOf(index - piece.index) : 0;
  }
}
