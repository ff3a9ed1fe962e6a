/**
 * The parts of the brackets that are open at one place of a text, innermost last. A list that grows by itself takes
 * room for many parts, and most brackets hold few.
 */
export class OpenParts<Part> {
  readonly #parts: Part[] = [];
  #count = 0;

  /** How many there are: what is added from here on belongs to the next bracket. */
  get count(): number {
    return this.#count;
  }

  add(part: Part): void {
    this.#parts[this.#count++] = part;
  }

  /** Takes out those that were added since there were `count`. */
  takeFrom(count: number): readonly Part[] {
    const taken = this.#parts.slice(count, this.#count);
    this.#count = count;
    return taken;
  }
}
