import type { Graph, GraphNode, GraphScope } from '../../language/graph/graph.ts';
import { groupBox, labelSize, type Measure, nodeSize, stateBox, titleSize } from './boxSizes.ts';
import { type Direction, turnBox, turnLayout, turnScope, turnSize } from './direction.ts';
import { type FlatScope, flatten } from './flatScope.ts';
import { around, type Box, bottom, moveBox, moveRoute, type Point, type Route, right, type Size } from './geometry.ts';
import type { LayoutCache } from './layoutCache.ts';
import { type Elk, layoutScope, type ScopeLayout } from './layoutScope.ts';

/** The whole picture in one coordinate system. Plain data. */
export interface GraphLayout extends Size {
  readonly direction: Direction;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly routes: ReadonlyMap<string, Route>;
  /** Scope id → the frame around it, for scopes inside a Parallel or Map. */
  readonly frames: ReadonlyMap<string, Box>;
}

/** Lays out each scope alone, innermost first: no transition crosses a scope's border. */
export async function layoutGraph(
  graph: Graph,
  measure: Measure,
  elk: Elk,
  cache: LayoutCache,
  direction: Direction = 'down',
): Promise<GraphLayout> {
  cache.nextRound();
  const depths = depthsOf(graph);
  const titles = new Map(graph.scopes.map((scope) => [scope.id, titleSize(scope, measure)]));
  const insides = new Map<string, Inside>();
  const layouts = new Map<string, NamedLayout>();
  for (const level of depths.toReversed()) {
    for (const node of level.flatMap(({ nodes }) => nodes)) {
      if (node.kind === 'state' && node.inside.length > 0)
        insides.set(node.id, arrange(node.inside, layouts, titles, direction));
    }
    const done = level.map(async (scope) => ({
      scope,
      layout: await layoutNamed(scope, insides, measure, (flat) => layoutFlat(flat, direction, elk, cache)),
    }));
    for (const { scope, layout } of await Promise.all(done)) layouts.set(scope.id, layout);
  }
  return { direction, ...compose(graph, layouts, insides) };
}

/** The scopes by depth, the top level first. */
function depthsOf({ scopes }: Graph): GraphScope[][] {
  const levels: GraphScope[][] = [];
  const depthOfNode = new Map<string, number>();
  for (const scope of scopes) {
    const depth = scope.owner === undefined ? 0 : (depthOfNode.get(scope.owner) ?? 0) + 1;
    const level = levels[depth] ?? [];
    level.push(scope);
    levels[depth] = level;
    for (const { id } of scope.nodes) depthOfNode.set(id, depth);
  }
  return levels.filter((level) => level !== undefined);
}

/** A scope's layout with the ids that its parts have in this graph. */
interface NamedLayout extends Size {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly routes: ReadonlyMap<string, Route>;
}

/** The frames inside a group's box, relative to its top left corner, and how large they make it. */
interface Inside extends Size {
  readonly frames: ReadonlyMap<string, Box>;
}

async function layoutNamed(
  scope: GraphScope,
  insides: ReadonlyMap<string, Inside>,
  measure: Measure,
  lay: (flat: FlatScope) => Promise<ScopeLayout>,
): Promise<NamedLayout> {
  const sizes = new Map(scope.nodes.map((node) => [node.id, sizeOf(node, insides, measure)]));
  const labels = new Map<string, Size>();
  for (const edge of scope.edges) {
    const size = labelSize(edge, measure);
    if (size) labels.set(edge.id, size);
  }
  const { flat, nodes, edges } = flatten(scope, sizes, labels);
  const { boxes, routes, width, height } = await lay(flat);
  return { width, height, boxes: named(nodes, boxes), routes: named(edges, routes) };
}

function layoutFlat(flat: FlatScope, direction: Direction, elk: Elk, cache: LayoutCache): Promise<ScopeLayout> {
  const key = `${direction}${JSON.stringify(flat)}`;
  const remembering = cache.remembering(elk);
  return cache.scope(key, async () =>
    direction === 'down' ? layoutScope(flat, remembering) : turnLayout(await layoutScope(turnScope(flat), remembering)),
  );
}

function named<T>(ids: readonly string[], values: readonly T[]): Map<string, T> {
  return new Map(ids.flatMap((id, index) => (index in values ? [[id, values[index] as T] as const] : [])));
}

