import type { Graph, GraphScope } from '../language/graph/graph.ts';
import { type Direction, turnBox } from './layout/direction.ts';
import type { Box } from './layout/geometry.ts';
import type { GraphLayout } from './layout/layoutGraph.ts';

export type Step = 'ahead' | 'back' | 'before' | 'after' | 'in' | 'out';

/** Where a key leads from a node: along transitions, to what stands beside it, or into and out of groups. */
export function stepFrom(
  graph: Graph,
  { boxes, direction }: GraphLayout,
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
    case 'before':
      return beside(scope, seenDown(boxes, direction), id, -1);
    case 'after':
      return beside(scope, seenDown(boxes, direction), id, 1);
    case 'out':
      return scope.owner;
    case 'in':
      return firstNode(graph.scopes.find(({ owner }) => owner === id));
  }
}

/** Which step an arrow key stands for, by where the flow leads. */
export function arrowStep(key: string, direction: Direction): Step | undefined {
  return arrows[direction].get(key);
}

const arrows: Readonly<Record<Direction, ReadonlyMap<string, Step>>> = {
  down: new Map([
    ['ArrowDown', 'ahead'],
    ['ArrowUp', 'back'],
    ['ArrowLeft', 'before'],
    ['ArrowRight', 'after'],
    ['Alt+ArrowDown', 'in'],
    ['Alt+ArrowUp', 'out'],
  ]),
  right: new Map([
    ['ArrowRight', 'ahead'],
    ['ArrowLeft', 'back'],
    ['ArrowUp', 'before'],
    ['ArrowDown', 'after'],
    ['Alt+ArrowRight', 'in'],
    ['Alt+ArrowLeft', 'out'],
    ['Alt+ArrowDown', 'in'],
    ['Alt+ArrowUp', 'out'],
  ]),
};

/** As it would be if the flow led down. */
function seenDown(boxes: ReadonlyMap<string, Box>, direction: Direction): ReadonlyMap<string, Box> {
  return direction === 'down' ? boxes : new Map([...boxes].map(([id, box]) => [id, turnBox(box)]));
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
