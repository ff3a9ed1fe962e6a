import type { FlatScope } from './flatScope.ts';
import type { Box, Point, Route, Size } from './geometry.ts';
import type { ScopeLayout } from './layoutScope.ts';

/** Where the flow leads. */
export type Direction = 'down' | 'right';

/** A scope whose flow leads to the right is one whose flow leads down, seen in a mirror along the diagonal. */
export function turnScope(scope: FlatScope): FlatScope {
  return {
    ...scope,
    sizes: scope.sizes.map(turnSize),
    edges: scope.edges.map((edge) => ({ ...edge, label: edge.label && turnSize(edge.label) })),
  };
}

/** The way back, for what was laid out. */
export function turnLayout({ boxes, routes, ...size }: ScopeLayout): ScopeLayout {
  return { ...turnSize(size), boxes: boxes.map(turnBox), routes: routes.map(turnRoute) };
}

export function turnSize({ width, height }: Size): Size {
  return { width: height, height: width };
}

export function turnPoint({ x, y }: Point): Point {
  return { x: y, y: x };
}

export function turnBox(box: Box): Box {
  return { ...turnPoint(box), ...turnSize(box) };
}

function turnRoute({ points, drawn, label }: Route): Route {
  return { points: points.map(turnPoint), drawn: drawn.map(turnPoint), label: label && turnBox(label) };
}
