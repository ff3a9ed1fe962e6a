import type { GraphNode, MarkNode, StateNode } from '../../language/graph/graph.ts';
import { detailOf, type Measure, markerRoom, stateBox } from '../layout/boxSizes.ts';
import type { Size } from '../layout/geometry.ts';
import { sameData } from '../sameData.ts';
import { type Shape, shape, titleOf } from './shape.ts';
import { retryPath, startsPath, statePath } from './stateIcons.ts';
import { fitText } from './textFit.ts';

/** A node's shapes with their origin at the top left corner of its box. */
export function drawNode(node: GraphNode, size: Size, measure: Measure): Shape {
  return node.kind === 'state' ? drawState(node, size, measure) : drawMark(node, size, measure);
}

/** What a node's looks depend on. */
export interface NodeLook {
  readonly node: GraphNode;
  readonly size: Size;
}

/** Where a state's text stands does not show. */
export function sameNodeLook({ node: one, size }: NodeLook, { node: other, size: otherSize }: NodeLook): boolean {
  if (size.width !== otherSize.width || size.height !== otherSize.height) return false;
  return sameData('range' in one && 'range' in other ? { ...one, range: other.range } : one, other);
}

function drawState(node: StateNode, size: Size, measure: Measure): Shape {
  const room = size.width - stateBox.textLeft - stateBox.textRight - markerRoom(node);
  const detail = detailOf(node);
  const line = (name: 'name' | 'detail', y: number, text: string): Shape =>
    shape('text', { class: name, x: stateBox.textLeft, y }, [fitText(text, room, name, measure)]);
  return shape('g', { class: stateClasses(node), 'data-id': node.id }, [
    titleOf(stateTitle(node)),
    shape('rect', { class: 'halo', x: -4, y: -4, width: size.width + 8, height: size.height + 8, rx: 12 }),
    shape('rect', { class: 'box', width: size.width, height: size.height, rx: node.inside.length > 0 ? 12 : 9 }),
    shape('rect', { class: 'tile', x: 10, y: 12, width: 32, height: 32, rx: 8 }),
    shape('path', { class: 'glyph', d: statePath(node), transform: 'translate(16 18) scale(0.8333)' }),
    line('name', detail ? 25 : 33, node.name),
    ...(detail ? [line('detail', 42, detail)] : []),
    ...(node.starts ? [startsMark(node, size.width)] : []),
    ...(node.hasRetry ? [retryMark(size.width - (node.starts ? stateBox.marker : 0))] : []),
  ]);
}

function stateClasses(node: StateNode): string {
  const group = node.inside.length > 0;
  const classes = [
    'node',
    'state',
    `type-${node.type}`,
    group && 'group',
    node.broken && 'broken',
    node.unreachable && 'unreachable',
  ];
  return classes.filter(Boolean).join(' ');
}

function retryMark(width: number): Shape {
  return shape('g', { class: 'retry', transform: `translate(${width - 28} 20)` }, [
    titleOf('Tries again after errors'),
    shape('rect', { width: 16, height: 16, class: 'target' }),
    shape('path', { d: retryPath, transform: 'scale(0.6667)' }),
  ]);
}

/** A press on it shows what the state starts, or hides it. */
function startsMark({ inside }: StateNode, width: number): Shape {
  return shape('g', { class: 'starts', transform: `translate(${width - 28} 20)` }, [
    titleOf(inside.length > 0 ? 'Hide the workflow that it starts' : 'Show the workflow that it starts'),
    shape('rect', { x: -2, y: -2, width: 20, height: 20, rx: 4, class: 'target' }),
    shape('path', { d: startsPath, transform: 'scale(0.6667)' }),
  ]);
}

/** What the box says in full, and what it has no room for. */
function stateTitle(node: StateNode): string {
  const lines = [
    node.name,
    [node.type === 'Broken' ? 'Not readable' : `${node.type} state`, node.detail].filter(Boolean).join(' · '),
    node.comment,
    node.unreachable ? 'No transition leads here.' : undefined,
    node.broken && node.type !== 'Broken' ? 'A part of this state is missing or cannot be read.' : undefined,
  ];
  return lines.filter(Boolean).join('\n');
}

const markTitles: Readonly<Record<MarkNode['kind'], (name: string) => string>> = {
  start: () => 'Where it starts',
  end: () => 'Where it ends',
  missing: (name) => `There is no state called ${name}`,
};

function drawMark(node: MarkNode, { width, height }: Size, measure: Measure): Shape {
  return shape('g', { class: `node mark ${node.kind}`, 'data-id': node.id }, [
    titleOf(markTitles[node.kind](node.name)),
    shape('rect', { class: 'box', width, height, rx: height / 2 }),
    markGlyph(node.kind, height / 2),
    shape('text', { class: 'mark-name', x: 26, y: height / 2 + 4 }, [
      fitText(node.name, width - 36, 'detail', measure),
    ]),
  ]);
}

function markGlyph(kind: MarkNode['kind'], middle: number): Shape {
  if (kind === 'start') return shape('circle', { class: 'mark-glyph filled', cx: 15, cy: middle, r: 4.5 });
  if (kind === 'end')
    return shape('rect', { class: 'mark-glyph filled', x: 11, y: middle - 4, width: 8, height: 8, rx: 1.5 });
  return shape('path', { class: 'mark-glyph', d: `M11 ${middle - 4}l8 8M19 ${middle - 4}l-8 8` });
}
