import type { StateNode } from '../../language/graph/graph.ts';
import type { Attempt, StateStatus } from '../../runtime/interpreter/replay.ts';
import type { Visit } from '../../runtime/interpreter/replayVisits.ts';
import { html } from '../dom.ts';
import { statusWords } from '../drawing/drawStatus.ts';
import type { StageValue, VisitKey } from '../messages.ts';
import { elsewhereOf } from '../nesting.ts';
import { followedIn } from '../runMarks.ts';
import type { ViewState } from '../viewState.ts';
import { dataFlow, type NamedValue, stageValues } from './dataFlow.ts';
import { durationText, fact } from './jsonText.ts';
import { laterPart } from './laterPart.ts';
import type { Controls, PanelPart, Scene } from './panelPart.ts';

/** More visits than this are not listed one by one. */
const listedVisits = 500;

/** The selected state: what it is, and how it stands at the moment. */
export function stateTab(controls: Controls): PanelPart {
  const fields = laterPart(async () => (await import('./fieldForm.ts')).fieldForm(controls));
  const about = html('div', { class: 'card' });
  const visits = html('div', { class: 'card' });
  const element = html('div', { class: 'tab-content' }, [about, visits, fields.element]);
  let key: readonly unknown[] = [];
  return {
    element,
    update: (scene) => {
      const { view } = scene;
      fields.update(scene);
      const next = [
        view.whole,
        view.selected,
        view.moment,
        view.run?.id,
        view.visit,
        view.sidebar,
        view.values,
        view.followed,
      ];
      if (view.sidebar !== 'state' || next.every((part, index) => part === key[index])) return;
      key = next;
      const state = selectedState(view);
      const file = elsewhereOf(view.whole, view.selected)?.file;
      about.replaceChildren(...aboutState(state, file));
      visits.replaceChildren(...(state && view.run && !file ? duringRun(state, scene, controls) : []));
      visits.hidden = visits.childElementCount === 0;
    },
  };
}

function selectedState({ whole, selected }: ViewState): StateNode | undefined {
  const node = whole.scopes.flatMap((scope) => scope.nodes).find(({ id }) => id === selected);
  return node?.kind === 'state' ? node : undefined;
}

/** The selected state, when it is one of the workflow that the picture is of: of no other does a run tell. */
export function ownState(view: ViewState): StateNode | undefined {
  return elsewhereOf(view.whole, view.selected) ? undefined : selectedState(view);
}

function aboutState(state: StateNode | undefined, file: string | undefined): HTMLElement[] {
  if (!state) return [html('p', { class: 'hint' }, ['Choose a state in the picture to see it here.'])];
  const words = [state.type === 'Broken' ? 'Not readable' : state.type, state.detail].filter(Boolean).join(' · ');
  const problems = [
    ...(state.unreachable ? ['No transition leads here.'] : []),
    ...(state.broken && state.type !== 'Broken' ? ['A part of this state is missing or cannot be read.'] : []),
  ];
  return [
    html('h2', {}, [state.name]),
    html('p', { class: 'hint' }, [words]),
    ...(file === undefined ? [] : [html('p', { class: 'hint' }, [`It is part of ${file}.`])]),
    ...problems.map((problem) => html('p', { class: 'problem' }, [problem])),
  ];
}

function duringRun(state: StateNode, { replay, view }: Scene, controls: Controls): HTMLElement[] {
  const followed = followedIn(replay, view);
  const visits = replay.visitsAt(state.name, view.moment, followed);
  const latest = replay.stateAt(state.name, view.moment, followed)?.latest;
  const visit = (view.visit === undefined ? undefined : visits[view.visit]) ?? latest;
  if (!visit) return [html('p', { class: 'hint' }, ['Not entered at this moment.'])];
  const parts = visits.length > 1 ? [visitPicker(visits, visit, view, controls)] : [];
  const key = { runId: view.run?.id ?? '', state: state.name, entered: replay.eventAt(visit.moment)?.id ?? 0 };
  const stages = isSameVisit(view.values?.visit, key) ? view.values?.values : undefined;
  if (!stages && !view.run?.recorded) controls.tell({ type: 'valuesAsked', visit: key });
  const items = itemPicker(visit, replay, view, controls);
  const [facts, ...values] = visitDetails(replay.detailsAt(visit, view.moment), stages ?? [], controls);
  return [...parts, ...items, ...(facts ? [facts] : []), ...attemptList(visit, replay, view.moment), ...values];
}

