import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { routeOnBothSides } from './catchSides.ts';
import { crossings } from './crossings.ts';
import type { FlatEdge, FlatScope } from './flatScope.ts';
import { around, aroundPoints, type Box, moveBox, moveRoute, type Point, type Route, type Size } from './geometry.ts';

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
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
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

/** Where everything in a scope goes. */
export async function layoutScope(scope: FlatScope, elk: Elk): Promise<ScopeLayout> {
  const withLanes = await layoutOnce(scope, elk);
  if (scope.sizes.length > fewNodes || !scope.edges.some(({ hasLane }) => hasLane)) return withLanes;
  const crossed = crossings(withLanes.routes);
  if (crossed === 0) return withLanes;
  const edges = scope.edges.map((edge) => ({ ...edge, hasLane: false }));
  const woven = await layoutOnce({ ...scope, edges, anchors: [] }, elk);
  return crossings(woven.routes) < crossed && woven.width < withLanes.width * stillNarrow ? woven : withLanes;
}

async function layoutOnce(scope: FlatScope, elk: Elk): Promise<ScopeLayout> {
  const placed = await elk(elkGraph(scope));
  const boxes = scope.sizes.map((size, index) => ({ ...boxOf(placed.children?.[index] ?? {}), ...size }));
  const routes = new Map<FlatEdge, Route>();
  for (const edge of placed.edges ?? []) {
    const original = scope.edges[Number(edge.id)];
    if (original) routes.set(original, routeOf(edge));
  }
  const catches = routeOnBothSides(scope.edges, boxes, [...routes.values()]);
  const nowhere: Route = { points: [], drawn: [], label: undefined };
  return normalised(
    boxes,
    scope.edges.map((edge) => routes.get(edge) ?? catches.get(edge) ?? nowhere),
  );
}

/** Edges are named by their index, anchors by nothing that is an index. */
function elkGraph({ sizes, edges, anchors }: FlatScope): ElkNode {
  const drawn = edges.flatMap((edge, index) => (edge.hasLane ? [] : [elkEdge(edge, index)]));
  const invisible = anchors.map(([from, to], index) => ({
    id: `anchor${index}`,
    sources: [String(from)],
    targets: [String(to)],
  }));
  const children = sizes.map((size, index) => ({ id: String(index), ...size }));
  return { id: 'scope', layoutOptions: options, children, edges: [...drawn, ...invisible] };
}

function elkEdge({ from, to, label, isAside }: FlatEdge, index: number): ElkExtendedEdge {
  const layoutOptions = isAside ? {} : straight;
  const edge = { id: `${index}`, sources: [String(from)], targets: [String(to)], layoutOptions };
  if (!label) return edge;
  return { ...edge, labels: [{ text: ' ', ...label, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }] };
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
