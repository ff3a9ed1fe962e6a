/** Attributes by name; false and undefined leave one out. */
export type ShapeAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An SVG element as data: the screen makes it an element, a file its text. */
export interface Shape {
  readonly name: 'svg' | 'g' | 'rect' | 'path' | 'circle' | 'text' | 'title' | 'style';
  readonly attributes: ShapeAttributes;
  /** A string is text, never markup. */
  readonly children: readonly (Shape | string)[];
}

export function shape(name: Shape['name'], attributes: ShapeAttributes = {}, children: Shape['children'] = []): Shape {
  return { name, attributes, children };
}

/** What a tooltip says. */
export function titleOf(text: string): Shape {
  return shape('title', {}, [text]);
}

/** The shape as the text of an SVG file. */
export function shapeText({ name, attributes, children }: Shape): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== false && value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const inside = children.map((child) => (typeof child === 'string' ? escaped(child) : shapeText(child))).join('');
  return `<${name}${written.join('')}${inside === '' ? '/>' : `>${inside}</${name}>`}`;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/** XML has no way at all to write most control characters, nor half of a surrogate pair. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (letter) => entities.get(letter) ?? letter)
    .replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
