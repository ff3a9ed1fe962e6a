import type { AddPlace, StateStarter } from '../../language/graph/graphEdit.ts';
import { icon } from '../drawing/icons.ts';
import { statePath } from '../drawing/stateIcons.ts';
import { stateAhead } from '../formPlace.ts';
import type { FoundIntegration } from '../messages.ts';
import type { Controls, Scene } from './panelPart.ts';
import { type Choice, pickList } from './pickList.ts';

const types: readonly (readonly [type: StateType, words: string])[] = [
  ['Task', 'Has work done by a function or a service'],
  ['Choice', 'Goes on with the first rule that is true'],
  ['Parallel', 'Runs branches side by side'],
  ['Map', 'Does the same for each item of a list'],
  ['Pass', 'Passes its input on, or makes a value'],
  ['Wait', 'Waits for a while, or until a moment'],
  ['Succeed', 'Ends with success'],
  ['Fail', 'Ends with an error'],
];

type StateType = StateStarter['type'];

/** A Task for which no integration was chosen calls a function. */
const anyTask = 'arn:aws:states:::lambda:invoke';

/** The states that can be added: by type, by the integration that a Task calls, and by the form that asks for it all. */
export function palette(place: AddPlace, opened: Scene, controls: Controls, close: () => void) {
  let scene = opened;
  const add = (type: StateType, resource?: string): void =>
    controls.edit({ kind: 'add', place, starter: { type, ...(resource !== undefined && { resource }) } });
  let query = '';
  let found: readonly FoundIntegration[] | undefined;
  const search = (text: string): void => {
    query = text;
    controls.tell({ type: 'integrationsSearched', query });
    show(found ?? []);
  };
  const list = pickList('Which state to add?', search, close);
  const show = (integrations: readonly FoundIntegration[]): void => {
    const word = query.trim().toLowerCase();
    const byType = types
      .filter(([type, words]) => `${type} ${words}`.toLowerCase().includes(word))
      .map(
        ([type, words]): Choice => ({
          label: type,
          detail: words,
          icon: stateIcon(type, undefined),
          pick: () => add(type, type === 'Task' ? anyTask : undefined),
        }),
      );
    const byIntegration = integrations.map(
      ({ name, service, doc, resource }): Choice => ({
        label: `${service}: ${name}`,
        detail: doc,
        icon: stateIcon('Task', /:::(?:aws-sdk:)?([^:]+):/.exec(resource)?.[1]),
        pick: () => add('Task', resource),
      }),
    );
    list.show([...byType, ...formChoice(place, () => scene, controls, word), ...byIntegration]);
  };
  search('');
  return {
    element: list.element,
    update: (next: Scene) => {
      scene = next;
      const { integrations } = next.view;
      if (integrations.query !== query || integrations.found === found) return;
      found = integrations.found;
      show(found);
    },
  };
}

/** None where the form has no state to put its own behind. */
function formChoice(place: AddPlace, scene: () => Scene, { act, tell }: Controls, word: string): readonly Choice[] {
  const label = 'Task from a form…';
  const isOffered = label.toLowerCase().includes(word) && stateAhead(place, scene().graph) !== undefined;
  const pick = (): void => {
    const { graph, view } = scene();
    const after = stateAhead(place, graph);
    act({ type: 'overlayClosed' });
    if (after !== undefined && view.definition) {
      tell({ type: 'formRequested', version: view.definition.version, after });
    }
  };
  const detail = 'Any service and action, with all its parameters';
  return isOffered ? [{ label, detail, icon: stateIcon('Task', undefined), pick }] : [];
}

function stateIcon(type: StateType, service: string | undefined): SVGElement {
  const shape = icon(statePath({ type, service }));
  shape.classList.add('choice-icon', `type-${type}`);
  return shape;
}
