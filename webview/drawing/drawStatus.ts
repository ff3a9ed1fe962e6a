import { svg } from '../dom.ts';
import { type Measure, stateBox } from '../layout/boxSizes.ts';
import type { Size } from '../layout/geometry.ts';
import { titleOf } from './drawNode.ts';
import { statusPath } from './icons.ts';
import type { StateMark } from './marks.ts';

export const statusWords: Readonly<Record<StateMark['status'], string>> = {
  running: 'Running',
  waiting: 'Waiting',
  succeeded: 'Succeeded',
  failed: 'Failed',
  caught: 'Failed, and the error was caught',
  aborted: 'Aborted',
};

/** The badge on a state's top right corner, and the note below it; on a group the note stands beside it. */
export function drawStatus({ status, note }: StateMark, size: Size, measure: Measure): SVGGElement {
  const group = svg('g', { class: 'status' });
  const badge = svg('g', { class: 'badge', transform: `translate(${size.width - 4} 4)` });
  badge.append(
    titleOf(statusWords[status]),
    svg('circle', { r: 10 }),
    svg('path', { d: statusPath(status), transform: 'translate(-6.5 -6.5) scale(0.5417)' }),
  );
  group.append(badge);
  if (note !== undefined) group.append(drawNote(note, size, measure));
  return group;
}

function drawNote(note: string, { width, height }: Size, measure: Measure): SVGGElement {
  const length = Math.ceil(measure(note, 'label')) + 16;
  const chip = svg('g', {
    class: 'note',
    transform: `translate(${width - length - 20} ${height > stateBox.height ? -9 : height - 9})`,
  });
  chip.append(svg('rect', { width: length, height: 18, rx: 9 }), svg('text', { x: length / 2, y: 12.5 }, [note]));
  return chip;
}
