import type { Graph, StateNode } from '../language/graph/graph.ts';
import type { ViewState } from './viewState.ts';

/** The selected states that are in the picture. */
export function selectedStates({ graph, selection }: Pick<ViewState, 'graph' | 'selection'>): readonly StateNode[] {
  if (selection.length === 0) return [];
  const ids = new Set(selection);
  return statesIn(graph).filter(({ id }) => ids.has(id));
}

/** The selection with a state taken in, or left out if it was in. The last of them is the one whose details are shown. */
export function toggled(view: Pick<ViewState, 'graph' | 'selection'>, state: string): readonly string[] {
  const selected = selectedStates(view).map(({ id }) => id);
  const ordered = view.selection.filter((id) => selected.includes(id));
  const others = ordered.filter((id) => id !== state);
  if (others.length < ordered.length) return others;
  return statesIn(view.graph).some(({ id }) => id === state) ? [...ordered, state] : ordered;
}

/** What a change at a state is about: all selected states when it is one of several, else it alone. */
export function statesMeant(view: Pick<ViewState, 'graph' | 'selection'>, state: string): readonly string[] {
  const ids = selectedStates(view).map(({ id }) => id);
  return ids.includes(state) ? ids : [state];
}

function statesIn({ scopes }: Graph): readonly StateNode[] {
  return scopes.flatMap(({ nodes }) => nodes.filter((node) => node.kind === 'state'));
}
