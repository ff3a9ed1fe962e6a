import type { FlatEdge } from './flatScope.ts';
import { aroundPoints, type Box, bottom, type Point, type Route, right } from './geometry.ts';
import { joined, type Way } from './laneJoins.ts';
import { withLabels } from './laneLabels.ts';
import { groupedBy } from './outgoing.ts';

/** Room that a scope's layout leaves on both sides of each layer; tracks of Catch edges run in it. */
const tracks = [5, 9, 13];
const stub = 11;
const laneGap = 20;
const laneStep = 12;

/** One layer of the layout: what stands side by side. Nothing crosses the gap between two bands but edges. */
interface Band {
  readonly top: number;
  readonly bottom: number;
  /** Right end of the boxes, labels and edges in it. */
  readonly right: number;
  readonly boxes: readonly Box[];
}

/** A way down (or up) beside the bands for everything that one target catches. */
interface Lane {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

interface Surroundings {
  readonly bands: readonly Band[];
  readonly bandOf: ReadonlyMap<Box, number>;
  readonly lanes: Lane[];
  readonly taken: readonly Box[];
}

/**
 * Ways for Catch edges through a finished layout: out of the right side of a state, along the gaps between layers,
 * and down one lane for each target, right of everything that it passes.
 */
export function routeCatches(
  catches: readonly FlatEdge[],
  boxes: readonly Box[],
  others: readonly Route[],
): Map<FlatEdge, Route> {
  if (catches.length === 0) return new Map();
  const surroundings = survey(boxes, others);
  const ways = new Map<FlatEdge, Way>();
  const groups = groupedBy(catches, ({ to }) => to);
  const exits = exitsOf(catches, boxes, surroundings);
  [...groups].forEach(([to, group], index) => {
    const target = boxes[to];
    const track = tracks[index % tracks.length] ?? 0;
    if (!target) return;
    for (const [edge, way] of routeGroup(group, target, boxes, exits, track, surroundings)) ways.set(edge, way);
  });
  return withLabels(ways, surroundings.taken);
}

function survey(boxes: readonly Box[], routes: readonly Route[]): Surroundings {
  const labels = routes.flatMap(({ label }) => label ?? []);
  const parts = [...boxes, ...labels].sort((a, b) => a.y - b.y);
  const bands: { top: number; bottom: number; right: number; boxes: Box[] }[] = [];
  const bandOf = new Map<Box, number>();
  for (const box of parts) {
    let band = bands.at(-1);
    if (!band || box.y >= band.bottom) {
      band = { top: box.y, bottom: bottom(box), right: right(box), boxes: [] };
      bands.push(band);
    }
    band.bottom = Math.max(band.bottom, bottom(box));
    band.right = Math.max(band.right, right(box));
    band.boxes.push(box);
    bandOf.set(box, bands.length - 1);
  }
  for (const { points } of routes) widen(bands, points);
  return { bands, bandOf, lanes: [], taken: parts };
}

/** Edges that run right of the boxes push the lanes further out. */
function widen(bands: { top: number; bottom: number; right: number }[], points: readonly Point[]): void {
  const east = Math.max(...points.map(({ x }) => x));
  const extent = aroundPoints(points);
  for (let index = firstBelow(bands, extent.y); index < bands.length; index++) {
    const band = bands[index];
    if (!band || band.top > bottom(extent)) return;
    band.right = Math.max(band.right, east);
  }
}

function firstBelow(bands: readonly { bottom: number }[], y: number): number {
  let low = 0;
  let high = bands.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bands[middle]?.bottom ?? 0) < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

function routeGroup(
  group: readonly FlatEdge[],
  target: Box,
  boxes: readonly Box[],
  exits: ReadonlyMap<FlatEdge, Point>,
  track: number,
  around: Surroundings,
): [FlatEdge, Way][] {
  const to = around.bandOf.get(target) ?? 0;
  const sources = group.flatMap((edge) => {
    const box = boxes[edge.from];
    const exit = exits.get(edge);
    return box && exit ? [{ edge, box, exit, band: around.bandOf.get(box) ?? 0 }] : [];
  });
  const far = sources.filter(({ box }) => box !== target && !isNear(box, target, around));
  const lane = openLane(
    far.map(({ band }) => band),
    to,
    around,
  );
  const ways = far.map(({ box, exit, band }) =>
    straightened([...leave(exit, box, band, lane, track, around), ...arrive(target, to, lane, track, around)]),
  );
  const shared = joined(ways, lane);
  return sources.map((source) => {
    const way = shared[far.indexOf(source)];
    if (way) return [source.edge, way];
    const { box, exit } = source;
    const y = bandAt(around, to).top - track;
    const points = box === target ? selfLoop(box) : straightened(nearWay(exit, box, target, y));
    return [source.edge, { points, drawn: points }];
  });
}

/** The target stands in the next layer, and one of the two has something at its right. */
function isNear(box: Box, target: Box, around: Surroundings): boolean {
  const from = around.bandOf.get(box) ?? 0;
  const to = around.bandOf.get(target) ?? 0;
  return to === from + 1 && !(isRightmost(box, from, around) && isRightmost(target, to, around));
}

function isRightmost(box: Box, band: number, around: Surroundings): boolean {
  return right(box) >= bandAt(around, band).right;
}

function bandAt({ bands }: Surroundings, index: number): Band {
  return bands[index] ?? { top: 0, bottom: 0, right: 0, boxes: [] };
}

/** Several catchers of one state leave at different heights; those that turn down at once leave below the others. */
function exitsOf(catches: readonly FlatEdge[], boxes: readonly Box[], around: Surroundings): Map<FlatEdge, Point> {
  const exits = new Map<FlatEdge, Point>();
  for (const [from, mine] of groupedBy(catches, (edge) => edge.from)) {
    const box = boxes[from];
    if (!box) continue;
    const near = (edge: FlatEdge): boolean => isNear(box, boxes[edge.to] ?? box, around);
    const sorted = [...mine.filter((edge) => !near(edge)), ...mine.filter(near)];
    const height = Math.min(box.height, 56);
    sorted.forEach((edge, place) => {
      const share = sorted.length > 1 ? 0.3 + (0.5 * place) / (sorted.length - 1) : 0.5;
      exits.set(edge, { x: right(box), y: box.y + height * share });
    });
  }
  return exits;
}

function selfLoop(box: Box): Point[] {
  const [high, low, east] = [box.y + 12, box.y + Math.min(box.height, 56) - 12, right(box) + 16];
  return [
    { x: right(box), y: low },
    { x: east, y: low },
    { x: east, y: high },
    { x: right(box), y: high },
  ];
}

function nearWay(exit: Point, box: Box, target: Box, y: number): Point[] {
  const x = right(box) + stub;
  const into = entryOf(target);
  return [exit, { x, y: exit.y }, { x, y }, { x: into, y }, { x: into, y: target.y }];
}

/** Beside the middle of the top side, where other edges arrive. */
function entryOf(target: Box): number {
  return target.x + target.width * 0.75;
}

function leave(exit: Point, box: Box, band: number, lane: number, track: number, around: Surroundings): Point[] {
  if (isRightmost(box, band, around)) return [exit, { x: lane, y: exit.y }];
  const x = right(box) + stub;
  const y = bandAt(around, band).bottom + track;
  return [exit, { x, y: exit.y }, { x, y }, { x: lane, y }];
}

function arrive(target: Box, band: number, lane: number, track: number, around: Surroundings): Point[] {
  if (isRightmost(target, band, around)) {
    const y = target.y + Math.min(target.height, 56) / 2;
    return [
      { x: lane, y },
      { x: right(target), y },
    ];
  }
  const y = bandAt(around, band).top - track;
  const x = entryOf(target);
  return [
    { x: lane, y },
    { x, y },
    { x, y: target.y },
  ];
}

/** The x of a new lane that takes edges from these bands to that one, clear of the lanes that are there. */
function openLane(sources: readonly number[], target: number, around: Surroundings): number {
  const from = Math.min(target, ...sources);
  const to = Math.max(target, ...sources);
  let x = 0;
  for (let band = from; band <= to; band++) x = Math.max(x, bandAt(around, band).right);
  x += laneGap;
  const beside = around.lanes.filter((lane) => lane.from <= to && from <= lane.to);
  for (const lane of beside.sort((a, b) => a.x - b.x)) {
    if (Math.abs(lane.x - x) < laneStep) x = lane.x + laneStep;
  }
  if (sources.length > 0) around.lanes.push({ x, from, to });
  return x;
}

/** Without points that lie on the line between their neighbours. */
function straightened(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (!before || !after) return true;
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });
}
