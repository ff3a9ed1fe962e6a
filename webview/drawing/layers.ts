import type { GraphNode } from '../../language/graph/graph.ts';

/** What lies under all edges, from the bottom up: each group above the frame that it stands in, and under its own frames. */
export function groundLayer(nodes: readonly GraphNode[]): string[] {
  return nodes.flatMap((node) => (isGroup(node) ? [node.id, ...node.inside] : []));
}

export function isGroup(node: GraphNode): node is Extract<GraphNode, { kind: 'state' }> {
  return node.kind === 'state' && node.inside.length > 0;
}
