import type { GraphEdge } from '../../language/graph/graph.ts';
import { labelLineHeight } from '../layout/boxSizes.ts';
import { around, aroundPoints, type Box, type Point, type Route, sameCourse } from '../layout/geometry.ts';
import { labelLines } from '../layout/labelLines.ts';
import { sameData } from '../sameData.ts';
import { type Shape, shape, titleOf } from './shape.ts';

const cornerRadius = 8;
const headLength = 7;

export interface DrawnEdge {
  readonly line: Shape;
  readonly label: Shape | undefined;
  readonly extent: Box;
}

/** An edge's line with its head and, above all lines, its label. */
export function drawEdge(edge: GraphEdge, route: Route): DrawnEdge {
  const [start] = route.points;
  const line = shape('g', { class: `edge ${edge.kind}`, 'data-id': edge.id }, [
    titleOf(edgeTitle(edge)),
    ...linePaths(route),
    ...(edge.kind === 'catch' && start ? [catchMark(start)] : []),
  ]);
  return { line, label: drawLabel(edge, route), extent: extentOf(route) };
}

/** An edge that runs into another is drawn in full only when it was taken or is pointed at. */
function linePaths({ points, drawn }: Route): Shape[] {
  const isWhole = drawn.length === points.length;
  const whole = roundedPath(shortened(points));
  const part = isWhole ? whole : roundedPath(drawn);
  return [
    shape('path', { class: 'reach', d: part }),
    shape('path', { class: isWhole ? 'line' : 'line part', d: part }),
    ...(isWhole ? [] : [shape('path', { class: 'line whole', d: whole })]),
    shape('path', { class: isWhole ? 'head' : 'head whole', d: headPath(points) }),
  ];
}

/** Everything that is drawn of it in any case. */
function extentOf({ drawn, label }: Route): Box {
  const extent = aroundPoints(drawn);
  return label ? around([extent, label]) : extent;
}

/** What an edge's looks depend on, but for where it begins. */
export interface EdgeLook {
  readonly edge: GraphEdge;
  readonly route: Route;
}

export function sameEdgeLook(one: EdgeLook, other: EdgeLook): boolean {
  return sameCourse(one.route, other.route) && sameData(one.edge, other.edge);
}

const kindTitles: Readonly<Record<GraphEdge['kind'], string>> = {
  next: 'Next',
  choice: 'When',
  default: 'When no rule applies',
  catch: 'On error',
  start: 'Start',
  end: 'End',
};

function edgeTitle({ kind, fullLabel }: GraphEdge): string {
  return kind === 'choice' || kind === 'catch' ? `${kindTitles[kind]}: ${fullLabel ?? ''}` : kindTitles[kind];
}

function drawLabel(edge: GraphEdge, { label }: Route): Shape | undefined {
  if (!label || edge.label === undefined) return undefined;
  return shape('g', { class: `label ${edge.kind}`, 'data-id': edge.id }, [
    titleOf(edgeTitle(edge)),
    shape('rect', { x: label.x, y: label.y, width: label.width, height: label.height, rx: 10 }),
    ...labelLines(edge.label).map((line, index) =>
      shape('text', { x: label.x + label.width / 2, y: label.y + 14 + index * labelLineHeight }, [line]),
    ),
  ]);
}

/** Where an error leaves a state: a small diamond on its border. */
function catchMark({ x, y }: Point): Shape {
  return shape('path', { class: 'catch-mark', d: `M${x} ${y - 5}l5 5-5 5-5-5z` });
}

/** The line ends where the head begins. */
function shortened(points: readonly Point[]): Point[] {
  const last = points.at(-1);
  const before = points.at(-2);
  if (!last || !before) return [...points];
  const length = Math.hypot(last.x - before.x, last.y - before.y) || 1;
  const share = Math.min(headLength - 1, length) / length;
  const end = { x: last.x - (last.x - before.x) * share, y: last.y - (last.y - before.y) * share };
  return [...points.slice(0, -1), end];
}

function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let d = `M${first.x} ${first.y}`;
  rest.forEach((corner, index) => {
    const before = points[index] ?? corner;
    const after = rest[index + 1];
    if (!after) {
      d += `L${corner.x} ${corner.y}`;
      return;
    }
    const into = towards(corner, before);
    const out = towards(corner, after);
    d += `L${into.x} ${into.y}Q${corner.x} ${corner.y} ${out.x} ${out.y}`;
  });
  return d;
}

/** A point at most a corner's radius, and at most half the way, from `from` to `to`. */
function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(cornerRadius, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function headPath(points: readonly Point[]): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (!tip || !before) return '';
  const [across, down] = [tip.x - before.x, tip.y - before.y];
  const [dx, dy] = Math.abs(across) > Math.abs(down) ? [Math.sign(across), 0] : [0, Math.sign(down)];
  const base = { x: tip.x - dx * headLength, y: tip.y - dy * headLength };
  const half = headLength * 0.6;
  return `M${tip.x} ${tip.y}L${base.x + dy * half} ${base.y + dx * half}L${base.x - dy * half} ${base.y - dx * half}Z`;
}
