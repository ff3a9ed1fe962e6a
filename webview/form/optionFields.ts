import type { ActionView, Answer, TaskAnswers } from '../../language/integrations/taskAnswers.ts';
import { html } from '../dom.ts';
import type { FormControls } from './stateForm.ts';

type Choice = readonly [value: string, label: string];

/** How the task runs, what happens when it fails, what becomes of its result, and where the state goes. */
export function optionFields(controls: FormControls, action: ActionView): HTMLElement[] {
  return [waiting(controls, action), errors(controls), result(controls), placement(controls)];
}

const patternLabels: Readonly<Record<TaskAnswers['pattern'], string>> = {
  requestResponse: 'Go on when the service has answered',
  sync: 'Wait until the job has ended',
  'sync:2': 'Wait until the job has ended, result as JSON',
  waitForTaskToken: 'Wait until somebody returns the token',
};

function waiting(controls: FormControls, action: ActionView): HTMLElement {
  const answers = controls.answers();
  const pattern = choice('pattern', 'Pattern', answers.pattern, patternsOf(action), (value) => {
    const next = value as TaskAnswers['pattern'];
    controls.rebuild({ pattern: next, parameters: startersTaken(controls.answers(), action, next) });
  });
  return card('Waiting', [
    pattern,
    text('timeout', 'Timeout in seconds', answers.timeout, (timeout) => controls.change({ timeout })),
    text('heartbeat', 'Heartbeat in seconds', answers.heartbeat, (heartbeat) => controls.change({ heartbeat })),
  ]);
}

function patternsOf({ patterns }: ActionView): Choice[] {
  return patterns.map(({ pattern }): Choice => [pattern, patternLabels[pattern]]);
}

/** What another pattern starts with, where nobody has answered anything else yet: the token, above all. */
function startersTaken(answers: TaskAnswers, action: ActionView, next: TaskAnswers['pattern']): readonly Answer[] {
  const starterOf = (pattern: string) => action.patterns.find((each) => each.pattern === pattern)?.starter ?? [];
  const old = starterOf(answers.pattern);
  const isUntouched = ({ name, text: written }: Answer) =>
    written === '' || old.some((answer) => answer.name === name && answer.text === written);
  const fresh = starterOf(next).filter(({ name }) => {
    const present = answers.parameters.find((answer) => answer.name === name);
    return !present || isUntouched(present);
  });
  const kept = answers.parameters.map((answer) => fresh.find(({ name }) => name === answer.name) ?? answer);
  return [...kept, ...fresh.filter(({ name }) => !kept.some((answer) => answer.name === name))];
}

function errors(controls: FormControls): HTMLElement {
  const { retry, catch: caught } = controls.answers();
  const retries: Choice[] = [
    ...(retry === 'asWritten' ? [['asWritten', 'As it is written'] as const] : []),
    ['none', 'Never try again'],
    ['recommended', 'Try again after passing errors of the service'],
  ];
  const handlers = controls.form.handlers.map((name): Choice => [`to ${name}`, `Go to ${name}`]);
  const catches: Choice[] = [
    ...(caught.kind === 'asWritten' ? [['asWritten', 'As it is written'] as const] : []),
    ['none', 'Fail'],
    ...handlers,
  ];
  const value = caught.kind === 'to' ? `to ${caught.state}` : caught.kind;
  return card('Errors', [
    choice('retry', 'Retry', retry, retries, (chosen) => controls.change({ retry: chosen as TaskAnswers['retry'] })),
    choice('catch', 'After any error', value, catches, (chosen) => controls.change({ catch: catchOf(chosen) })),
  ]);
}

function catchOf(value: string): TaskAnswers['catch'] {
  if (value.startsWith('to ')) return { kind: 'to', state: value.slice(3) };
  return { kind: value === 'asWritten' ? 'asWritten' : 'none' };
}

function result(controls: FormControls): HTMLElement {
  const { result: chosen } = controls.answers();
  const choices: Choice[] = [
    ...(chosen === 'asWritten' ? [['asWritten', 'As it is written'] as const] : []),
    ['whole', 'Becomes the output'],
    ['besideInput', 'Goes beside the input'],
    ['dropped', 'Is dropped, the input goes on'],
  ];
  const field = choice('result', 'The result', chosen, choices, (value) =>
    controls.change({ result: value as TaskAnswers['result'] }),
  );
  return card('Result', [field]);
}

function placement(controls: FormControls): HTMLElement {
  const { form } = controls;
  const { name } = controls.answers();
  if (form.isEditing) return card('Place', [html('p', { class: 'hint' }, [`${name} stays where it is.`])]);
  const places = form.places.map((place): Choice => [place, place]);
  return card('Place', [
    text('name', 'Name of the state', name, (changed) => controls.change({ name: changed })),
    ...(places.length > 0 ? [choice('after', 'After', form.after, places, (value) => controls.place(value))] : []),
  ]);
}

function card(title: string, children: readonly HTMLElement[]): HTMLElement {
  return html('section', { class: 'card', 'aria-label': title }, [html('h2', {}, [title]), ...children]);
}

function choice(
  id: string,
  label: string,
  value: string,
  choices: readonly Choice[],
  onChoice: (value: string) => void,
): HTMLElement {
  const options = choices.map(([each, shown]) => html('option', { value: each, selected: each === value }, [shown]));
  const select = html('select', { id }, options);
  select.addEventListener('change', () => onChoice(select.value));
  return html('div', { class: 'field' }, [html('label', { class: 'field-label', for: id }, [label]), select]);
}

function text(id: string, label: string, value: string, onInput: (value: string) => void): HTMLElement {
  const input = html('input', { id, type: 'text', spellcheck: 'false' });
  input.value = value;
  input.addEventListener('input', () => onInput(input.value));
  return html('div', { class: 'field' }, [html('label', { class: 'field-label', for: id }, [label]), input]);
}
