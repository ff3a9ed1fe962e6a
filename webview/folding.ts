import type { Graph, GraphNode, GraphScope } from '../language/graph/graph.ts';

/** The picture without what is inside the folded groups. */
export function foldedGraph(graph: Graph, folded: readonly string[]): Graph {
  if (folded.length === 0) return graph;
  const hidden = new Map(folded.map((id) => [id, scopesInside(graph, id)]));
  const gone = new Set([...hidden.values()].flat());
  const scopes = graph.scopes.filter((scope) => !gone.has(scope));
  return { scopes: scopes.map((scope) => ({ ...scope, nodes: scope.nodes.map((node) => foldedNode(node, hidden)) })) };
}

/** The groups that a node stands in, from the outermost to the innermost. */
export function groupsAround(graph: Graph | undefined, id: string): readonly string[] {
  const owner = graph?.scopes.find(({ nodes }) => nodes.some((node) => node.id === id))?.owner;
  return owner === undefined ? [] : [...groupsAround(graph, owner), owner];
}

function foldedNode(node: GraphNode, hidden: ReadonlyMap<string, readonly GraphScope[]>): GraphNode {
  const scopes = hidden.get(node.id);
  if (node.kind !== 'state' || !scopes || node.inside.length === 0) return node;
  const count = scopes.flatMap(({ nodes }) => nodes.filter(({ kind }) => kind === 'state')).length;
  const words = `${count} ${count === 1 ? 'state' : 'states'} inside`;
  return { ...node, inside: [], folded: count, detail: [node.detail, words].filter(Boolean).join(' · ') };
}

function scopesInside(graph: Graph, id: string): readonly GraphScope[] {
  const own = graph.scopes.filter(({ owner }) => owner === id);
  return [...own, ...own.flatMap(({ nodes }) => nodes.flatMap((node) => scopesInside(graph, node.id)))];
}
