import type { Size } from '../layout/geometry.ts';
import { type Shape, shape } from './shape.ts';

/** The tick at the low left corner of a state that is selected with others. */
export function drawSelected({ height }: Size): Shape {
  return shape('g', { class: 'tick', transform: `translate(4 ${height - 4})` }, [
    shape('circle', { r: 9 }),
    shape('path', { d: 'M-4 0l3 3l5-6' }),
  ]);
}