function sizeOf(node: GraphNode, insides: ReadonlyMap<string, Inside>, measure: Measure): Size {
  const own = nodeSize(node, measure);
  const inside = insides.get(node.id);
  return inside ? { width: Math.max(own.width, inside.width), height: inside.height } : own;
}

/** Branches stand side by side across the flow; many of them in rows. */
function arrange(
  ids: readonly string[],
  layouts: ReadonlyMap<string, NamedLayout>,
  titles: ReadonlyMap<string, Size>,
  direction: Direction,
): Inside {
  const sizes = ids.map((id) => frameSize(layouts.get(id), titles.get(id)));
  const places = direction === 'down' ? inRows(sizes) : inRows(sizes.map(turnSize)).map(turnBox);
  const inside = around(places);
  const origin = { x: groupBox.padding, y: stateBox.height };
  const frames = new Map(places.map((place, index) => [ids[index] ?? '', moveBox(place, origin)]));
  return {
    frames,
    width: inside.width + 2 * groupBox.padding,
    height: stateBox.height + inside.height + groupBox.padding,
  };
}

function inRows(sizes: readonly Size[]): Box[] {
  const limit = rowLimit(sizes);
  let [x, y, rowHeight] = [0, 0, 0];
  return sizes.map((size) => {
    if (x > 0 && x + size.width > limit) [x, y, rowHeight] = [0, y + rowHeight + groupBox.gap, 0];
    const place = { x, y, ...size };
    x += size.width + groupBox.gap;
    rowHeight = Math.max(rowHeight, size.height);
    return place;
  });
}

const noSize: Size = { width: 0, height: 0 };

function frameSize(layout = noSize, title = noSize): Size {
  return {
    width: Math.max(layout.width + 2 * groupBox.padding, title.width),
    height: layout.height + groupBox.padding + Math.max(title.height, groupBox.padding),
  };
}

/** Up to six in one row; more are wrapped into a shape about twice as wide as high. */
function rowLimit(sizes: readonly Size[]): number {
  if (sizes.length <= 6) return Infinity;
  const area = sizes.reduce((sum, { width, height }) => sum + (width + groupBox.gap) * (height + groupBox.gap), 0);
  return Math.max(Math.sqrt(area * 2), ...sizes.map(({ width }) => width + 2 * groupBox.padding));
}

/** From places within each scope to places in the picture, from the outside in. */
function compose(
  graph: Graph,
  layouts: ReadonlyMap<string, NamedLayout>,
  insides: ReadonlyMap<string, Inside>,
): Omit<GraphLayout, 'direction'> {
  const boxes = new Map<string, Box>();
  const routes = new Map<string, Route>();
  const frames = new Map<string, Box>();
  let whole: Size = { width: 0, height: 0 };
  for (const scope of graph.scopes) {
    const layout = layouts.get(scope.id);
    if (!layout) continue;
    const frame = scope.owner === undefined ? undefined : placeFrame(scope, boxes, insides);
    if (frame) frames.set(scope.id, frame);
    else whole = { width: layout.width, height: layout.height };
    const origin = contentOrigin(frame, layout);
    for (const [id, box] of layout.boxes) boxes.set(id, moveBox(box, origin));
    for (const [id, route] of layout.routes) routes.set(id, moveRoute(route, origin));
  }
  return { ...whole, boxes, routes, frames };
}

function placeFrame(
  scope: GraphScope,
  boxes: ReadonlyMap<string, Box>,
  insides: ReadonlyMap<string, Inside>,
): Box | undefined {
  const owner = boxes.get(scope.owner ?? '');
  const inside = insides.get(scope.owner ?? '');
  const frame = inside?.frames.get(scope.id);
  if (!owner || !inside || !frame) return undefined;
  const spare = Math.max(0, owner.width - inside.width) / 2;
  return moveBox(frame, { x: owner.x + spare, y: owner.y });
}

/** Content is centred in its frame and stands at its bottom, below the title. */
function contentOrigin(frame: Box | undefined, layout: Size): Point {
  if (!frame) return { x: 0, y: 0 };
  return {
    x: (frame.x + right(frame) - layout.width) / 2,
    y: bottom(frame) - groupBox.padding - layout.height,
  };
}
