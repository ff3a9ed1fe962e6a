import type { TaskAnswers } from '../../language/integrations/taskAnswers.ts';
import { html } from '../dom.ts';
import type { FormView, FromForm, ToForm } from '../formMessages.ts';
import { ActionSearch } from './actionSearch.ts';
import { optionFields } from './optionFields.ts';
import { parameterFields } from './parameterFields.ts';
import { Preview } from './preview.ts';

/** How long somebody types before the preview follows, in milliseconds. */
const pause = 120;

/** What the parts of the form do with the answers. */
export interface FormControls {
  readonly form: FormView;
  answers(): TaskAnswers;
  /** Takes over changed answers; the preview follows. */
  change(changed: Partial<TaskAnswers>): void;
  place(after: string): void;
  /** Takes over answers that change which fields there are. */
  rebuild(changed: Partial<TaskAnswers>): void;
}

/** The whole form: what is called, with what, and what becomes of it. The preview is always in sight. */
export class StateForm {
  readonly element: HTMLElement;
  readonly #tell: (message: FromForm) => void;
  readonly #search: ActionSearch;
  readonly #preview: Preview;
  readonly #fields = html('div', { class: 'fields' });
  #form: FormView | undefined;
  #answers: TaskAnswers | undefined;
  #after = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (message: FromForm) => void) {
    this.#tell = tell;
    this.#search = new ActionSearch(tell);
    this.#preview = new Preview({
      insert: () => this.#insert(),
      copy: (text) => tell({ type: 'copyRequested', text }),
    });
    const left = html('form', { class: 'answers', 'aria-label': 'State' }, [this.#search.element, this.#fields]);
    left.addEventListener('submit', (event) => event.preventDefault());
    this.element = html('main', { class: 'form-page' }, [left, this.#preview.element]);
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#insert();
    });
  }

  hear(message: ToForm): void {
    switch (message.type) {
      case 'formShown':
        this.#form = message.form;
        this.#answers = message.form.answers;
        this.#after = message.form.after;
        this.#search.show(message.form);
        this.#preview.start(message.form);
        this.#build();
        return;
      case 'actionsFound':
        this.#search.list(message.query, message.actions);
        return;
      case 'previewShown':
        this.#preview.show(message.preview);
    }
  }

  #build(): void {
    const form = this.#form;
    const answers = this.#answers;
    this.#fields.replaceChildren();
    if (!form?.action || !answers) return;
    const controls: FormControls = {
      form: { ...form, after: this.#after },
      answers: () => this.#answers ?? answers,
      change: (changed) => this.#change(changed),
      place: (after) => {
        this.#after = after;
        this.#tellSoon();
      },
      rebuild: (changed) => {
        this.#change(changed);
        const focused = document.activeElement?.id;
        this.#build();
        if (focused) document.getElementById(focused)?.focus();
      },
    };
    this.#fields.append(...parameterFields(controls, form.action), ...optionFields(controls, form.action));
  }

  #change(changed: Partial<TaskAnswers>): void {
    if (!this.#answers) return;
    this.#answers = { ...this.#answers, ...changed };
    this.#tellSoon();
  }

  #tellSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#answers) this.#tell({ type: 'answersChanged', answers: this.#answers, after: this.#after });
    }, pause);
  }

  #insert(): void {
    if (this.#answers) this.#tell({ type: 'insertRequested', answers: this.#answers, after: this.#after });
  }
}
