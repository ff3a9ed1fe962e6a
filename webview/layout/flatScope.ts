import type { GraphScope } from '../../language/graph/graph.ts';
import { flowOf } from './flowOrder.ts';
import type { Size } from './geometry.ts';

/** A scope as its layout sees it: no names, nodes in the order of the flow. Equal ones look the same. */
export interface FlatScope {
  readonly sizes: readonly Size[];
  readonly edges: readonly FlatEdge[];
  /** Pairs of nodes to lay out as if an edge led from the first to the second. */
  readonly anchors: readonly (readonly [from: number, to: number])[];
}

export interface FlatEdge {
  /** Index into the nodes. */
  readonly from: number;
  readonly to: number;
  /** Not laid out with the others: see catchLanes.ts. */
  readonly hasLane: boolean;
  /** A Catch: makes way so that the other edges run straight. */
  readonly isAside: boolean;
  readonly label: Size | undefined;
}

export interface Flattened {
  readonly flat: FlatScope;
  /** The ids of nodes and edges, in the order of `flat`. */
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

export function flatten(
  scope: GraphScope,
  sizes: ReadonlyMap<string, Size>,
  labels: ReadonlyMap<string, Size>,
): Flattened {
  const { order, edges: all, place, lanes, anchors } = flowOf(scope);
  const at = (id: string): number => place.get(id) ?? 0;
  const edges = all.filter(({ to }) => place.has(to));
  return {
    nodes: order,
    edges: edges.map(({ id }) => id),
    flat: {
      sizes: order.map((id) => sizes.get(id) ?? { width: 0, height: 0 }),
      edges: edges.map(({ id, from, to, kind }) => ({
        from: at(from),
        to: at(to),
        hasLane: lanes.has(id),
        isAside: kind === 'catch',
        label: labels.get(id),
      })),
      anchors: anchors.map(({ from, to }) => [at(from), at(to)] as const),
    },
  };
}
