import { html, textButton } from '../dom.ts';
import type { PanelAnswer, TaskQuestion } from '../messages.ts';
import { jsonProblem } from '../viewState.ts';
import { pretty } from './jsonText.ts';
import { valueBlock } from './jsonView.ts';
import type { Controls, PanelPart } from './panelPart.ts';

/** One card for each Task that waits for somebody to say what it gives. */
export function taskQuestions(controls: Controls): PanelPart {
  const element = html('div', { class: 'questions', 'aria-live': 'polite' });
  const cards = new Map<string, HTMLElement>();
  return {
    element,
    update: ({ view: { questions } }) => {
      const ids = new Set(questions.map(({ id }) => id));
      for (const [id, card] of cards) {
        if (ids.has(id)) continue;
        card.remove();
        cards.delete(id);
      }
      for (const question of questions) {
        if (cards.has(question.id)) continue;
        const card = questionCard(question, controls);
        cards.set(question.id, card);
        element.append(card);
      }
    },
  };
}

function questionCard(question: TaskQuestion, { act, tell, goTo }: Controls): HTMLElement {
  const success = successFields(question);
  const failure = failureFields();
  const remember = html('input', { type: 'checkbox' });
  const send = textButton('Give result', 'primary', () => answer());
  const modes = modeSwitch(question.id, (mode) => {
    success.element.hidden = mode !== 'succeeded';
    failure.element.hidden = mode !== 'failed';
    send.textContent = mode === 'succeeded' ? 'Give result' : 'Fail task';
    check();
  });
  const check = (): void => {
    send.disabled = modes.mode() === 'succeeded' && success.problem() !== undefined;
  };
  const answer = (): void => {
    const given: PanelAnswer = modes.mode() === 'succeeded' ? success.answer() : failure.answer();
    tell({ type: 'taskAnswered', questionId: question.id, answer: given, remember: remember.checked });
    act({ type: 'questionAnswered', questionId: question.id });
  };
  success.element.addEventListener('input', check);
  const name = textButton(question.state, 'secondary', () => goTo(question.state));
  name.className = 'link';
  const card = html('form', { class: 'card question' }, [
    html('h2', {}, ['What does ', name, ' give?']),
    html('p', { class: 'hint' }, [question.resource]),
    html('details', {}, [
      html('summary', {}, ['Its input']),
      valueBlock('Input', question.input, (text) => tell({ type: 'copyRequested', text })),
    ]),
    modes.element,
    success.element,
    failure.element,
    ...(question.canRemember ? [html('label', { class: 'check' }, [remember, 'Remember in the mock file'])] : []),
    html('div', { class: 'buttons' }, [send]),
  ]);
  card.addEventListener('submit', (event) => event.preventDefault());
  return card;
}

function modeSwitch(id: string, changed: (mode: PanelAnswer['kind']) => void) {
  let chosen: PanelAnswer['kind'] = 'succeeded';
  const radio = (mode: PanelAnswer['kind'], text: string): HTMLElement => {
    const input = html('input', { type: 'radio', name: `answer-${id}`, checked: mode === chosen });
    input.addEventListener('change', () => {
      chosen = mode;
      changed(mode);
    });
    return html('label', {}, [input, text]);
  };
  const element = html('div', { class: 'segments', role: 'radiogroup', 'aria-label': 'How the task ends' }, [
    radio('succeeded', 'Succeeds'),
    radio('failed', 'Fails'),
  ]);
  return { element, mode: () => chosen };
}

function successFields({ suggestion }: TaskQuestion) {
  const text = html('textarea', { class: 'code', rows: 8, spellcheck: 'false', 'aria-label': 'Result' });
  const wrong = html('p', { class: 'problem', role: 'status' });
  text.value = pretty(suggestion);
  const problem = (): string | undefined => jsonProblem(text.value);
  text.addEventListener('input', () => {
    wrong.textContent = problem() ?? '';
    text.classList.toggle('invalid', problem() !== undefined);
  });
  const element = html('div', { class: 'field' }, [html('label', { class: 'field-label' }, ['Result']), text, wrong]);
  return { element, problem, answer: (): PanelAnswer => ({ kind: 'succeeded', output: text.value }) };
}

function failureFields() {
  const error = html('input', { type: 'text', value: 'States.TaskFailed', 'aria-label': 'Error', spellcheck: 'false' });
  const cause = html('textarea', { rows: 3, 'aria-label': 'Cause' });
  const element = html('div', { class: 'field', hidden: true }, [
    html('label', { class: 'field-label' }, ['Error']),
    error,
    html('label', { class: 'field-label' }, ['Cause']),
    cause,
  ]);
  return { element, answer: (): PanelAnswer => ({ kind: 'failed', error: error.value, cause: cause.value }) };
}
