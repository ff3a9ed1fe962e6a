import type { GraphEdge, GraphNode, GraphScope, StateNode } from '../../language/graph/graph.ts';
import type { Size } from './geometry.ts';
import { labelLines } from './labelLines.ts';

/** The width of a text on one line, in pixels. */
export type Measure = (text: string, font: Font) => number;
export type Font = 'name' | 'detail' | 'label';

/** Measures of a state's box that drawing shares. */
export const stateBox = {
  height: 56,
  textLeft: 52,
  textRight: 14,
  marker: 20,
  narrowest: 168,
  widest: 304,
  step: 8,
} as const;
/** Inside a Parallel or Map: below its own box's head, around its scopes. */
export const groupBox = { padding: 16, gap: 16, title: 26, titleLeft: 12, fileLeft: 30, widestTitle: 280 } as const;

export const labelLineHeight = 14;
const labelPadding = 8;

export function nodeSize(node: GraphNode, measure: Measure): Size {
  if (node.kind === 'state') return { width: stateWidth(node, measure), height: stateBox.height };
  if (node.kind === 'missing') return { width: Math.min(240, measure(node.name, 'detail') + 48), height: 32 };
  return { width: measure(node.name, 'detail') + 44, height: 28 };
}

/** The second line of a state's box. */
export function detailOf({ detail, unreachable }: StateNode): string | undefined {
  return unreachable ? ['unreachable', detail].filter(Boolean).join(' · ') : detail;
}

/** The room that signs need in the right corner of a state's box. */
export function markerRoom({ hasRetry, starts }: StateNode): number {
  return (hasRetry ? stateBox.marker : 0) + (starts ? stateBox.marker : 0);
}

/** In steps, so that typing in a name rarely changes the layout. */
function stateWidth(node: StateNode, measure: Measure): number {
  const text = Math.max(measure(node.name, 'name'), measure(detailOf(node) ?? '', 'detail'));
  const needed = stateBox.textLeft + text + stateBox.textRight + markerRoom(node);
  const stepped = Math.ceil(needed / stateBox.step) * stateBox.step;
  return Math.max(stateBox.narrowest, Math.min(stateBox.widest, stepped));
}

export function labelSize({ label }: GraphEdge, measure: Measure): Size | undefined {
  if (label === undefined || label === '') return undefined;
  const lines = labelLines(label);
  const width = Math.max(...lines.map((line) => measure(line, 'label')));
  return { width: Math.ceil(width) + 2 * labelPadding, height: 6 + lines.length * labelLineHeight };
}

/** What stands over a scope, the sign of a file included; nothing where it is not called anything. */
export function titleSize(scope: GraphScope, measure: Measure): Size {
  const { title } = scope;
  if (title === undefined) return { width: 0, height: 0 };
  const width = Math.min(groupBox.widestTitle, measure(title, 'label') + titleLeft(scope) + groupBox.titleLeft);
  return { width, height: groupBox.title };
}

/** Where the title begins: over another workflow it has a sign before it. */
export function titleLeft(scope: GraphScope): number {
  return isFile(scope) ? groupBox.fileLeft : groupBox.titleLeft;
}

/** The outermost scope of another workflow, which has the name of its file. */
export function isFile({ title, elsewhere }: GraphScope): boolean {
  return elsewhere !== undefined && title === elsewhere.file;
}
