import type { FieldView, FindingView, StateDetails } from '../../language/graph/graphEdit.ts';
import { html } from '../dom.ts';
import { elsewhereOf } from '../nesting.ts';
import type { Controls, PanelPart, Scene } from './panelPart.ts';

interface Row {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement | HTMLSelectElement;
  readonly findings: HTMLElement;
}

/** The simple fields of the selected state. A field is written when it is left, or with Enter. */
export function fieldForm(controls: Controls): PanelPart {
  const written = html('div', { class: 'fields' });
  const others = html('details', { class: 'more-fields' });
  const findings = html('div', { class: 'findings' });
  const element = html('form', { class: 'card', 'aria-label': 'Fields' }, [findings, written, others]);
  element.addEventListener('submit', (event) => event.preventDefault());
  let asked: readonly unknown[] = [];
  let shown: StateDetails | undefined;
  let rows = new Map<string, Row>();
  const ask = ({ view: { selected, definition, sidebar, whole } }: Scene): void => {
    const next = [selected, definition];
    const isOwn = selected !== undefined && !elsewhereOf(whole, selected);
    if (sidebar !== 'state' || !isOwn || next.every((part, index) => part === asked[index])) return;
    asked = next;
    controls.tell({ type: 'detailsRequested', state: selected });
  };
  const show = (details: StateDetails): void => {
    const isSame = shown?.state === details.state && sameFields(shown.fields, details.fields);
    shown = details;
    if (!isSame) rows = buildRows(details, controls, written, others);
    for (const field of details.fields) fill(rows.get(field.name), field);
    findings.replaceChildren(...details.findings.map(findingLine));
  };
  return {
    element,
    update: (scene) => {
      ask(scene);
      const { details, selected, field: wanted } = scene.view;
      element.hidden = details?.state !== selected;
      if (!details || element.hidden) return;
      if (details !== shown) show(details);
      const row = wanted === undefined ? undefined : rows.get(wanted);
      if (!row) return;
      controls.act({ type: 'fieldWanted', field: undefined });
      row.input.focus();
    },
  };
}

/** Rows stay while the same fields are written: what somebody types in is never taken away. */
function sameFields(before: readonly FieldView[], now: readonly FieldView[]): boolean {
  const key = (fields: readonly FieldView[]) =>
    JSON.stringify(fields.map(({ name, values, text }) => [name, values, isUpFront({ name, text })]));
  return key(before) === key(now);
}

function isUpFront({
  name,
  text,
  required = false,
}: Pick<FieldView, 'name' | 'text'> & { required?: boolean }): boolean {
  return text !== undefined || required || name === 'Comment' || name === 'Next';
}

function buildRows(
  { state, fields }: StateDetails,
  controls: Controls,
  written: HTMLElement,
  others: HTMLElement,
): Map<string, Row> {
  const rows = new Map(fields.map((field) => [field.name, rowOf(state, field, controls)]));
  const elements = (isWanted: (field: FieldView) => boolean) =>
    fields.filter(isWanted).flatMap(({ name }) => rows.get(name)?.element ?? []);
  written.replaceChildren(...elements(isUpFront));
  const rest = elements((field) => !isUpFront(field));
  others.replaceChildren(html('summary', {}, ['More fields']), ...rest);
  others.hidden = rest.length === 0;
  return rows;
}

function rowOf(state: string, field: FieldView, controls: Controls): Row {
  const id = `field-${field.name}`;
  const input = field.values.length > 0 ? selectOf(field, id) : textOf(field, id);
  input.setAttribute('aria-describedby', `${id}-findings`);
  const findings = html('div', { class: 'findings', id: `${id}-findings` });
  let before = field.text ?? '';
  input.addEventListener('focus', () => {
    before = input.value;
  });
  const write = (): void => {
    if (input.value === before) return;
    before = input.value;
    controls.edit({ kind: 'setField', state, field: field.name, text: input.value });
  };
  // Enter in a text field is such a change too.
  input.addEventListener('change', write);
  const label = html('label', { class: 'field-label', for: id, title: field.doc }, [
    field.required ? `${field.name} *` : field.name,
  ]);
  return { element: html('div', { class: 'field' }, [label, input, findings]), input, findings };
}

function selectOf({ values, text }: FieldView, id: string): HTMLSelectElement {
  const all = text === undefined || values.includes(text) ? values : [text, ...values];
  return html('select', { id }, [
    html('option', { value: '' }, ['']),
    ...all.map((value) => html('option', { value }, [value])),
  ]);
}

function textOf({ doc }: FieldView, id: string): HTMLInputElement {
  return html('input', { type: 'text', id, spellcheck: 'false', title: doc });
}

function fill(row: Row | undefined, { text, findings }: FieldView): void {
  if (!row) return;
  if (row.input !== document.activeElement || row.input instanceof HTMLSelectElement) row.input.value = text ?? '';
  row.input.setAttribute('aria-invalid', String(findings.some(({ severity }) => severity === 'error')));
  row.findings.replaceChildren(...findings.map(findingLine));
}

const severityWords: Readonly<Record<FindingView['severity'], string>> = {
  error: 'Error',
  warning: 'Warning',
  hint: 'Hint',
};

function findingLine({ severity, message }: FindingView): HTMLElement {
  return html('p', { class: `finding ${severity}` }, [`${severityWords[severity]}: ${message}`]);
}
