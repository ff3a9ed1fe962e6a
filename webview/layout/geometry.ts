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

/** Where a route begins. */
export function startOf({ points }: Route): Point {
  return points[0] ?? { x: 0, y: 0 };
}

/** Whether two routes run alike, wherever they begin. */
export function sameCourse(one: Route, other: Route): boolean {
  const [start, otherStart] = [startOf(one), startOf(other)];
  const by = { x: otherStart.x - start.x, y: otherStart.y - start.y };
  const isMoved = (point: Point, at: Point | undefined): boolean =>
    at !== undefined && isSame(point.x + by.x, at.x) && isSame(point.y + by.y, at.y);
  const areMoved = (points: readonly Point[], at: readonly Point[]): boolean =>
    points.length === at.length && points.every((point, index) => isMoved(point, at[index]));
  if (!areMoved(one.points, other.points) || !areMoved(one.drawn, other.drawn)) return false;
  if (!one.label || !other.label) return one.label === other.label;
  const { label } = one;
  return isMoved(label, other.label) && label.width === other.label.width && label.height === other.label.height;
}

/** But for what adding and subtracting loses. */
function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.01;
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
