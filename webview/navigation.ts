import type { Graph, GraphScope } from '../language/graph/graph.ts';
import type { Box } from './layout/geometry.ts';

export type Step = 'ahead' | 'back' | 'left' | 'right' | 'in' | 'out';

/** Where a key leads from a node: along transitions, to what stands beside it, or into and out of groups. */
export function stepFrom(
  graph: Graph,
  boxes: ReadonlyMap<string, Box>,
  id: string | undefined,
  step: Step,
): string | undefined {
  const scope = graph.scopes.find(({ nodes }) => nodes.some((node) => node.id === id));
  if (!scope || id === undefined) return firstNode(graph.scopes[0]);
  switch (step) {
    case 'ahead':
      return scope.edges.find(({ from }) => from === id)?.to;
    case 'back':
      return scope.edges.find(({ to, from }) => to === id && from !== id)?.from;
    case 'left':
      return beside(scope, boxes, id, -1);
    case 'right':
      return beside(scope, boxes, id, 1);
    case 'out':
      return scope.owner;
    case 'in':
      return firstNode(graph.scopes.find(({ owner }) => owner === id));
  }
}

function firstNode(scope: GraphScope | undefined): string | undefined {
  return (scope?.nodes.find(({ kind }) => kind === 'start') ?? scope?.nodes[0])?.id;
}

/** The nearest node in that direction, things at about the same height first. */
function beside(
  { nodes }: GraphScope,
  boxes: ReadonlyMap<string, Box>,
  id: string,
  direction: 1 | -1,
): string | undefined {
  const here = boxes.get(id);
  if (!here) return undefined;
  let best: { id: string; distance: number } | undefined;
  for (const node of nodes) {
    const box = boxes.get(node.id);
    if (!box || node.id === id) continue;
    const across = (middle(box).x - middle(here).x) * direction;
    const distance = across + 3 * Math.abs(middle(box).y - middle(here).y);
    if (across > 0 && (!best || distance < best.distance)) best = { id: node.id, distance };
  }
  return best?.id;
}

function middle({ x, y, width, height }: Box): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
