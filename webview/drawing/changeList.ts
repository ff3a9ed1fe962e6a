import type { ChangeKind, GraphChange } from '../../language/graph/diffGraphs.ts';
import type { Measure } from '../layout/boxSizes.ts';
import type { Size } from '../layout/geometry.ts';
import { changeSign, changeWords } from './drawChanges.ts';
import { type Shape, shape } from './shape.ts';

const kinds: readonly ChangeKind[] = ['added', 'removed', 'changed', 'renamed'];
const lineHeight = 20;
const mostLines = 60;

/** What the signs mean, with how often each is there, and all changes in words; its top left corner at 0, 0. */
export function changeList(changes: readonly GraphChange[], measure: Measure): Size & { readonly shape: Shape } {
  const used = kinds.filter((kind) => changes.some((change) => change.kind === kind));
  const rows = used.map((kind): Row => {
    const count = changes.filter((change) => change.kind === kind).length;
    return { kind, text: `${changeWords[kind]}: ${count}`, style: 'name' };
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