function visitPicker(visits: readonly Visit[], shown: Visit, view: ViewState, { act }: Controls): HTMLElement {
  const first = Math.max(0, visits.length - listedVisits);
  const options = visits.slice(first).map((visit, index) => {
    const words =
      visit.iteration === undefined
        ? `Visit ${first + index + 1}`
        : `Item ${visit.iteration}, visit ${first + index + 1}`;
    const status = visit.statuses.findLast(({ moment }) => moment <= view.moment)?.status ?? 'running';
    return html('option', { value: first + index, selected: visit === shown }, [
      `${words} · ${statusWords[status].toLowerCase()}`,
    ]);
  });
  const select = html('select', { 'aria-label': 'Visit' }, [
    html('option', { value: '', selected: view.visit === undefined }, ['Latest']),
    ...options,
  ]);
  select.addEventListener('change', () =>
    act({ type: 'visitChosen', visit: select.value === '' ? undefined : Number(select.value) }),
  );
  return html('div', { class: 'field' }, [
    html('label', { class: 'field-label' }, [`${visits.length} visits`]),
    select,
  ]);
}

/** A Map's items, the failed ones first; one of them can be followed alone. */
function itemPicker(map: Visit, replay: Scene['replay'], view: ViewState, { act }: Controls): HTMLElement[] {
  const items = [...replay.itemsAt(map, view.moment)].toSorted((a, b) => rankOf(a[1]) - rankOf(b[1]) || a[0] - b[0]);
  if (items.length === 0) return [];
  const chosen = view.followed?.began === map.moment ? view.followed.index : undefined;
  const options = items
    .slice(0, listedVisits)
    .map(([index, status]) =>
      html('option', { value: index, selected: index === chosen }, [
        `Item ${index} · ${statusWords[status].toLowerCase()}`,
      ]),
    );
  const select = html('select', { 'aria-label': 'Follow' }, [html('option', { value: '' }, ['All items']), ...options]);
  select.addEventListener('change', () => {
    const followed = { state: map.name, began: map.moment, index: Number(select.value) };
    act({ type: 'itemFollowed', followed: select.value === '' ? undefined : followed });
  });
  return [html('div', { class: 'field' }, [html('label', { class: 'field-label' }, ['Follow']), select])];
}

function rankOf(status: StateStatus): number {
  return status === 'failed' ? 0 : status === 'running' ? 1 : 2;
}

/** When each attempt began, and how it ended. */
function attemptList(visit: Visit, replay: Scene['replay'], moment: number): HTMLElement[] {
  const attempts = replay.attemptsOf(visit, moment);
  if (attempts.length < 2) return [];
  const rows = attempts.map((attempt) => html('li', {}, [attemptWords(attempt, visit.entered)]));
  const first = Math.max(0, rows.length - listedVisits);
  return [
    html('details', { class: 'attempts', open: rows.length <= 10 }, [
      html('summary', {}, [`${rows.length} attempts`]),
      html('ol', { start: first + 1 }, rows.slice(first)),
    ]),
  ];
}

function attemptWords({ began, failed }: Attempt, entered: number): string {
  const after = (time: number): string => (time > entered ? `after ${durationText(time - entered)}` : 'at once');
  if (!failed) return after(began);
  const error = failed.error ?? 'failed';
  return [after(began), failed.at > began ? `${error} ${after(failed.at)}` : error].join(', ');
}

function isSameVisit(one: VisitKey | undefined, other: VisitKey): boolean {
  return one?.runId === other.runId && one.entered === other.entered && one.state === other.state;
}

function visitDetails(
  details: ReturnType<Scene['replay']['detailsAt']>,
  stages: readonly StageValue[],
  { tell }: Controls,
): HTMLElement[] {
  const copy = (text: string): void => tell({ type: 'copyRequested', text });
  const { iterations, left, entered } = details;
  const items =
    iterations &&
    `${iterations.succeeded} of ${iterations.total} succeeded, ${iterations.failed} failed, ${iterations.running} running`;
  const facts = html('dl', { class: `facts is-${details.status}` }, [
    ...fact('Status', statusWords[details.status]),
    ...fact('Duration', left === undefined ? undefined : durationText(left - entered)),
    ...fact('Item', details.iteration === undefined ? undefined : String(details.iteration)),
    ...fact('Items', items),
    ...fact('Error', details.error),
  ]);
  const values: readonly NamedValue[] = [
    ['Cause', details.cause],
    ['Output', details.output],
    ['Input', details.input],
    ...stageValues(stages),
    ['Task input', details.taskInput],
    ['Task result', details.taskOutput],
    ...Object.entries(details.variables ?? {}).map(([name, text]) => [`$${name}`, text] as const),
  ];
  return [
    facts,
    ...dataFlow(
      values.filter(([, text]) => text !== undefined),
      copy,
    ),
  ];
}
