import type { ChangeKind, GraphChange } from '../../language/graph/diffGraphs.ts';
import type { Measure } from '../layout/boxSizes.ts';
import type { Point, Route, Size } from '../layout/geometry.ts';
import { type Shape, shape, titleOf } from './shape.ts';

export const changeSigns: Readonly<Record<ChangeKind, string>> = {
  added: 'M12 5v14M5 12h14',
  removed: 'M5 12h14',
  changed: 'M5 14c2.5-6 5-4 7-2s4.5 4 7-2',
  renamed: 'M6 18l2-5 8-8 3 3-8 8z',
};

const words: Readonly<Record<ChangeKind, string>> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  renamed: 'Renamed',
};

const kinds: readonly ChangeKind[] = ['added', 'removed', 'changed', 'renamed'];
const lineHeight = 20;
const mostLines = 60;

/** A sign in a circle, so that colour is never the only sign. */
export function changeSign(kind: ChangeKind, { x, y }: Point): Shape {
  return shape('g', { class: `sign change-${kind}`, transform: `translate(${x} ${y})` }, [
    titleOf(words[kind]),
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

/** What the signs mean, with how often each is there, and all changes in words; its top left corner at 0, 0. */
export function changeList(changes: readonly GraphChange[], measure: Measure): Size & { readonly shape: Shape } {
  const used = kinds.filter((kind) => changes.some((change) => change.kind === kind));
  const rows = used.map((kind): Row => {
    const count = changes.filter((change) => change.kind === kind).length;
    return { kind, text: `${words[kind]}: ${count}`, style: 'name' };
  });
  const shown = changes.slice(0, mostLines).map((change): Row => ({ ...change, text: change.words, style: 'detail' }));
  const more = changes.length - shown.length;
  if (changes.length === 0) rows.push({ kind: undefined, text: 'No changes', style: 'name' });
  if (more > 0) shown.push({ kind: undefined, text: `and ${more} more`, style: 'detail' });
  const all = [...rows, ...shown];
  const lines = all.map(({ kind, text, style }, index) => {
    const y = index * lineHeight + lineHeight / 2 + (index < rows.length ? 0 : lineHeight / 2);
    return shape('g', {}, [
      ...(kind ? [changeSign(kind, { x: 9, y })] : []),
      shape('text', { class: style, x: 26, y: y + 4 }, [text]),
    ]);
  });
  return {
    shape: shape('g', { class: 'changes' }, lines),
    width: 26 + Math.max(...all.map(({ text, style }) => measure(text, style))),
    height: (all.length + 1) * lineHeight,
  };
}

interface Row {
  readonly kind: ChangeKind | undefined;
  readonly text: string;
  readonly style: 'name' | 'detail';
}
