/** Pixels at zoom 1, y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Point, Size {}

/** How an edge runs: only horizontal and vertical pieces, first point on its source's border, last on its target's. */
export interface Route {
  readonly points: readonly Point[];
  /** As far as it is drawn: shorter where it runs into another edge to the same target. */
  readonly drawn: readonly Point[];
  readonly label: Box | undefined;
}

export function right(box: Box): number {
  return box.x + box.width;
}

export function bottom(box: Box): number {
  return box.y + box.height;
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);
}

export function moveBox(box: Box, by: Point): Box {
  return { ...box, x: box.x + by.x, y: box.y + by.y };
}

export function moveRoute(route: Route, by: Point): Route {
  return {
    points: movePoints(route.points, by),
    drawn: movePoints(route.drawn, by),
    label: route.label && moveBox(route.label, by),
  };
}

function movePoints(points: readonly Point[], by: Point): Point[] {
  return points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y }));
}

/** The smallest box around everything; empty for nothing. */
export function around(boxes: Iterable<Box>): Box {
  let [left, top, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    east = Math.max(east, right(box));
    south = Math.max(south, bottom(box));
  }
  return left === Infinity
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: east - left, height: south - top };
}

export function aroundPoints(points: readonly Point[]): Box {
  return around(points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })));
}
