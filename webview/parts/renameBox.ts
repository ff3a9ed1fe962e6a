import { html } from '../dom.ts';
import type { Controls } from './panelPart.ts';

/** A state's name as a text field in its place. Enter writes it, Escape leaves it as it was. */
export function renameBox(state: string, name: string, controls: Controls, close: () => void): HTMLElement {
  const input = html('input', {
    type: 'text',
    class: 'rename',
    value: name,
    maxlength: 80,
    spellcheck: 'false',
    'aria-label': `New name of ${name}`,
  });
  input.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && input.value !== name) {
      controls.edit({ kind: 'rename', state, name: input.value });
    } else if (event.key === 'Enter') close();
    else return;
    event.preventDefault();
  });
  return input;
}
