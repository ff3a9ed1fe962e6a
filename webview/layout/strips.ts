import { type Box, bottom } from './geometry.ts';

/** Pixels. */
const height = 256;

/** Boxes to be looked up by height, filed by the strips of the picture that they lie in. */
export class Strips<T extends Box> {
  readonly #strips = new Map<number, T[]>();

  constructor(boxes: Iterable<T> = []) {
    for (const box of boxes) this.add(box);
  }

  add(box: T): void {
    for (let at = Math.floor(box.y / height); at <= Math.floor(bottom(box) / height); at++) {
      const strip = this.#strips.get(at);
      if (strip) strip.push(box);
      else this.#strips.set(at, [box]);
    }
  }

  /** Those that go on above and below this height. */
  across(y: number): readonly T[] {
    return this.#strip(y).filter((box) => box.y < y && y < bottom(box));
  }

  /** Whether any box in the strips that this one touches is like that. */
  some({ y, height: length }: Box, isLikeThat: (box: T) => boolean): boolean {
    for (let at = y; at < y + length + height; at += height) if (this.#strip(at).some(isLikeThat)) return true;
    return false;
  }

  #strip(y: number): readonly T[] {
    return this.#strips.get(Math.floor(y / height)) ?? [];
  }
}
