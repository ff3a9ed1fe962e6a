import { html, iconButton, textButton } from '../dom.ts';
import { actionIcon } from '../drawing/icons.ts';
import { exportMenu } from './exportMenu.ts';
import type { Controls, PanelPart } from './panelPart.ts';
import { search } from './search.ts';
import type { Stage } from './stage.ts';

/** The line over the picture. */
export function toolbar(controls: Controls, stage: Stage): PanelPart {
  const { act } = controls;
  const finder = search(controls, stage);
  const exporter = exportMenu(controls, stage);
  const title = html('h1', {});
  const note = html('span', { class: 'badge-note', role: 'status' });
  const run = textButton('Run', 'primary', () => act({ type: 'tabChosen', tab: 'run' }));
  run.prepend(actionIcon('play'));
  const turn = iconButton('Flow to the right', actionIcon('turn'), () => act({ type: 'directionTurned' }));
  let open = false;
  const sidebar = iconButton('Show details', actionIcon('sidebar'), () =>
    act({ type: 'tabChosen', tab: open ? undefined : 'state' }),
  );
  const element = html('header', { class: 'toolbar' }, [
    title,
    note,
    finder.element,
    html('div', { class: 'tools', role: 'toolbar', 'aria-label': 'Picture' }, [
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
      finder.update(scene);
      exporter.update(scene);
      turn.setAttribute('aria-pressed', String(view.direction === 'right'));
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

function noteOf(stale: boolean, strangers: readonly string[]): string {
  if (stale) return 'The text cannot be read; this is the last picture';
  if (strangers.length === 0) return '';
  return `The run has ${strangers.length === 1 ? 'a state' : `${strangers.length} states`} that this workflow does not`;
}
