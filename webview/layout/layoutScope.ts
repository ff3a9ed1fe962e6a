import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { routeOnBothSides } from './catchSides.ts';
import { crossings } from './crossings.ts';
import type { FlatEdge, FlatScope } from './flatScope.ts';
import { around, aroundPoints, type Box, moveBox, moveRoute, type Point, type Route, type Size } from './geometry.ts';
import { type Section, sectionsOf } from './sections.ts';
import { type SectionPlaces, stack } from './stack.ts';
import { layerGap, straightSection } from './straightSection.ts';

/** One scope by itself; its content starts at 0, 0. */
export interface ScopeLayout extends Size {
  /** In the order of the scope's nodes. */
  readonly boxes: readonly Box[];
  /** In the order of the scope's edges. */
  readonly routes: readonly Route[];
}

/** Lays out one flat graph; may be a worker. */
export type Elk = (graph: ElkNode) => Promise<ElkNode>;

/** Room for the tracks of Catch edges is part of the spacing between layers: see catchLanes.ts. */
const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.separateConnectedComponents': 'false',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '22',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '0',
  'elk.layered.spacing.nodeNodeBetweenLayers': String(layerGap),
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.layered.thoroughness': '3',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
};

const straight = { 'elk.layered.priority.straightness': '10', 'elk.layered.priority.shortness': '10' };

/** In scopes up to this many nodes it is worth trying whether Catch edges cross less without lanes. */
const fewNodes = 40;
/** Crossings are not avoided at the price of a picture that no longer fits. */
const stillNarrow = 1.7;

/** Where everything in a scope goes: of the ways to draw its Catch edges the one with the fewest crossings, the simplest if in doubt. */
export async function layoutScope(scope: FlatScope, elk: Elk): Promise<ScopeLayout> {
  let best = await layoutOnce(scope, elk);
  if (!scope.edges.some(({ hasLane }) => hasLane)) return best;
  let fewest = crossings(best.routes);
  const limit = best.width * stillNarrow;
  for (const variant of [sunk(scope), woven(scope)]) {
    if (!variant || fewest === 0) continue;
    const layout = await layoutOnce(variant, elk);
    const crossed = crossings(layout.routes);
    if (crossed < fewest && layout.width < limit) [best, fewest] = [layout, crossed];
  }
  return best;
}

/** With handlers that end the workflow below everything else, where both sides are free. */
function sunk(scope: FlatScope): FlatScope | undefined {
  const leaving = new Set(scope.edges.filter(({ from, to }) => from !== to).map(({ from }) => from));
  const handlers = new Set(scope.edges.filter(({ hasLane, to }) => hasLane && !leaving.has(to)).map(({ to }) => to));
  const ends = [...scope.sizes.keys()].filter((node) => !leaving.has(node) && !handlers.has(node));
  if (handlers.size === 0 || ends.length === 0) return undefined;
  const anchors = [...handlers].flatMap((handler) => ends.map((end) => [end, handler] as const));
  return { ...scope, anchors: [...scope.anchors, ...anchors] };
}

/** With Catch edges laid out like any other. */
function woven(scope: FlatScope): FlatScope | undefined {
  if (scope.sizes.length > fewNodes) return undefined;
  return { ...scope, edges: scope.edges.map((edge) => ({ ...edge, hasLane: false })), anchors: [] };
}

async function layoutOnce(scope: FlatScope, elk: Elk): Promise<ScopeLayout> {
  const sections = sectionsOf(scope);
  const placed = await Promise.all(
    sections.map(async (section) => straightSection(scope, section) ?? readPlaces(await elk(elkGraph(scope, section)))),
  );
  const { boxes, routes } = stack(scope, sections, placed);
  const catches = routeOnBothSides(scope.edges, boxes, [...routes.values()]);
  const nowhere: Route = { points: [], drawn: [], label: undefined };
  return normalised(
    boxes,
    scope.edges.map((edge, index) => routes.get(index) ?? catches.get(edge) ?? nowhere),
  );
}

/** Nodes and edges are named by their place in the section, anchors by nothing that is a place. */
function elkGraph({ sizes, edges, anchors }: FlatScope, section: Section): ElkNode {
  const place = new Map(section.nodes.map((node, index) => [node, String(index)]));
  const ends = (from: number, to: number) => ({ sources: [place.get(from) ?? ''], targets: [place.get(to) ?? ''] });
  const drawn = section.edges.flatMap((index, id) => {
    const edge = edges[index];
    return edge ? [{ id: String(id), ...ends(edge.from, edge.to), ...elkEdge(edge) }] : [];
  });
  const invisible = section.anchors.flatMap((index) => {
    const [from, to] = anchors[index] ?? [];
    return from === undefined || to === undefined ? [] : [{ id: `anchor${index}`, ...ends(from, to) }];
  });
  const children = section.nodes.map((node, index) => ({ id: String(index), ...sizes[node] }));
  return { id: 'section', layoutOptions: options, children, edges: [...drawn, ...invisible] };
}

function elkEdge({ label, isAside }: FlatEdge): Pick<ElkExtendedEdge, 'layoutOptions' | 'labels'> {
  const layoutOptions = isAside ? {} : straight;
  if (!label) return { layoutOptions };
  return { layoutOptions, labels: [{ text: ' ', ...label, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }] };
}

function readPlaces({ children = [], edges = [] }: ElkNode): SectionPlaces {
  return {
    boxes: children.map(boxOf),
    routes: edges.filter(({ id }) => !id.startsWith('anchor')).map(routeOf),
  };
}

function boxOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Box {
  return { x, y, width, height };
}

function routeOf({ sections = [], labels = [] }: ElkExtendedEdge): Route {
  const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) =>
    [startPoint, ...bendPoints, endPoint].map(({ x, y }): Point => ({ x, y })),
  );
  return { points, drawn: points, label: labels[0] && boxOf(labels[0]) };
}

/** Moves everything so that nothing has a negative place, and measures it. */
function normalised(boxes: readonly Box[], routes: readonly Route[]): ScopeLayout {
  const parts: Box[] = [...boxes];
  for (const { points, label } of routes) {
    if (points.length > 0) parts.push(aroundPoints(points));
    if (label) parts.push(label);
  }
  const whole = around(parts);
  const by = { x: -whole.x, y: -whole.y };
  return {
    width: whole.width,
    height: whole.height,
    boxes: boxes.map((box) => moveBox(box, by)),
    routes: routes.map((route) => moveRoute(route, by)),
  };
}
