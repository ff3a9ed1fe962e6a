import { routeCatches } from './catchLanes.ts';
import { crossings } from './crossings.ts';
import type { FlatEdge } from './flatScope.ts';
import type { Box, Point, Route } from './geometry.ts';

/** With more edges than this the search for the better sides would be felt. */
const fewEdges = 200;

/** Ways for all Catch edges that have lanes; each target's lane on the side where less is crossed, the right one if in doubt. */
export function routeOnBothSides(
  edges: readonly FlatEdge[],
  boxes: readonly Box[],
  others: readonly Route[],
): ReadonlyMap<FlatEdge, Route> {
  const catches = edges.filter(({ hasLane }) => hasLane);
  const left = new Set<number>();
  let best = route(catches, left, boxes, others);
  if (edges.length > fewEdges) return best;
  let fewest = crossings([...others, ...best.values()]);
  for (const target of new Set(catches.map(({ to }) => to))) {
    if (fewest === 0) break;
    left.add(target);
    const tried = route(catches, left, boxes, others);
    const crossed = crossings([...others, ...tried.values()]);
    if (crossed < fewest) [best, fewest] = [tried, crossed];
    else left.delete(target);
  }
  return best;
}

/** Lanes on the left are those on the right of the picture seen in a mirror. */
function route(
  catches: readonly FlatEdge[],
  left: ReadonlySet<number>,
  boxes: readonly Box[],
  others: readonly Route[],
): Map<FlatEdge, Route> {
  const onRight = routeCatches(
    catches.filter(({ to }) => !left.has(to)),
    boxes,
    others,
  );
  const mirrored = routeCatches(
    catches.filter(({ to }) => left.has(to)),
    boxes.map(mirrorBox),
    [...others, ...onRight.values()].map(mirrorRoute),
  );
  return new Map([...onRight, ...[...mirrored].map(([edge, way]) => [edge, mirrorRoute(way)] as const)]);
}

function mirrorRoute({ points, drawn, label }: Route): Route {
  return { points: points.map(mirrorPoint), drawn: drawn.map(mirrorPoint), label: label && mirrorBox(label) };
}

function mirrorPoint({ x, y }: Point): Point {
  return { x: -x, y };
}

function mirrorBox({ x, y, width, height }: Box): Box {
  return { x: -x - width, y, width, height };
}
