import { axisOf } from '../axis.ts';
import { html, iconButton, textButton } from '../dom.ts';
import { actionIcon } from '../drawing/icons.ts';
import { isGoingOn, speeds, type ViewState } from '../viewState.ts';
import { durationText } from './jsonText.ts';
import type { Controls, PanelPart, Scene } from './panelPart.ts';

/** The bar under the picture: where in the history we are, and the way to anywhere else. */
export function timeline({ act, tell }: Controls): PanelPart {
  let scene: Scene | undefined;
  const at = (moment: number): void => act({ type: 'momentChosen', moment });
  const slider = html('input', { type: 'range', min: 0, step: 1, 'aria-label': 'Moment' });
  const back = iconButton('Step back', actionIcon('stepBack'), () => at((scene?.view.moment ?? 0) - 1));
  const forward = iconButton('Step forward', actionIcon('stepForward'), () => at((scene?.view.moment ?? 0) + 1));
  const play = iconButton('Play', actionIcon('play'), () => act({ type: 'playToggled' }));
  const failure = iconButton('Go to the failure', actionIcon('failure'), () => at(scene?.replay.failure ?? 0));
  const speed = html(
    'select',
    { 'aria-label': 'Speed' },
    speeds.map((each) => html('option', { value: each }, [`${each}×`])),
  );
  const stop = textButton('Stop', 'secondary', () => {
    const id = scene?.view.run?.id;
    if (id !== undefined) tell({ type: 'stopRequested', runId: id });
  });
  const words = html('span', { class: 'moment-words' });
  const axis = html('select', { 'aria-label': 'Measure' }, [
    html('option', { value: 'events' }, ['Events']),
    html('option', { value: 'time' }, ['Time']),
  ]);
  const lanes = iconButton('What ran when', actionIcon('lanes'), () => act({ type: 'lanesToggled' }));
  slider.addEventListener('input', () => {
    if (scene) at(axisOf(scene.replay, scene.view.axis).momentAt(Number(slider.value)));
  });
  axis.addEventListener('change', () => act({ type: 'axisChosen', axis: axis.value === 'time' ? 'time' : 'events' }));
  speed.addEventListener('change', () => act({ type: 'speedChosen', speed: Number(speed.value) }));
  const element = html('div', { class: 'timeline', role: 'group', 'aria-label': 'Replay' }, [
    html('div', { class: 'timeline-buttons' }, [back, play, forward, speed, failure]),
    slider,
    words,
    axis,
    lanes,
    stop,
  ]);
  return {
    element,
    update: (next) => {
      scene = next;
      const { view } = next;
      element.hidden = view.run === undefined;
      if (view.run === undefined) return;
      const along = axisOf(next.replay, view.axis);
      slider.max = String(along.length);
      slider.value = String(along.placeOf(view.moment));
      lanes.setAttribute('aria-pressed', String(view.lanes));
      const text = momentWords(next);
      slider.setAttribute('aria-valuetext', text);
      words.textContent = text;
      words.title = text;
      back.disabled = view.moment === 0;
      forward.disabled = view.moment >= view.events.length;
      failure.hidden = next.replay.failure === undefined;
      stop.hidden = !isGoingOn(view);
      element.classList.toggle('live', isGoingOn(view));
      showPlaying(play, view);
    },
  };
}

function showPlaying(button: HTMLButtonElement, { playing }: ViewState): void {
  const name = playing ? 'Pause' : 'Play';
  if (button.title === name) return;
  button.title = name;
  button.setAttribute('aria-label', name);
  button.replaceChildren(actionIcon(playing ? 'pause' : 'play'));
}

function momentWords({ view, replay }: Scene): string {
  const event = replay.eventAt(view.moment);
  if (!event) return `${view.events.length} events`;
  const since = durationText(event.timestamp - (replay.eventAt(1)?.timestamp ?? 0));
  const parts = [
    `${view.moment} of ${view.events.length}`,
    event.type,
    replay.stateOf(view.moment),
    since && `after ${since}`,
  ];
  return parts.filter(Boolean).join(' · ');
}
