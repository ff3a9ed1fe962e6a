/** Longer strings rarely repeat. */
const longest = 80;

/**
 * The strings of one document, each made once: keys, types, resources and names stand in it over and over, and equal
 * strings that are one object are compared and looked up at no cost.
 */
export class StringPool {
  readonly #text: string;
  readonly #known = new Map<number, string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The text from `start` to `end`; `hash` is any number that equal texts have in common. */
  slice(start: number, end: number, hash: number): string {
    if (end - start > longest) return this.#text.slice(start, end);
    const known = this.#known.get(hash);
    if (known !== undefined && known.length === end - start && this.#text.startsWith(known, start)) return known;
    const made = this.#text.slice(start, end);
    this.#known.set(hash, made);
    return made;
  }
}
