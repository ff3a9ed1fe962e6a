import { svg } from '../dom.ts';
import { titleOf } from './drawNode.ts';

/** The dot at the corner of a state's box, as beside a line of text. A click takes the breakpoint away. */
export function drawBreakpoint(): SVGGElement {
  return svg('g', { class: 'breakpoint' }, [
    titleOf('The debugger stops here. Click to remove the breakpoint.'),
    svg('circle', { r: 6.5 }),
  ]);
}
