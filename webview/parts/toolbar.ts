import type { AddPlace } from '../../language/graph/graphEdit.ts';
import { html, iconButton, textButton } from '../dom.ts';
import { actionIcon } from '../drawing/icons.ts';
import type { DefinitionView } from '../messages.ts';
import type { ViewState } from '../viewState.ts';
import { exportMenu } from './exportMenu.ts';
import type { Controls, PanelPart } from './panelPart.ts';
import { search } from './search.ts';
import type { Stage } from './stage.ts';

/** The line over the picture. */
export function toolbar(controls: Controls, stage: Stage): PanelPart {
  const { act, tell } = controls;
  const finder = search(controls, stage);
  const exporter = exportMenu(controls, stage);
  const title = html('h1', {});
  const note = html('span', { class: 'badge-note', role: 'status' });
  const run = textButton('Run', 'primary', () => act({ type: 'tabChosen', tab: 'run' }));
  run.prepend(actionIcon('play'));
  const turn = iconButton('Flow to the right', actionIcon('turn'), () => act({ type: 'directionTurned' }));
  const add = iconButton('Add a state', actionIcon('add'), () => {
    const place = shown && placeToAdd(shown);
    if (place) act({ type: 'overlayOpened', overlay: { kind: 'palette', place } });
  });
  const machines = html('select', { class: 'machines', 'aria-label': 'State machine' });
  machines.addEventListener('change', () => tell({ type: 'machineChosen', machine: machines.value }));
  let shown: ViewState | undefined;
  let open = false;
  const sidebar = iconButton('Show details', actionIcon('sidebar'), () =>
    act({ type: 'tabChosen', tab: open ? undefined : 'state' }),
  );
  const element = html('header', { class: 'toolbar' }, [
    title,
    machines,
    note,
    finder.element,
    html('div', { class: 'tools', role: 'toolbar', 'aria-label': 'Picture' }, [
      add,
      iconButton('Zoom out', actionIcon('zoomOut'), () => stage.zoom(0.8)),
      iconButton('Zoom in', actionIcon('zoomIn'), () => stage.zoom(1.25)),
      iconButton('Show everything', actionIcon('fit'), () => stage.fit()),
      turn,
      exporter.element,
      sidebar,
      run,
    ]),
  ]);
  return {
    element,
    update: (scene) => {
      const { view, marks } = scene;
      shown = view;
      finder.update(scene);
      exporter.update(scene);
      turn.setAttribute('aria-pressed', String(view.direction === 'right'));
      showMachines(machines, view.definition);
      open = view.sidebar !== undefined;
      title.textContent = view.definition?.title ?? '';
      title.title = view.definition?.title ?? '';
      note.textContent = noteOf(view.definition?.stale === true, marks?.strangers ?? []);
      note.title = marks?.strangers.join(', ') ?? '';
      note.hidden = note.textContent === '';
      sidebar.setAttribute('aria-pressed', String(open));
    },
  };
}

/** Where a state goes that is added without saying where: behind the selected one, else before the end. */
function placeToAdd({ definition, selected }: ViewState): AddPlace | undefined {
  const [top, ...scopes] = definition?.graph.scopes ?? [];
  const isState = [top, ...scopes].some((scope) =>
    scope?.nodes.some(({ id, kind }) => id === selected && kind === 'state'),
  );
  if (selected !== undefined && isState) return { kind: 'after', state: selected };
  if (!top?.nodes.some(({ kind }) => kind === 'state')) return { kind: 'first', scope: '' };
  const edge = top.edges.find(({ kind }) => kind === 'end') ?? top.edges[0];
  return edge && { kind: 'on', edge: edge.id };
}

function showMachines(select: HTMLSelectElement, { machine = '', machines = [] }: Partial<DefinitionView> = {}): void {
  const names = [...select.options].map(({ value }) => value);
  if (machines.length !== names.length || machines.some((name, index) => name !== names[index])) {
    select.replaceChildren(...machines.map((name) => html('option', { value: name }, [name])));
  }
  select.hidden = machines.length < 2;
  select.value = machine;
}

function noteOf(stale: boolean, strangers: readonly string[]): string {
  if (stale) return 'The text cannot be read; this is the last picture';
  if (strangers.length === 0) return '';
  return `The run has ${strangers.length === 1 ? 'a state' : `${strangers.length} states`} that this workflow does not`;
}
