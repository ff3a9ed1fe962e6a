import type { ChangeKind } from '../../language/graph/diffGraphs.ts';
import type { Point, Route } from '../layout/geometry.ts';
import { type Shape, shape, titleOf } from './shape.ts';

export const changeSigns: Readonly<Record<ChangeKind, string>> = {
  added: 'M12 5v14M5 12h14',
  removed: 'M5 12h14',
  changed: 'M5 14c2.5-6 5-4 7-2s4.5 4 7-2',
  renamed: 'M6 18l2-5 8-8 3 3-8 8z',
};

export const changeWords: Readonly<Record<ChangeKind, string>> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  renamed: 'Renamed',
};

/** A sign in a circle, so that colour is never the only sign. */
export function changeSign(kind: ChangeKind, { x, y }: Point): Shape {
  return shape('g', { class: `sign change-${kind}`, transform: `translate(${x} ${y})` }, [
    titleOf(changeWords[kind]),
    shape('circle', { r: 9 }),
    shape('path', { d: changeSigns[kind], transform: 'translate(-6 -6) scale(0.5)' }),
  ]);
}

/** At the beginning of an edge's label, else in the middle of the longest piece that is drawn. */
export function signPlace({ drawn, label }: Route): Point | undefined {
  if (label) return { x: label.x - 2, y: label.y + label.height / 2 };
  let best: { readonly length: number; readonly middle: Point } | undefined;
  for (const [index, to] of drawn.entries()) {
    const from = drawn[index - 1];
    if (!from) continue;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (!best || length > best.length) best = { length, middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } };
  }
  return best?.middle;
}
