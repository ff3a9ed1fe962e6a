import { type Shape, shape, titleOf } from './shape.ts';

/** The dot at the corner of a state's box, as beside a line of text. A click takes the breakpoint away. */
export function drawBreakpoint(): Shape {
  return shape('g', { class: 'breakpoint' }, [
    titleOf('The debugger stops here. Click to remove the breakpoint.'),
    shape('circle', { r: 6.5 }),
  ]);
}
