import type { FoundAction } from '../../language/integrations/taskAnswers.ts';
import { html } from '../dom.ts';
import type { FormView, FromForm } from '../formMessages.ts';

/** One search over all services and actions. Arrow keys choose, Enter takes. */
export class ActionSearch {
  readonly element: HTMLElement;
  readonly #tell: (message: FromForm) => void;
  readonly #input = html('input', {
    type: 'search',
    id: 'action',
    role: 'combobox',
    'aria-controls': 'actions',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: 'Search services and actions, such as sns publish',
  });
  readonly #list = html('ul', { id: 'actions', class: 'found', role: 'listbox', 'aria-label': 'Actions' });
  readonly #chosen = html('p', { class: 'chosen', role: 'status' });
  readonly #notice = html('p', { class: 'notice', role: 'alert' });
  #actions: readonly FoundAction[] = [];
  #active = 0;

  constructor(tell: (message: FromForm) => void) {
    this.#tell = tell;
    this.element = html('section', { class: 'card' }, [
      html('label', { class: 'field-label', for: 'action' }, ['Service and action']),
      this.#input,
      this.#list,
      this.#notice,
      this.#chosen,
    ]);
    this.#list.hidden = true;
    this.#input.addEventListener('input', () => tell({ type: 'actionsSearched', query: this.#input.value }));
    this.#input.addEventListener('focus', () => this.#open());
    this.#input.addEventListener('blur', () => this.#close());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    // A press must not take the focus from the search before its click arrives.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());
  }

  show({ action, isEditing, notice }: FormView): void {
    const called = action?.kind === 'asWritten' ? '' : `${action?.serviceLabel}: ${action?.action}.`;
    this.#chosen.textContent = action ? [called, action.doc, ...action.notes].join(' ').trim() : '';
    this.#notice.textContent = notice;
    this.#notice.hidden = notice === '';
    this.#input.value = action ? `${action.service} ${action.action}`.trim() : '';
    if (action) this.#close();
    else if (!isEditing) this.#input.focus();
  }

  list(query: string, actions: readonly FoundAction[]): void {
    if (query !== '' && query !== this.#input.value) return;
    this.#actions = actions;
    this.#active = 0;
    this.#list.replaceChildren(...actions.map((action, index) => this.#option(action, index)));
    if (actions.length === 0) this.#list.append(html('li', { class: 'none' }, ['Nothing is called that.']));
    if (document.activeElement === this.#input) this.#open();
    this.#mark();
  }

  #option(action: FoundAction, index: number): HTMLElement {
    const about = action.kind === 'aws-sdk' ? 'AWS SDK' : action.doc;
    const name = action.kind === 'asWritten' ? action.service : `${action.service}:${action.action}`;
    const said = [action.serviceLabel, about].filter((part) => part !== '').join(' · ');
    const option = html('li', { id: `action-${index}`, role: 'option' }, [
      html('span', { class: 'name' }, [name]),
      html('span', { class: 'about' }, [said]),
    ]);
    option.addEventListener('click', () => this.#take(index));
    return option;
  }

  #key(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) this.#take(this.#active);
    else if (step === undefined) return;
    else {
      this.#open();
      this.#active = Math.min(Math.max(this.#active + step, 0), this.#actions.length - 1);
      this.#mark();
    }
    event.preventDefault();
  }

  #take(index: number): void {
    const action = this.#actions[index];
    if (!action || this.#list.hidden) return;
    this.#close();
    this.#tell({ type: 'actionChosen', action });
  }

  #mark(): void {
    for (const [index, option] of [...this.#list.children].entries()) {
      option.setAttribute('aria-selected', String(index === this.#active));
    }
    this.#input.setAttribute('aria-activedescendant', `action-${this.#active}`);
    this.#list.children[this.#active]?.scrollIntoView({ block: 'nearest' });
  }

  #open(): void {
    this.#list.hidden = false;
    this.#input.setAttribute('aria-expanded', 'true');
  }

  #close(): void {
    this.#list.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
  }
}
