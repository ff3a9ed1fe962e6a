import type { Json } from '../../language/json.ts';
import type { StateDifference } from '../compareRuns.ts';
import { html, textButton } from '../dom.ts';
import { isGoingOn } from '../viewState.ts';
import { parsed } from './jsonView.ts';
import type { Controls, PanelPart, Scene } from './panelPart.ts';
import { changeList, changesBetween } from './valueChanges.ts';

/** A run is kept here; once another one has ended, where it went otherwise is listed. */
export function compareRunsCard(controls: Controls): PanelPart {
  const element = html('section', { class: 'card compare', 'aria-label': 'Comparison' });
  let key: readonly unknown[] = [];
  return {
    element,
    update: (scene) => {
      const { run, kept } = scene.view;
      const next = [run?.id, kept, scene.differences];
      element.hidden = run === undefined || isGoingOn(scene.view);
      if (element.hidden || next.every((part, index) => part === key[index])) return;
      key = next;
      element.replaceChildren(...content(scene, controls));
    },
  };
}

function content({ view, differences }: Scene, controls: Controls): HTMLElement[] {
  const { act } = controls;
  const { kept } = view;
  const keep = textButton('Keep to compare', 'secondary', () => act({ type: 'runKept' }));
  if (!kept) return [html('p', { class: 'hint' }, ['Keep this run to see what the next one does otherwise.']), keep];
  const end = textButton('Stop comparing', 'secondary', () => act({ type: 'comparisonEnded' }));
  if (!differences) {
    return [html('p', { class: 'hint' }, ['This run is kept. The next one is laid beside it.']), end];
  }
  return [
    html('h2', {}, [`Compared with ${kept.run.title}`]),
    html('p', { class: 'hint', role: 'status' }, [summaryOf(differences.length)]),
    ...differences.map((each) => differenceItem(each, controls)),
    html('div', { class: 'buttons' }, [end, keep]),
  ];
}

function summaryOf(count: number): string {
  if (count === 0) return 'Both runs went the same way.';
  return count === 1 ? 'One state went otherwise.' : `${count} states went otherwise.`;
}

function differenceItem({ name, words, before, after }: StateDifference, { goTo }: Controls): HTMLElement {
  const open = textButton('Show', 'secondary', () => goTo(name));
  return html('details', {}, [
    html('summary', {}, [html('strong', {}, [name]), ` ${words}`]),
    open,
    html('h3', {}, ['Input']),
    changeList(changesBetween(readValue(before?.input), readValue(after?.input))),
    html('h3', {}, ['Output']),
    changeList(changesBetween(readValue(before?.output), readValue(after?.output))),
  ]);
}

/** A text that is no JSON counts as a string. */
function readValue(text: unknown): Json | undefined {
  return text === undefined ? undefined : (parsed(text) ?? String(text));
}
