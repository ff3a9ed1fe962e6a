import type { GraphDiff } from '../../language/graph/diffGraphs.ts';
import type { Graph, GraphEdge } from '../../language/graph/graph.ts';
import type { Measure } from '../layout/boxSizes.ts';
import type { Box, Point, Route } from '../layout/geometry.ts';
import type { GraphLayout } from '../layout/layoutGraph.ts';
import { changeList } from './changeList.ts';
import { changeSign, signPlace } from './drawChanges.ts';
import { drawEdge } from './drawEdge.ts';
import { drawFrame } from './drawFrame.ts';
import { drawNode } from './drawNode.ts';
import { drawStatus } from './drawStatus.ts';
import { type FileTheme, filePaint } from './filePaint.ts';
import { groundLayer, isGroup } from './layers.ts';
import type { Marks } from './marks.ts';
import { pictureRules } from './pictureRules.ts';
import { type Shape, shape, shapeText, titleOf } from './shape.ts';

export interface PictureFile {
  readonly graph: Graph;
  readonly layout: GraphLayout;
  /** How a run stands, if that is to be seen. */
  readonly run: Pick<Marks, 'states' | 'edges'> | undefined;
  /** What changes from another version, when `graph` is both in one. */
  readonly diff?: Pick<GraphDiff, 'kinds' | 'changes'> | undefined;
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
/** Between the picture and the list of changes beside it. */
const gap = 40;

/** The picture as an SVG file that needs nothing else: what the panel shows, with its colours written down. */
export function pictureFile(file: PictureFile): string {
  const { layout, theme, title, fonts, diff, measure } = file;
  const list = diff && changeList(diff.changes, measure);
  const paint = filePaint(theme);
  const right = layout.width + (list ? gap + list.width : 0);
  const low = Math.max(layout.height, list?.height ?? 0);
  const [width, height] = [Math.ceil(right) + 2 * margin, Math.ceil(low) + 2 * margin];
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
        shape('g', { class: pictureClass(file) }, layers(file)),
        ...(list ? [beside(list.shape, layout.width + gap)] : []),
      ],
    ),
  )}\n`;
}

function pictureClass({ run, diff }: PictureFile): string {
  return ['picture', run?.states && 'running', diff && 'compared'].filter(Boolean).join(' ');
}

function beside(list: Shape, x: number): Shape {
  return shape('g', { class: 'picture', transform: `translate(${x} 0)` }, [list]);
}

function layers({ graph, layout, run, diff, measure }: PictureFile): Shape[] {
  const nodes = graph.scopes.flatMap((scope) => scope.nodes);
  const drawn = new Map<string, Shape>();
  for (const scope of graph.scopes) {
    const frame = layout.frames.get(scope.id);
    if (frame) drawn.set(scope.id, moved(drawFrame(scope, frame, measure), frame));
    for (const node of scope.nodes) {
      const box = layout.boxes.get(node.id);
      if (box) drawn.set(node.id, placed(drawNode(node, box, measure), node.id, box, { run, diff, measure }));
    }
  }
  const edges = graph.scopes
    .flatMap((scope) => scope.edges)
    .flatMap((edge) => {
      const route = layout.routes.get(edge.id);
      return route ? [drawnEdge(edge, route, { run, diff })] : [];
    });
  const others = nodes.filter((node) => !isGroup(node)).map(({ id }) => id);
  return [
    ...groundLayer(nodes).flatMap((id) => drawn.get(id) ?? []),
    ...edges.map(({ line }) => line),
    ...others.flatMap((id) => drawn.get(id) ?? []),
    ...edges.flatMap(({ above }) => above),
  ];
}

type Overlays = Pick<PictureFile, 'run' | 'diff'>;

function drawnEdge(edge: GraphEdge, route: Route, { run, diff }: Overlays): { line: Shape; above: Shape[] } {
  const { line, label } = drawEdge(edge, route);
  const kind = diff?.kinds.get(edge.id);
  const name = kind ? `change-${kind}` : run?.edges.get(edge.id);
  const place = kind && signPlace(route);
  return {
    line: classed(line, name),
    above: [...(label ? [classed(label, name)] : []), ...(kind && place ? [changeSign(kind, place)] : [])],
  };
}

function placed(node: Shape, id: string, box: Box, { run, diff, measure }: Overlays & { measure: Measure }): Shape {
  const mark = run?.states?.get(id);
  const kind = diff?.kinds.get(id);
  const over = [
    ...(mark ? [drawStatus(mark, box, measure)] : []),
    ...(kind ? [changeSign(kind, { x: box.width - 4, y: 4 })] : []),
  ];
  const marked = classed(classed(node, mark && `is-${mark.status}`), kind && `change-${kind}`);
  return moved({ ...marked, children: [...marked.children, ...over] }, box);
}

function moved(shape: Shape, { x, y }: Point): Shape {
  return { ...shape, attributes: { ...shape.attributes, transform: `translate(${x} ${y})` } };
}

function classed(shape: Shape, name: string | undefined): Shape {
  if (name === undefined) return shape;
  return { ...shape, attributes: { ...shape.attributes, class: `${shape.attributes.class} ${name}` } };
}
