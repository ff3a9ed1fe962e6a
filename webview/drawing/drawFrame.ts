import type { GraphScope } from '../../language/graph/graph.ts';
import { svg } from '../dom.ts';
import type { Box } from '../layout/geometry.ts';

/** The ground on which a branch of a Parallel or the inside of a Map is drawn. */
export function drawFrame({ id, title, nodes }: GraphScope, box: Box): SVGGElement {
  const frame = svg('g', { class: 'frame', 'data-id': id }, [
    svg('rect', { x: box.x, y: box.y, width: box.width, height: box.height, rx: 8 }),
  ]);
  if (title !== undefined) frame.append(svg('text', { class: 'frame-title', x: box.x + 12, y: box.y + 18 }, [title]));
  if (nodes.length === 0) frame.append(svg('text', { class: 'frame-title', x: box.x + 12, y: box.y + 18 }, ['empty']));
  return frame;
}
