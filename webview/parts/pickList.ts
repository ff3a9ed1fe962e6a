import { html } from '../dom.ts';

export interface Choice {
  readonly label: string;
  readonly detail: string;
  readonly icon?: SVGElement;
  pick(): void;
}

export interface PickList {
  readonly element: HTMLElement;
  /** Other choices in the place of the ones there are. */
  show(choices: readonly Choice[]): void;
}

let lists = 0;

/** A question with choices that typing narrows; the keyboard stays in the text field. */
export function pickList(question: string, typed: (text: string) => void, close: () => void): PickList {
  const id = `choices-${lists++}`;
  const input = html('input', {
    type: 'text',
    role: 'combobox',
    'aria-label': question,
    'aria-expanded': 'true',
    'aria-controls': id,
    'aria-autocomplete': 'list',
    placeholder: 'Type to search',
    spellcheck: 'false',
  });
  const list = html('div', { role: 'listbox', id, 'aria-label': question, class: 'choices' });
  const none = html('p', { class: 'hint', role: 'status' });
  const element = html('div', { class: 'dialog', role: 'dialog', 'aria-label': question }, [
    html('h2', {}, [question]),
    input,
    list,
    none,
  ]);
  let choices: readonly Choice[] = [];
  let place = 0;
  const mark = (to: number): void => {
    place = choices.length === 0 ? 0 : (to + choices.length) % choices.length;
    [...list.children].forEach((option, index) => {
      option.setAttribute('aria-selected', String(index === place));
    });
    const current = list.children[place];
    current?.scrollIntoView({ block: 'nearest' });
    if (current) input.setAttribute('aria-activedescendant', current.id);
    else input.removeAttribute('aria-activedescendant');
  };
  input.addEventListener('input', () => typed(input.value));
  element.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') mark(place + 1);
    else if (event.key === 'ArrowUp') mark(place - 1);
    else if (event.key === 'Enter') choices[place]?.pick();
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    element,
    show: (shown) => {
      choices = shown;
      list.replaceChildren(...choices.map((choice, index) => option(choice, `${id}-${index}`)));
      none.textContent = choices.length === 0 ? 'Nothing fits.' : '';
      mark(0);
    },
  };
}

function option({ label, detail, icon, pick }: Choice, id: string): HTMLElement {
  const words = html('span', { class: 'choice-words' }, [
    html('span', { class: 'choice-label' }, [label]),
    html('span', { class: 'choice-detail' }, [detail]),
  ]);
  const element = html('div', { role: 'option', id, 'aria-selected': 'false' }, icon ? [icon, words] : [words]);
  // The text field keeps the keyboard.
  element.addEventListener('pointerdown', (event) => event.preventDefault());
  element.addEventListener('click', pick);
  return element;
}
