import type { GraphScope } from '../../language/graph/graph.ts';
import type { Size } from '../layout/geometry.ts';
import { type Shape, shape } from './shape.ts';

/** The ground on which a branch of a Parallel or the inside of a Map is drawn, with its origin at the top left corner. */
export function drawFrame({ id, title, nodes }: GraphScope, { width, height }: Size): Shape {
  const words = [title, nodes.length === 0 ? 'empty' : undefined].filter((word) => word !== undefined).join(' · ');
  return shape('g', { class: 'frame', 'data-id': id }, [
    shape('rect', { width, height, rx: 8 }),
    ...(words === '' ? [] : [shape('text', { class: 'frame-title', x: 12, y: 18 }, [words])]),
  ]);
}
