import type { Font, Measure } from '../layout/boxSizes.ts';

const styles: Readonly<Record<Font, string>> = { name: '600 13px', detail: '11.5px', label: '11px' };

/** Measures texts in the page's own font, each only once; a change of the font is noticed by `refresh`. */
export class Ruler {
  readonly #context = document.createElement('canvas').getContext('2d');
  readonly #known = new Map<string, number>();
  #family = '';

  readonly measure: Measure = (text, font) => {
    const key = `${font}${text}`;
    const width = this.#known.get(key) ?? this.#width(text, font);
    this.#known.set(key, width);
    return width;
  };

  refresh(): void {
    const family = getComputedStyle(document.body).fontFamily;
    if (family !== this.#family || this.#known.size > 20_000) this.#known.clear();
    this.#family = family;
  }

  #width(text: string, font: Font): number {
    if (!this.#context) return text.length * 7;
    this.#context.font = `${styles[font]} ${this.#family}`;
    return this.#context.measureText(text).width;
  }
}

/** The text if it fits, else as much of it as does and an ellipsis. */
export function fitText(text: string, width: number, font: Font, measure: Measure): string {
  if (measure(text, font) <= width) return text;
  const characters = Array.from(text.slice(0, 400));
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${characters.slice(0, middle).join('').trimEnd()}…`, font) <= width) low = middle;
    else high = middle - 1;
  }
  return `${characters.slice(0, low).join('').trimEnd()}…`;
}
