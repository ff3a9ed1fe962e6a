import type { Font, Measure } from '../layout/boxSizes.ts';

const styles: Readonly<Record<Font, string>> = { name: '600 13px', detail: '11.5px', label: '11px' };

/** Measures texts in the page's own font, each only once. */
export function measureHere(family: string): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (text, font) => {
    const key = `${font}${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size > 20_000) known.clear();
    if (context) context.font = `${styles[font]} ${family}`;
    const width = context?.measureText(text).width ?? text.length * 7;
    known.set(key, width);
    return width;
  };
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
