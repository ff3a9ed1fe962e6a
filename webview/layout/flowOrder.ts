import type { GraphEdge, GraphScope } from '../../language/graph/graph.ts';
import { outgoingOf } from './outgoing.ts';

/** The nodes of a scope as the workflow passes through them, and the edges that only keep Catch targets below their sources. */
export interface Flow {
  /** Node ids; an edge that is no part of a loop leads from an earlier to a later one. */
  readonly order: readonly string[];
  /** All edges, by their sources' order and from left to right. */
  readonly edges: readonly GraphEdge[];
  /** Node id → place in `order`. */
  readonly place: ReadonlyMap<string, number>;
  /** The ids of the edges that are not laid out but get a lane beside everything. */
  readonly lanes: ReadonlySet<string>;
  /** Pairs of node ids to lay out as if they were edges. */
  readonly anchors: readonly { readonly from: string; readonly to: string }[];
}

/** Depends on transitions alone, not on the order of states in the file. What is only reached by a Catch comes last. */
export function flowOf(scope: GraphScope): Flow {
  const outgoing = outgoingOf(scope.edges);
  const order = flowOrder(scope, outgoing);
  const edges = order.flatMap((id) => outgoing.get(id) ?? []);
  const place = new Map(order.map((id, index) => [id, index]));
  const lanes = lanesOf(scope.edges, place);
  return { order, edges, place, lanes, anchors: anchorsOf(scope.edges, place, lanes) };
}

function flowOrder({ nodes, edges }: GraphScope, outgoing: ReadonlyMap<string, readonly GraphEdge[]>): string[] {
  // In a depth-first walk what is visited last ends up first: hence everything backwards, Catch targets first.
  const targets = new Map(nodes.map(({ id }) => [id, (outgoing.get(id) ?? []).map(({ to }) => to).reverse()]));
  const starts = nodes.filter(({ kind }) => kind === 'start').map(({ id }) => id);
  const entered = new Set(edges.map(({ to }) => to));
  const loose = nodes.map(({ id }) => id).filter((id) => !entered.has(id) && !starts.includes(id));
  const rest = nodes.map(({ id }) => id);
  const roots = [...rest.sort().reverse(), ...loose.sort().reverse()];
  const finished: string[] = [];
  const seen = new Set<string>();
  // The start is walked first, so that what belongs to the flow is never claimed by something unreachable, which may lead to it.
  finished.push(...walk(starts, targets, seen));
  for (const root of roots.toReversed()) finished.push(...walk([root], targets, seen));
  return finished.reverse();
}

/** The ids reached from `roots` and not seen before, each after everything that it leads to. */
function walk(roots: readonly string[], targets: ReadonlyMap<string, readonly string[]>, seen: Set<string>): string[] {
  const finished: string[] = [];
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    const path = [{ id: root, next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const target = targets.get(top.id)?.[top.next++];
      if (target === undefined) {
        finished.push(top.id);
        path.pop();
      } else if (!seen.has(target)) {
        seen.add(target);
        path.push({ id: target, next: 0 });
      }
    }
  }
  return finished;
}

/** Catch edges whose target several states share, or that lead back. A handler of one state is laid out like any target. */
function lanesOf(edges: readonly GraphEdge[], place: ReadonlyMap<string, number>): Set<string> {
  const sources = new Map<string, Set<string>>();
  const catches = edges.filter(({ kind }) => kind === 'catch');
  for (const { from, to } of catches) sources.set(to, (sources.get(to) ?? new Set()).add(from));
  const isShared = ({ to }: GraphEdge): boolean => (sources.get(to)?.size ?? 0) > 1;
  const leadsBack = ({ from, to }: GraphEdge): boolean => (place.get(from) ?? 0) >= (place.get(to) ?? 0);
  return new Set(catches.filter((edge) => isShared(edge) || leadsBack(edge)).map(({ id }) => id));
}

/**
 * Edges in lanes are not laid out, but a handler has to stand below what it handles: of the sources of each target
 * those are anchored from which no other way leads to the target.
 */
function anchorsOf(
  edges: readonly GraphEdge[],
  place: ReadonlyMap<string, number>,
  lanes: ReadonlySet<string>,
): Flow['anchors'] {
  const at = (id: string): number => place.get(id) ?? 0;
  const before = new Map<string, string[]>();
  const sources = new Map<string, string[]>();
  for (const { id, from, to } of edges) {
    if (at(from) >= at(to)) continue;
    const lists = lanes.has(id) ? sources : before;
    const list = lists.get(to);
    if (list) list.push(from);
    else lists.set(to, [from]);
  }
  const anchors: { from: string; to: string }[] = [];
  for (const [target, from] of sources) {
    const covered = new Set<string>();
    cover(target, before, covered);
    for (const source of from.sort((a, b) => at(b) - at(a))) {
      if (covered.has(source)) continue;
      anchors.push({ from: source, to: target });
      cover(source, before, covered);
    }
  }
  return anchors;
}

/** Adds a node and everything that leads to it. */
function cover(id: string, before: ReadonlyMap<string, readonly string[]>, covered: Set<string>): void {
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (covered.has(next)) continue;
    covered.add(next);
    waiting.push(...(before.get(next) ?? []));
  }
}
