import type { Shape } from './drawing/shape.ts';

/** Attributes by name; false and undefined leave one out. Texts are only ever text. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
export type Child = Node | string;

export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/** What was drawn, as elements of the page. */
export function elementOf({ name, attributes, children }: Shape): SVGElement {
  return svg(
    name,
    attributes,
    children.map((child) => (typeof child === 'string' ? child : elementOf(child))),
  );
}

/** Makes these the children of an element, and touches none that stands in its place: what is put in anew is styled anew. */
export function setChildren(parent: Element, children: readonly Element[]): void {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of children) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** A button that shows an icon, with its name for tooltip and screen reader. */
export function iconButton(name: string, icon: SVGElement, onClick: () => void): HTMLButtonElement {
  const button = html('button', { type: 'button', class: 'icon-button', title: name, 'aria-label': name }, [icon]);
  button.addEventListener('click', onClick);
  return button;
}

export function textButton(text: string, style: 'primary' | 'secondary', onClick: () => void): HTMLButtonElement {
  const button = html('button', { type: 'button', class: `button ${style}` }, [text]);
  button.addEventListener('click', onClick);
  return button;
}
