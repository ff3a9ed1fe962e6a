import type { ActionView, Answer, AnswerMode, MemberView } from '../../language/integrations/taskAnswers.ts';
import { html } from '../dom.ts';
import type { FormControls } from './stateForm.ts';

/** The parameters of an action: those needed or answered first, all others behind a fold with a search. */
export function parameterFields(controls: FormControls, action: ActionView): HTMLElement[] {
  const answered = new Set(controls.answers().parameters.map(({ name }) => name));
  const known = new Set(action.members.map(({ name }) => name));
  const isOpen = ({ name, required }: MemberView) => required || answered.has(name) || action.oneOf.includes(name);
  const unknown = [...answered].filter((name) => !known.has(name)).map(unknownMember);
  const shown = [...action.members.filter(isOpen), ...unknown];
  const folded = action.members.filter((member) => !isOpen(member));
  const oneOf =
    action.oneOf.length > 0 ? [html('p', { class: 'hint' }, [`One of ${action.oneOf.join(', ')} is needed.`])] : [];
  const section = html('section', { class: 'card', 'aria-label': 'Parameters' }, [
    html('h2', {}, ['Parameters']),
    ...oneOf,
    ...shown.map((member) => parameterField(controls, member)),
  ]);
  if (shown.length === 0 && action.kind !== 'asWritten') {
    section.append(html('p', { class: 'hint' }, ['None is needed.']));
  }
  if (folded.length > 0) section.append(moreParameters(controls, folded));
  if (action.kind === 'asWritten') section.append(anyParameter(controls));
  return [section];
}

/** Nobody knows what may be passed: any name goes. */
function anyParameter(controls: FormControls): HTMLElement {
  const input = html('input', { id: 'add-parameter', type: 'text', class: 'code', spellcheck: 'false' });
  input.addEventListener('keydown', (event) => {
    const name = input.value.trim();
    const { parameters } = controls.answers();
    if (event.key !== 'Enter' || event.ctrlKey || name === '' || parameters.some((answer) => answer.name === name))
      return;
    event.preventDefault();
    controls.rebuild({ parameters: [...parameters, { name, mode: 'value', text: '' }] });
    document.getElementById(`value-${name}`)?.focus();
  });
  return html('div', { class: 'field' }, [
    html('label', { class: 'field-label', for: 'add-parameter' }, ['Add a parameter: its name, then Enter']),
    input,
  ]);
}

function unknownMember(name: string): MemberView {
  return {
    name,
    required: false,
    doc: 'Not in the catalogue; it stays as it is written.',
    type: 'any JSON',
    values: [],
  };
}

function moreParameters(controls: FormControls, members: readonly MemberView[]): HTMLElement {
  const rows = members.map((member) => ({ name: member.name.toLowerCase(), row: parameterField(controls, member) }));
  const filter = html('input', { type: 'search', placeholder: 'Search parameters', 'aria-label': 'Search parameters' });
  filter.addEventListener('input', () => {
    for (const { name, row } of rows) row.hidden = !name.includes(filter.value.trim().toLowerCase());
  });
  const body = members.length > 8 ? [filter] : [];
  return html('details', {}, [
    html('summary', {}, [`More parameters (${members.length})`]),
    ...body,
    ...rows.map(({ row }) => row),
  ]);
}

function parameterField(controls: FormControls, member: MemberView): HTMLElement {
  const { name, required, type, doc } = member;
  const answer = answerFor(controls, name);
  const mode = modeChoice(name, answer.mode);
  const place = html('div', { class: 'control' });
  const rebuild = (text: string): void => {
    const chosen = mode.value as AnswerMode;
    const input = valueControl(controls, member, { name, mode: chosen, text });
    input.addEventListener('input', () => put(controls, { name, mode: chosen, text: input.value }));
    place.replaceChildren(input);
  };
  mode.addEventListener('change', () => {
    rebuild('');
    put(controls, { name, mode: mode.value as AnswerMode, text: '' });
  });
  rebuild(answer.text);
  const mark = required ? [html('span', { class: 'required' }, ['required'])] : [];
  return html('div', { class: 'parameter', role: 'group', 'aria-label': name }, [
    html('div', { class: 'parameter-head' }, [
      html('label', { for: `value-${name}` }, [name]),
      html('span', { class: 'type' }, [type]),
      ...mark,
      mode,
    ]),
    place,
    ...(doc === '' ? [] : [html('p', { class: 'hint', id: `doc-${name}` }, [doc])]),
  ]);
}

const modes: readonly (readonly [AnswerMode, string])[] = [
  ['value', 'Value'],
  ['path', 'From input'],
  ['variable', 'Variable'],
  ['expression', 'Expression'],
];

function modeChoice(name: string, mode: AnswerMode): HTMLSelectElement {
  return html(
    'select',
    { id: `mode-${name}`, class: 'mode', 'aria-label': `${name} comes from` },
    modes.map(([value, label]) => html('option', { value, selected: value === mode }, [label])),
  );
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function valueControl(
  { form }: FormControls,
  { name, type, values, doc }: MemberView,
  { mode, text }: Answer,
): Control {
  const described = doc === '' ? undefined : `doc-${name}`;
  const attributes = { id: `value-${name}`, 'aria-describedby': described, spellcheck: 'false' };
  if (mode === 'value' && values.length > 0 && (text === '' || values.includes(text))) {
    const options = ['', ...values].map((value) => html('option', { value, selected: value === text }, [value]));
    return html('select', attributes, options);
  }
  const isShort = /^(text|whole number|number|timestamp|bytes)$/.test(type) && !text.includes('\n') && text.length < 60;
  if (mode !== 'value' || isShort) {
    const input = html('input', {
      ...attributes,
      type: 'text',
      class: 'code',
      placeholder: example(mode, form.language),
    });
    input.value = text;
    return input;
  }
  const area = html('textarea', { ...attributes, class: 'code', rows: Math.min(10, text.split('\n').length + 1) });
  area.value = pretty(text);
  area.rows = Math.min(12, Math.max(2, area.value.split('\n').length));
  return area;
}

function example(mode: AnswerMode, language: 'JSONPath' | 'JSONata'): string {
  switch (mode) {
    case 'value':
      return '';
    case 'path':
      return language === 'JSONPath' ? 'order.id, for $.order.id' : 'order.id, for $states.input.order.id';
    case 'variable':
      return 'The name of a variable';
    case 'expression':
      return language === 'JSONPath' ? "States.Format('Order {}', $.id)" : "'Order ' & $states.input.id";
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function answerFor(controls: FormControls, name: string): Answer {
  const answer = controls.answers().parameters.find((each) => each.name === name);
  return answer ?? { name, mode: 'value', text: '' };
}

/** In its old place, else as the last one. */
function put(controls: FormControls, answer: Answer): void {
  const before = controls.answers().parameters;
  const isNew = !before.some(({ name }) => name === answer.name);
  const parameters = before.map((each) => (each.name === answer.name ? answer : each));
  controls.change({ parameters: isNew ? [...parameters, answer] : parameters });
}
