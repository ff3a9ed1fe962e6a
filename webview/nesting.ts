import type { Elsewhere, Graph, GraphNode, GraphScope } from '../language/graph/graph.ts';
import type { NestedView, StatePlace } from './messages.ts';

/** The picture with the workflows that are opened in it, each inside the Task that starts it. */
export function nestedGraph(graph: Graph, nested: readonly NestedView[]): Graph {
  // Those of fewer Tasks first: what they hold may start others.
  const inner = nested.toSorted((a, b) => a.tasks.length - b.tasks.length);
  return inner.reduce((whole, view) => (view.graph ? insert(whole, view.graph, view) : whole), graph);
}

/** The id that a Task, or a state inside the last of several Tasks, has in the picture. */
export function idOf(tasks: readonly string[]): string {
  return tasks.join(between);
}

/** What the ids of a workflow begin with that is opened inside the last of several Tasks. */
export function prefixOf(tasks: readonly string[]): string {
  return `${idOf(tasks)}${between}`;
}

/** Where a node or an edge is defined, when that is not in the workflow that the picture is of. */
export function elsewhereOf({ scopes }: Graph, id: string | undefined): Elsewhere | undefined {
  return scopes.find(({ nodes, edges }) => [...nodes, ...edges].some((each) => each.id === id))?.elsewhere;
}

/** Where a state of the picture is defined. */
export function placeOf(graph: Graph, id: string): StatePlace {
  const elsewhere = elsewhereOf(graph, id);
  return elsewhere ? { state: id.slice(elsewhere.prefix.length), within: elsewhere.tasks } : { state: id };
}

/** No state's name has it at the end, and one that has gets a wrong picture at worst. */
const between = ' ▸ ';

/** The same picture if the Task is not there, or no longer starts anything. */
function insert(graph: Graph, child: Graph, { tasks, title }: NestedView): Graph {
  const task = idOf(tasks);
  const prefix = prefixOf(tasks);
  const [top] = child.scopes;
  const isThere = graph.scopes.some(({ nodes }) => nodes.some((node) => node.id === task && canOpen(node)));
  if (!isThere || !top) return graph;
  const elsewhere = { file: title, tasks, prefix };
  const inner = child.scopes.map((scope): GraphScope => {
    const moved = movedScope(scope, elsewhere);
    return scope === top ? { ...moved, owner: task, title } : moved;
  });
  const outer = graph.scopes.map((scope) => ({
    ...scope,
    nodes: scope.nodes.map((node) =>
      node.id === task && node.kind === 'state' ? { ...node, inside: [`${prefix}${top.id}`] } : node,
    ),
  }));
  return { scopes: [...outer, ...inner] };
}

function canOpen(node: GraphNode): boolean {
  return node.kind === 'state' && node.starts === true;
}

function movedScope(scope: GraphScope, elsewhere: Elsewhere): GraphScope {
  const moved = (id: string): string => `${elsewhere.prefix}${id}`;
  return {
    ...scope,
    id: moved(scope.id),
    owner: scope.owner === undefined ? undefined : moved(scope.owner),
    elsewhere,
    nodes: scope.nodes.map((node) =>
      node.kind === 'state'
        ? { ...node, id: moved(node.id), inside: node.inside.map(moved) }
        : { ...node, id: moved(node.id) },
    ),
    edges: scope.edges.map((edge) => ({ ...edge, id: moved(edge.id), from: moved(edge.from), to: moved(edge.to) })),
  };
}
