import { type Axis, axisOf } from '../axis.ts';
import { html } from '../dom.ts';
import { statusWords } from '../drawing/drawStatus.ts';
import { type Bar, type Lane, lanesOf } from '../lanes.ts';
import type { ViewState } from '../viewState.ts';
import { durationText } from './jsonText.ts';
import type { Controls, PanelPart, Scene } from './panelPart.ts';

const mostLanes = 200;
const rowHeight = 14;
/** A run that is going on is drawn anew this often, in milliseconds. */
const pause = 250;

/** What ran when: under the picture, a lane for each state with a bar for each visit, waits and retries told apart. */
export function lanesView({ act, goTo }: Controls): PanelPart {
  const list = html('div', { class: 'lane-list' });
  const now = html('div', { class: 'lane-now', 'aria-hidden': 'true' });
  const element = html('section', { class: 'lanes', 'aria-label': 'What ran when', hidden: true }, [list, now]);
  let drawn: readonly unknown[] = [];
  let isWaiting = false;
  let scene: Scene | undefined;
  const show = (bar: Bar): void => {
    goTo(bar.visit.name);
    act({ type: 'momentChosen', moment: bar.visit.left?.moment ?? bar.visit.moment });
  };
  const draw = (): void => {
    isWaiting = false;
    if (!scene) return;
    drawn = keyOf(scene.view);
    const { replay, view } = scene;
    const lanes = lanesOf(replay, axisOf(replay, view.axis));
    const rest = lanes.length - mostLanes;
    const more = rest > 0 ? [html('p', { class: 'hint' }, [`… ${rest} more states`])] : [];
    list.replaceChildren(...lanes.slice(0, mostLanes).map((lane) => laneElement(lane, show)), ...more);
  };
  return {
    element,
    update: (next) => {
      scene = next;
      const { view, replay } = next;
      element.hidden = !view.lanes || view.run === undefined;
      if (element.hidden) return;
      const axis = axisOf(replay, view.axis);
      now.style.setProperty('--place', String(placeOf(axis, view.moment)));
      if (keyOf(view).every((part, index) => part === drawn[index])) return;
      const isGoingOn = view.run?.outcome === undefined && drawn[1] === view.run?.id && drawn.length > 0;
      if (!isGoingOn) draw();
      else if (!isWaiting) {
        isWaiting = true;
        setTimeout(draw, pause);
      }
    },
  };
}

function keyOf({ events, run, axis }: ViewState): readonly unknown[] {
  return [events, run?.id, axis];
}

function placeOf(axis: Axis, moment: number): number {
  return axis.length > 0 ? axis.placeOf(moment) / axis.length : 0;
}

function laneElement({ name, rows, bars }: Lane, show: (bar: Bar) => void): HTMLElement {
  const track = html(
    'div',
    { class: 'lane-track' },
    bars.map((bar) => barElement(bar, show)),
  );
  track.style.height = `${rows * rowHeight}px`;
  return html('div', { class: 'lane', role: 'group', 'aria-label': name }, [
    html('span', { class: 'lane-name', title: name }, [name]),
    track,
  ]);
}

function barElement(bar: Bar, show: (bar: Bar) => void): HTMLElement {
  const { visit, from, to, row, status, retries } = bar;
  const words = wordsOf(bar);
  const element = html(
    'button',
    {
      type: 'button',
      class: `bar is-${status} ${visit.type === 'Wait' ? 'wait' : ''}`,
      title: words,
      'aria-label': words,
    },
    retries.map((at) => retryMark((at - from) / (to - from || 1))),
  );
  element.style.left = `${from * 100}%`;
  element.style.width = `${(to - from) * 100}%`;
  element.style.top = `${row * rowHeight}px`;
  element.addEventListener('click', () => show(bar));
  return element;
}

function retryMark(place: number): HTMLElement {
  const mark = html('span', { class: 'retry' });
  mark.style.left = `${place * 100}%`;
  return mark;
}

function wordsOf({ visit, status, retries }: Bar): string {
  const parts = [
    visit.name,
    visit.iteration === undefined ? undefined : `item ${visit.iteration}`,
    statusWords[status].toLowerCase(),
    visit.left && durationText(visit.left.timestamp - visit.entered),
    retries.length > 0 ? `${retries.length + 1} attempts` : undefined,
  ];
  return parts.filter(Boolean).join(', ');
}
