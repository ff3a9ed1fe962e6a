import type { Graph } from '../../language/graph/graph.ts';
import type { Measure } from '../layout/boxSizes.ts';
import type { Box } from '../layout/geometry.ts';
import type { GraphLayout } from '../layout/layoutGraph.ts';
import { drawEdge } from './drawEdge.ts';
import { drawFrame } from './drawFrame.ts';
import { drawNode } from './drawNode.ts';
import { drawStatus } from './drawStatus.ts';
import { groundLayer, isGroup } from './layers.ts';
import type { Marks } from './marks.ts';
import { type FileTheme, filePaint } from './paint.ts';
import { pictureRules } from './pictureRules.ts';
import { type Shape, shape, shapeText, titleOf } from './shape.ts';

export interface PictureFile {
  readonly graph: Graph;
  readonly layout: GraphLayout;
  /** How a run stands, if that is to be seen. */
  readonly run: Pick<Marks, 'states' | 'edges'> | undefined;
  readonly theme: FileTheme;
  readonly title: string;
  readonly measure: Measure;
  /** The fonts that it was measured in, as CSS has them; left out: the usual ones. */
  readonly fonts?: string;
}

/** Fonts of the usual systems; texts were measured for one as wide as the widest of them. */
const usualFonts =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif';
const margin = 24;

/** The picture as an SVG file that needs nothing else: what the panel shows, with its colours written down. */
export function pictureFile(file: PictureFile): string {
  const { layout, theme, title, run, fonts } = file;
  const paint = filePaint(theme);
  const [width, height] = [Math.ceil(layout.width) + 2 * margin, Math.ceil(layout.height) + 2 * margin];
  return `${shapeText(
    shape(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        width,
        height,
        viewBox: `${-margin} ${-margin} ${width} ${height}`,
        'font-family': fonts === undefined ? usualFonts : `${fonts}, ${usualFonts}`,
      },
      [
        titleOf(title),
        shape('style', {}, [pictureRules(paint)]),
        shape('rect', { x: -margin, y: -margin, width, height, fill: paint.ground }),
        shape('g', { class: run?.states ? 'picture running' : 'picture' }, layers(file)),
      ],
    ),
  )}\n`;
}

function layers({ graph, layout, run, measure }: PictureFile): Shape[] {
  const nodes = graph.scopes.flatMap((scope) => scope.nodes);
  const drawn = new Map<string, Shape>();
  for (const scope of graph.scopes) {
    const frame = layout.frames.get(scope.id);
    if (frame) drawn.set(scope.id, drawFrame(scope, frame));
    for (const node of scope.nodes) {
      const box = layout.boxes.get(node.id);
      if (box) drawn.set(node.id, placed(drawNode(node, box, measure), node.id, box, run, measure));
    }
  }
  const edges = graph.scopes
    .flatMap((scope) => scope.edges)
    .flatMap((edge) => {
      const route = layout.routes.get(edge.id);
      return route ? [{ ...drawEdge(edge, route), when: run?.edges.get(edge.id) }] : [];
    });
  const others = nodes.filter((node) => !isGroup(node)).map(({ id }) => id);
  return [
    ...groundLayer(nodes).flatMap((id) => drawn.get(id) ?? []),
    ...edges.map(({ line, when }) => classed(line, when)),
    ...others.flatMap((id) => drawn.get(id) ?? []),
    ...edges.flatMap(({ label, when }) => (label ? [classed(label, when)] : [])),
  ];
}

function placed(node: Shape, id: string, box: Box, run: PictureFile['run'], measure: Measure): Shape {
  const mark = run?.states?.get(id);
  const marked = mark ? classed(node, `is-${mark.status}`) : node;
  const children = mark ? [...marked.children, drawStatus(mark, box, measure)] : marked.children;
  return { ...marked, attributes: { ...marked.attributes, transform: `translate(${box.x} ${box.y})` }, children };
}

function classed(shape: Shape, name: string | undefined): Shape {
  if (name === undefined) return shape;
  return { ...shape, attributes: { ...shape.attributes, class: `${shape.attributes.class} ${name}` } };
}
