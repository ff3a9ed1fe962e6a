import type { Json } from '../../language/json.ts';
import { html, iconButton, textButton } from '../dom.ts';
import { actionIcon } from '../drawing/icons.ts';
import { type JsonRow, jsonRows } from './jsonRows.ts';

/** More lines than this are not shown; copying gives all of them. */
const shownRows = 2000;
/** Shorter values are found by looking at them. */
const searchedRows = 12;
/** Longer texts that are no JSON are cut on the screen. */
const shownLength = 100_000;

type Copy = (text: string) => void;

/** A titled value, a JSON text or any other: lines that fold, search, and what copies the value, a part of it or its path. */
export function valueBlock(title: string, text: unknown, copy: Copy): HTMLElement {
  const value = parsed(text);
  const full = value === undefined ? String(text) : JSON.stringify(value, undefined, 2);
  const button = iconButton(`Copy ${title.toLowerCase()}`, actionIcon('copy'), () => copy(full));
  const view = value === undefined ? plain(title, full) : new JsonView(title, value, copy);
  return html('section', { class: 'value' }, [
    html('header', {}, [html('h3', {}, [title]), ...(view instanceof JsonView ? view.search : []), button]),
    ...(view instanceof JsonView ? view.parts : [view]),
  ]);
}

/** Recorded histories may hold values instead of texts. Undefined when a text is not JSON. */
export function parsed(text: unknown): Json | undefined {
  if (typeof text !== 'string') return text as Json;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function plain(title: string, full: string): HTMLElement {
  const rest = full.length - shownLength;
  const shown = rest > 0 ? `${full.slice(0, shownLength)}\n… ${rest} more characters` : full;
  return html('pre', { tabindex: 0, 'aria-label': title }, [shown]);
}

/** Lines of which one is active: the arrow keys move it and fold, and its path and value can be copied. */
class JsonView {
  readonly search: readonly HTMLElement[];
  readonly parts: readonly HTMLElement[];
  readonly #rows: readonly JsonRow[];
  readonly #folded = new Set<number>();
  readonly #lines: HTMLElement;
  readonly #path = html('code', { class: 'json-path' });
  readonly #bar: HTMLElement;
  readonly #found = html('span', { class: 'hint', role: 'status' });
  #active: number | undefined;
  #query = '';

  constructor(title: string, value: Json, copy: Copy) {
    this.#rows = jsonRows(value);
    this.#lines = html('pre', { tabindex: 0, 'aria-label': title, class: 'json' });
    this.#lines.addEventListener('keydown', (event) => this.#key(event));
    this.#lines.addEventListener('click', (event) => this.#click(event));
    const active = (): JsonRow | undefined => this.#rows[this.#active ?? -1];
    this.#bar = html('div', { class: 'json-bar', hidden: true }, [
      this.#path,
      textButton('Copy path', 'secondary', () => copy(active()?.path ?? '')),
      textButton('Copy value', 'secondary', () => copy(JSON.stringify(active()?.value, undefined, 2))),
    ]);
    this.parts = [this.#lines, this.#bar];
    this.search = this.#rows.length < searchedRows ? [] : [this.#searchField(title), this.#found];
    this.#draw();
  }

  #searchField(title: string): HTMLElement {
    const field = html('input', {
      type: 'search',
      placeholder: 'Find',
      'aria-label': `Find in ${title.toLowerCase()}`,
    });
    field.addEventListener('input', () => {
      this.#query = field.value.trim().toLowerCase();
      this.#goToMatch(0);
    });
    field.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') this.#goToMatch((this.#active ?? -1) + 1);
    });
    return field;
  }

  /** The next match from a line on, and from the beginning after the last. */
  #goToMatch(from: number): void {
    const matches = this.#query === '' ? [] : this.#rows.flatMap((row, index) => (this.#matches(row) ? [index] : []));
    this.#found.textContent = this.#query === '' ? '' : String(matches.length);
    this.#active = matches.find((index) => index >= from) ?? matches[0];
    if (this.#active !== undefined) this.#unfoldAround(this.#active);
    this.#draw();
  }

  #matches({ text }: JsonRow): boolean {
    return text.toLowerCase().includes(this.#query);
  }

  #unfoldAround(index: number): void {
    for (const start of this.#folded) {
      if (start < index && index <= (this.#rows[start]?.end ?? -1)) this.#folded.delete(start);
    }
  }

  #draw(): void {
    const seen = this.#inSight();
    const lines = seen.slice(0, shownRows).map((index) => this.#line(index));
    const more = seen.length > shownRows ? [`… ${seen.length - shownRows} more lines`] : [];
    this.#lines.replaceChildren(...lines, ...more);
    const row = this.#rows[this.#active ?? -1];
    this.#bar.hidden = row === undefined;
    this.#path.textContent = row?.path ?? '';
    this.#lines.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  #inSight(): number[] {
    const seen: number[] = [];
    for (let index = 0; index < this.#rows.length; index++) {
      seen.push(index);
      if (this.#folded.has(index)) index = this.#rows[index]?.end ?? index;
    }
    return seen;
  }

  #line(index: number): HTMLElement {
    const row = this.#rows[index];
    const folds = row?.end !== undefined;
    const isFolded = this.#folded.has(index);
    const close = isFolded ? ` … ${this.#rows[row?.end ?? -1]?.text ?? ''}` : '';
    const classes = [
      'json-line',
      folds && 'folds',
      isFolded && 'folded',
      index === this.#active && 'active',
      this.#query !== '' && row && this.#matches(row) && 'match',
    ];
    return html('span', { class: classes.filter(Boolean).join(' '), 'data-line': index }, [
      `${'  '.repeat(row?.depth ?? 0)}${row?.text ?? ''}${close}\n`,
    ]);
  }

  #click({ target }: Event): void {
    const line = target instanceof Element ? target.closest('[data-line]')?.getAttribute('data-line') : undefined;
    if (line === null || line === undefined) return;
    const index = Number(line);
    // What is marked with the pointer is to be copied, not folded.
    const isMarking = document.getSelection()?.isCollapsed === false;
    if (index === this.#active && !isMarking) this.#fold(index, !this.#folded.has(index));
    this.#active = index;
    if (!isMarking) this.#draw();
  }

  #fold(index: number, folded: boolean): void {
    if (this.#rows[index]?.end === undefined) return;
    if (folded) this.#folded.add(index);
    else this.#folded.delete(index);
  }

  #key(event: KeyboardEvent): void {
    const seen = this.#inSight();
    const place = seen.indexOf(this.#active ?? -1);
    const active = this.#active ?? 0;
    if (event.key === 'ArrowDown') this.#active = seen[Math.min(place + 1, seen.length - 1)];
    else if (event.key === 'ArrowUp') this.#active = seen[Math.max(place - 1, 0)];
    else if (event.key === 'ArrowLeft') this.#fold(active, true);
    else if (event.key === 'ArrowRight') this.#fold(active, false);
    else return;
    event.preventDefault();
    this.#draw();
  }
}
