import type { GraphEdge, GraphNode, StateNode } from '../../language/graph/graph.ts';
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
export const groupBox = { padding: 16, gap: 16, title: 26 } as const;

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

/** In steps, so that typing in a name rarely changes the layout. */
function stateWidth(node: StateNode, measure: Measure): number {
  const text = Math.max(measure(node.name, 'name'), measure(detailOf(node) ?? '', 'detail'));
  const needed = stateBox.textLeft + text + stateBox.textRight + (node.hasRetry ? stateBox.marker : 0);
  const stepped = Math.ceil(needed / stateBox.step) * stateBox.step;
  return Math.max(stateBox.narrowest, Math.min(stateBox.widest, stepped));
}

export function labelSize({ label }: GraphEdge, measure: Measure): Size | undefined {
  if (label === undefined || label === '') return undefined;
  const lines = labelLines(label);
  const width = Math.max(...lines.map((line) => measure(line, 'label')));
  return { width: Math.ceil(width) + 2 * labelPadding, height: 6 + lines.length * labelLineHeight };
}
