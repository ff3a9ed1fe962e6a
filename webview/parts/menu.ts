import { html } from '../dom.ts';

export interface MenuItem {
  readonly label: string;
  /** The key that does the same: a letter inside the menu, or one that also works on the picture. */
  readonly key: string;
  readonly hint?: string;
  /** Begins a new group. */
  readonly first?: true;
  run(): void;
}

/** A menu that has the keyboard: arrows, Home, End, letters, Enter and Escape. */
export function menu(label: string, items: readonly MenuItem[], close: () => void): HTMLElement {
  const buttons = items.map((item) => {
    const key = html('kbd', { 'aria-hidden': 'true' }, [item.hint ?? item.key.toUpperCase()]);
    const button = html(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        tabindex: -1,
        'aria-keyshortcuts': item.hint ?? item.key,
        class: item.first === true && 'first',
      },
      [html('span', {}, [item.label]), key],
    );
    button.addEventListener('click', () => item.run());
    return button;
  });
  const element = html('div', { class: 'context-menu', role: 'menu', 'aria-label': label }, buttons);
  const go = (to: number): void => buttons[(to + buttons.length) % buttons.length]?.focus();
  element.addEventListener('keydown', (event) => {
    const active = document.activeElement;
    const place = active instanceof HTMLButtonElement ? buttons.indexOf(active) : -1;
    const typed = items.find(({ key, hint }) => event.key === hint || event.key.toLowerCase() === key);
    if (event.key === 'ArrowDown') go(place + 1);
    else if (event.key === 'ArrowUp') go(place - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(-1);
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (typed && !event.ctrlKey && !event.metaKey) typed.run();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return element;
}
