import type { GraphEdge } from '../../language/graph/graph.ts';

/**
 * The edges that leave each node, from left to right, Catch edges last. Targets of a Choice stand in the order of its rules,
 * but arms that hand errors on to a lane stand outside, where nothing is in the way.
 */
export function outgoingOf(edges: readonly GraphEdge[]): ReadonlyMap<string, readonly GraphEdge[]> {
  const out = groupedBy(edges, ({ from }) => from);
  const into = groupedBy(edges, ({ to }) => to);
  const isHandedOn = ({ kind, to }: GraphEdge): boolean => kind === 'catch' && isShared(into.get(to));
  const handsErrorsOn = ({ to }: GraphEdge): boolean => {
    // An arm ends where another way joins it, so this ends too, but for a ring that nothing else leads to.
    const seen = new Set<string>();
    for (let at: string | undefined = to; at !== undefined && !seen.has(at) && !isShared(into.get(at)); ) {
      seen.add(at);
      const leaving: readonly GraphEdge[] = out.get(at) ?? [];
      if (leaving.some(isHandedOn)) return true;
      at = leaving.find(({ kind }) => kind === 'next')?.to;
    }
    return false;
  };
  return new Map([...out].map(([id, leaving]) => [id, fromLeftToRight(leaving, handsErrorsOn)]));
}

function isShared(edges: readonly GraphEdge[] | undefined): boolean {
  return edges !== undefined && edges.length > 1;
}

/** By turns to the right end and to the left. */
function fromLeftToRight(leaving: readonly GraphEdge[], handsErrorsOn: (arm: GraphEdge) => boolean): GraphEdge[] {
  const caught = leaving.filter(({ kind }) => kind === 'catch');
  const arms = leaving.filter(({ kind }) => kind !== 'catch');
  const outer = arms.length > 1 ? arms.filter(handsErrorsOn) : [];
  const inner = arms.filter((arm) => !outer.includes(arm));
  const leftmost = outer.filter((_, index) => index % 2 === 1);
  const rightmost = outer.filter((_, index) => index % 2 === 0).reverse();
  return [...leftmost, ...inner, ...rightmost, ...caught];
}

export function groupedBy<T, K>(values: readonly T[], keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
