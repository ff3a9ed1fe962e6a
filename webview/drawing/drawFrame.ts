import type { GraphScope } from '../../language/graph/graph.ts';
import type { Box } from '../layout/geometry.ts';
import { type Shape, shape } from './shape.ts';

/** The ground on which a branch of a Parallel or the inside of a Map is drawn. */
export function drawFrame({ id, title, nodes }: GraphScope, box: Box): Shape {
  const words = [title, nodes.length === 0 ? 'empty' : undefined].filter((word) => word !== undefined).join(' · ');
  return shape('g', { class: 'frame', 'data-id': id }, [
    shape('rect', { x: box.x, y: box.y, width: box.width, height: box.height, rx: 8 }),
    ...(words === '' ? [] : [shape('text', { class: 'frame-title', x: box.x + 12, y: box.y + 18 }, [words])]),
  ]);
}
