import type { PreviewView } from '../../language/integrations/taskAnswers.ts';
import { html, textButton } from '../dom.ts';
import type { FormView } from '../formMessages.ts';

/** The state as it will be written, what the checks say of it, and the buttons. */
export class Preview {
  readonly element: HTMLElement;
  readonly #code = html('code');
  readonly #findings = html('ul', { class: 'findings', role: 'status', 'aria-label': 'Findings' });
  readonly #insert: HTMLButtonElement;
  readonly #copy: HTMLButtonElement;
  #text = '';

  constructor({ insert, copy }: { readonly insert: () => void; readonly copy: (text: string) => void }) {
    this.#insert = textButton('Insert', 'primary', insert);
    this.#copy = textButton('Copy', 'secondary', () => copy(this.#text));
    this.#insert.title = 'Ctrl+Enter';
    this.element = html('aside', { class: 'preview', 'aria-label': 'Preview' }, [
      html('h2', {}, ['Preview']),
      html('pre', { tabindex: 0, 'aria-label': 'The state as it will be written' }, [this.#code]),
      this.#findings,
      html('div', { class: 'buttons' }, [this.#insert, this.#copy]),
    ]);
    this.show({ text: '', findings: [] });
  }

  start({ isEditing }: FormView): void {
    this.#insert.textContent = isEditing ? 'Change' : 'Insert';
  }

  show({ text, findings }: PreviewView): void {
    this.#text = text;
    this.#code.textContent = text === '' ? 'Choose an action.' : text;
    this.#insert.disabled = text === '';
    this.#copy.disabled = text === '';
    const items = findings.map(({ severity, message }) => html('li', { class: severity }, [`${severity}: ${message}`]));
    if (text !== '' && items.length === 0) items.push(html('li', { class: 'fine' }, ['No findings.']));
    this.#findings.replaceChildren(...items);
  }
}
