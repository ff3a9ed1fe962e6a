import { type Measure, stateBox } from '../layout/boxSizes.ts';
import type { Size } from '../layout/geometry.ts';
import type { StateMark } from './marks.ts';
import { type Shape, shape, titleOf } from './shape.ts';
import { statusPath } from './stateIcons.ts';

export const statusWords: Readonly<Record<StateMark['status'], string>> = {
  running: 'Running',
  waiting: 'Waiting',
  succeeded: 'Succeeded',
  failed: 'Failed',
  caught: 'Failed, and the error was caught',
  aborted: 'Aborted',
};

/**
 * The badge on a state's top right corner, and the note below it, which leaves room for the button of the selected state; on a
 * group the note stands beside the badge.
 */
export function drawStatus({ status, note }: StateMark, size: Size, measure: Measure): Shape {
  const badge = shape('g', { class: 'badge', transform: `translate(${size.width - 4} 4)` }, [
    titleOf(statusWords[status]),
    shape('circle', { r: 10 }),
    shape('path', { d: statusPath(status), transform: 'translate(-6.5 -6.5) scale(0.5417)' }),
  ]);
  return shape('g', { class: 'status' }, [badge, ...(note === undefined ? [] : [drawNote(note, size, measure)])]);
}

function drawNote(note: string, { width, height }: Size, measure: Measure): Shape {
  const length = Math.ceil(measure(note, 'label')) + 16;
  const isGroup = height > stateBox.height;
  const at = `translate(${width - length - (isGroup ? 20 : 44)} ${isGroup ? -9 : height - 9})`;
  return shape('g', { class: 'note', transform: at }, [
    shape('rect', { width: length, height: 18, rx: 9 }),
    shape('text', { x: length / 2, y: 12.5 }, [note]),
  ]);
}
