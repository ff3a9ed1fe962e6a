import type { FlatScope } from './flatScope.ts';
import type { Box, Size } from './geometry.ts';
import type { Section } from './sections.ts';
import type { SectionPlaces } from './stack.ts';

/** Between nodes one below the other, and between them and a label. */
export const layerGap = 44;

/** Most sections are one node, or two with an edge straight down from one to the other: placed as ELK would, but at once. */
export function straightSection({ sizes, edges }: FlatScope, section: Section): SectionPlaces | undefined {
  const [top, low, ...others] = section.nodes.map((node) => ({ node, size: sizes[node] }));
  const [edge, ...rest] = section.edges.map((index) => edges[index]);
  if (!top?.size || others.length + rest.length + section.anchors.length > 0) return undefined;
  if (!low) return edge ? undefined : { boxes: [{ x: 0, y: 0, ...top.size }], routes: [] };
  if (!low.size || !edge || edge.from !== top.node || edge.to !== low.node) return undefined;
  const width = Math.max(top.size.width, low.size.width, edge.label?.width ?? 0);
  const below = top.size.height + layerGap;
  const bottom = edge.label ? below + edge.label.height + layerGap : below;
  const centred = (size: Size, y: number): Box => ({ ...size, x: (width - size.width) / 2, y });
  const points = [
    { x: width / 2, y: top.size.height },
    { x: width / 2, y: bottom },
  ];
  return {
    boxes: [centred(top.size, 0), centred(low.size, bottom)],
    routes: [{ points, drawn: points, label: edge.label && centred(edge.label, below) }],
  };
}
