/**
 * Lists that are gathered one after the other, or one inside the other, and are as long as they must be: one that grows
 * by itself takes room for seventeen elements at its first, and most lists are short.
 */
export class Gathered<Element> {
  readonly #elements: Element[] = [];
  #count = 0;

  /** How many there are: what is added from here on is for the next list. */
  get count(): number {
    return this.#count;
  }

  add(element: Element): void {
    this.#elements[this.#count++] = element;
  }

  /** The list of those that were added since there were `count`, which are taken out. */
  takeFrom(count: number): readonly Element[] {
    const taken = this.#elements.slice(count, this.#count);
    this.#count = count;
    return taken;
  }
}
