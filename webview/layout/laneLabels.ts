import type { FlatEdge } from './flatScope.ts';
import { aroundPoints, type Box, overlap, type Point, type Route, type Size } from './geometry.ts';
import type { Way } from './laneJoins.ts';
import { Strips } from './strips.ts';

const gap = 6;

/** Once all ways are known: a label stands where there is room for it, else it is left to the tooltip. */
export function withLabels(ways: ReadonlyMap<FlatEdge, Way>, taken: readonly Box[]): Map<FlatEdge, Route> {
  const inTheWay = new Strips([...taken, ...[...ways.values()].flatMap(({ drawn }) => segments(drawn))]);
  const routes = new Map<FlatEdge, Route>();
  for (const [edge, { points, drawn }] of ways) {
    const free = places(edge.label, points).find((place) => !inTheWay.some(place, (box) => overlap(place, box)));
    if (free) inTheWay.add(free);
    routes.set(edge, { points, drawn, label: free });
  }
  return routes;
}

/** Over or under the way out, or beside the turn where that joins its lane. */
function places(size: Size | undefined, points: readonly Point[]): Box[] {
  const [exit, turn] = points;
  if (!size || !exit || !turn) return [];
  return [
    { x: exit.x + gap, y: exit.y - size.height - 2, ...size },
    { x: exit.x + gap, y: exit.y + 2, ...size },
    { x: turn.x + gap, y: exit.y - size.height / 2, ...size },
    { x: turn.x + gap, y: exit.y + 2, ...size },
  ];
}

function segments(points: readonly Point[]): Box[] {
  return points.slice(1).map((point, index) => {
    const extent = aroundPoints([points[index] ?? point, point]);
    return { x: extent.x - 1, y: extent.y - 1, width: extent.width + 2, height: extent.height + 2 };
  });
}
