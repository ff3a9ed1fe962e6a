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
  readonly #strings: 'shared' | 'copied';
  readonly #known: (string | undefined)[] = new Array(slots).fill(undefined);

  /** A string that is cut from a text keeps it alive, unless it is `copied`. */
  constructor(text: string, strings: 'shared' | 'copied') {
    this.#text = text;
    this.#strings = strings;
  }

  /** The text from `start` to `end`, made anew. */
  cut(start: number, end: number): string {
    const part = this.#text.slice(start, end);
    return this.#strings === 'shared' ? part : ` ${part}`.slice(1);
  }

  /** The text from `start` to `end`; `hash` is any number that equal texts have in common. */
  slice(start: number, end: number, hash: number): string {
    if (end - start > longest) return this.cut(start, end);
    const slot = (hash ^ (hash >>> 11)) & (slots - 1);
    const known = this.#known[slot];
    if (known !== undefined && known.length === end - start && this.#text.startsWith(known, start)) return known;
    const made = this.cut(start, end);
    this.#known[slot] = made;
    return made;
  }
}
