/** Longer strings rarely repeat. */
const longest = 80;
const slots = 2048;

/**
 * The strings of one document, each made once: keys, types, resources and names stand in it over and over, and equal
 * strings that are one object are compared and looked up at no cost. A string that loses its slot to another one is
 * simply made again.
 */
export class StringPool {
  readonly #text: string;
  readonly #known: (string | undefined)[] = new Array(slots).fill(undefined);

  constructor(text: string) {
    this.#text = text;
  }

  /** The text from `start` to `end`; `hash` is any number that equal texts have in common. */
  slice(start: number, end: number, hash: number): string {
    if (end - start > longest) return this.#text.slice(start, end);
    const slot = (hash ^ (hash >>> 11)) & (slots - 1);
    const known = this.#known[slot];
    if (known !== undefined && known.length === end - start && this.#text.startsWith(known, start)) return known;
    const made = this.#text.slice(start, end);
    this.#known[slot] = made;
    return made;
  }
}
