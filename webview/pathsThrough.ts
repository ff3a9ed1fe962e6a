import type { Graph, GraphEdge, GraphScope } from '../language/graph/graph.ts';
import { groupsAround } from './folding.ts';

/** The ids of everything that is on no path through a node: nodes, edges and scopes. */
export function asideOf(graph: Graph, id: string): ReadonlySet<string> {
  const on = new Set<string>();
  const around = [...groupsAround(graph, id), id];
  const aside = new Set<string>();
  for (const scope of graph.scopes) {
    const through = around.find((group) => scope.nodes.some((node) => node.id === group));
    if (through !== undefined) for (const each of onPaths(scope, through)) on.add(each);
    // What is inside a state on the way is on the way too, but for the groups around the node itself.
    const isOn =
      scope.owner === undefined || through !== undefined || (on.has(scope.owner) && !isBranch(scope, around));
    if (isOn && through === undefined) for (const { id: each } of [...scope.nodes, ...scope.edges]) on.add(each);
    for (const { id: each } of [...scope.nodes, ...scope.edges]) if (!on.has(each)) aside.add(each);
  }
  return aside;
}

/** Another branch of a Parallel that the node is in. */
function isBranch({ owner }: GraphScope, around: readonly string[]): boolean {
  return owner !== undefined && around.includes(owner) && around.at(-1) !== owner;
}

function onPaths({ edges }: GraphScope, id: string): ReadonlySet<string> {
  const on = new Set<string>([id]);
  const follow = (from: keyof Pick<GraphEdge, 'from' | 'to'>, to: keyof Pick<GraphEdge, 'from' | 'to'>) => {
    const reached = new Set([id]);
    for (const node of reached) {
      for (const edge of edges) {
        if (edge[from] !== node) continue;
        reached.add(edge[to]);
        on.add(edge.id);
      }
    }
    for (const node of reached) on.add(node);
  };
  follow('from', 'to');
  follow('to', 'from');
  return on;
}
