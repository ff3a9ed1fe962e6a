import type { Graph, StateNode } from '../../language/graph/graph.ts';
import { html } from '../dom.ts';
import type { Controls, PanelPart } from './panelPart.ts';
import type { Stage } from './stage.ts';

/** Finds states by what the picture says of them; Enter goes from one to the next, Shift+Enter back. */
export function search({ act }: Controls, stage: Stage): PanelPart {
  const input = html('input', { type: 'search', placeholder: 'Find a state', 'aria-label': 'Find a state' });
  const count = html('span', { class: 'found', role: 'status' });
  let graph: Graph | undefined;
  let found: readonly string[] = [];
  let place = 0;
  const go = (to: number): void => {
    place = found.length === 0 ? 0 : (to + found.length) % found.length;
    const state = found[place];
    count.textContent = input.value === '' ? '' : `${state === undefined ? 0 : place + 1} of ${found.length}`;
    if (state === undefined) return;
    act({ type: 'stateSelected', state });
    stage.reveal(state);
  };
  const find = (): void => {
    found = graph ? statesWith(graph, input.value) : [];
    go(0);
  };
  input.addEventListener('input', find);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') go(place + (event.shiftKey ? -1 : 1));
    else if (event.key === 'Escape' && input.value !== '') {
      input.value = '';
      find();
    } else return;
    event.preventDefault();
  });
  addEventListener('keydown', (event) => {
    if (event.key !== 'f' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    input.select();
  });
  return {
    element: html('div', { class: 'search', role: 'search' }, [count, input]),
    update: ({ view }) => {
      graph = view.whole;
    },
  };
}

/** The ids of states whose name, work, comment or errors hold the text, in the order of the file. */
function statesWith({ scopes }: Graph, text: string): string[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return scopes.flatMap(({ nodes, edges }) => {
    const states = nodes.filter((node): node is StateNode => node.kind === 'state');
    const matching = states.filter((state) => {
      const errors = edges.filter(({ from, kind }) => from === state.id && kind === 'catch');
      const words = [state.name, state.type, state.detail, state.service, state.comment];
      return [...words, ...errors.map(({ fullLabel }) => fullLabel)].some((word) =>
        word?.toLowerCase().includes(wanted),
      );
    });
    return matching.map(({ id }) => id);
  });
}
