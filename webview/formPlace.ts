import type { Graph, GraphEdge, GraphScope } from '../language/graph/graph.ts';
import type { AddPlace } from '../language/graph/graphEdit.ts';

const ends = new Set(['Choice', 'Succeed', 'Fail', 'Broken']);

/**
 * The state (its id) that the form can put a new one behind, to stand at a place: the form knows only places behind a
 * state that leads to one other, by Next or to the end. Undefined for all other places.
 */
export function stateAhead(place: AddPlace, graph: Graph): string | undefined {
  for (const scope of graph.scopes) {
    const edge = edgeMeant(place, scope);
    if (!edge || (edge.kind !== 'next' && edge.kind !== 'end')) continue;
    const from = scope.nodes.find(({ id }) => id === edge.from);
    if (from?.kind === 'state' && !ends.has(from.type)) return from.id;
  }
  return undefined;
}

/** The edge that the new state comes onto. What several edges lead to has no one place before it. */
function edgeMeant(place: AddPlace, { edges }: GraphScope): GraphEdge | undefined {
  switch (place.kind) {
    case 'after':
      return edges.find(({ from, kind }) => from === place.state && (kind === 'next' || kind === 'end'));
    case 'on':
      return edges.find(({ id }) => id === place.edge);
    case 'before': {
      const [only, ...others] = edges.filter(({ to }) => to === place.state);
      return others.length === 0 ? only : undefined;
    }
    case 'first':
      return undefined;
  }
}
