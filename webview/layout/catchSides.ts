import { routeCatches } from './catchLanes.ts';
import { crossings, type Upright, uprightsOf } from './crossings.ts';
import type { FlatEdge } from './flatScope.ts';
import { type Box, bottom, type Point, type Route, right } from './geometry.ts';
import { groupedBy } from './outgoing.ts';
import type { Strips } from './strips.ts';

/** With more edges than this the search for better sides would be felt. */
const fewEdges = 200;
/** Where an edge leaves the layer of its source, or enters that of its target. */
const besideLayer = 9;

/** Ways for all Catch edges that have lanes, each on the side where it crosses less; on the right one if in doubt. */
export function routeOnBothSides(
  edges: readonly FlatEdge[],
  boxes: readonly Box[],
  others: readonly Route[],
): ReadonlyMap<FlatEdge, Route> {
  const catches = edges.filter(({ hasLane }) => hasLane);
  let left = leftOnes(catches, boxes, others);
  let best = route(catches, left, boxes, others);
  if (edges.length > fewEdges) return best;
  let fewest = crossings([...others, ...best.values()]);
  for (const group of groupedBy(catches, ({ to }) => to).values()) {
    const rest = [...left].filter((edge) => !group.includes(edge));
    for (const mine of [[], group]) {
      if (fewest === 0) return best;
      const tried = new Set([...rest, ...mine]);
      const ways = route(catches, tried, boxes, others);
      const crossed = crossings([...others, ...ways.values()]);
      if (crossed < fewest) [best, fewest, left] = [ways, crossed, tried];
    }
  }
  return best;
}

/** The edges that had better leave to the left. Those to one target share a lane on each side, and cross as one where it ends. */
function leftOnes(catches: readonly FlatEdge[], boxes: readonly Box[], others: readonly Route[]): Set<FlatEdge> {
  const uprights = uprightsOf(others);
  const left = [...groupedBy(catches, ({ to }) => to)].flatMap(([to, group]) => {
    const target = boxes[to];
    if (!target) return [];
    const arriving = inTheWay(target, target.y - besideLayer, uprights);
    const leaving = group.map((edge): [FlatEdge, Obstacles] => {
      const source = boxes[edge.from] ?? target;
      return [edge, inTheWay(source, bottom(source) + besideLayer, uprights)];
    });
    const cost = (mine: ReadonlySet<FlatEdge>): number =>
      leaving.reduce((sum, [edge, { left: west, right: east }]) => sum + (mine.has(edge) ? west : east), 0) +
      (mine.size > 0 ? arriving.left : 0) +
      (mine.size < group.length ? arriving.right : 0);
    const westwards = leaving.filter(([, way]) => way.left < way.right).map(([edge]) => edge);
    const choices = [new Set<FlatEdge>(), new Set(westwards), new Set(group)];
    return [...choices.reduce((best, choice) => (cost(choice) < cost(best) ? choice : best))];
  });
  return new Set(left);
}

/** How many edges run past a box on either side of it at some height. */
interface Obstacles {
  readonly left: number;
  readonly right: number;
}

function inTheWay(box: Box, y: number, uprights: Strips<Upright>): Obstacles {
  const met = uprights.across(y);
  return { left: met.filter(({ x }) => x < box.x).length, right: met.filter(({ x }) => x > right(box)).length };
}

/** Lanes on the left are those on the right of the picture seen in a mirror. */
function route(
  catches: readonly FlatEdge[],
  left: ReadonlySet<FlatEdge>,
  boxes: readonly Box[],
  others: readonly Route[],
): Map<FlatEdge, Route> {
  const onRight = routeCatches(
    catches.filter((edge) => !left.has(edge)),
    boxes,
    others,
  );
  const mirrored = routeCatches(
    catches.filter((edge) => left.has(edge)),
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
