import { graphlib, layout as layoutByDagre } from '@dagrejs/dagre';
import elkBundled, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js';
import type { Graph, GraphNode } from '../../language/graph/graph.ts';
import { labelSize, nodeSize } from '../../webview/layout/boxSizes.ts';
import { type Box, moveBox, moveRoute, type Point, type Route, type Size } from '../../webview/layout/geometry.ts';
import type { GraphLayout } from '../../webview/layout/layoutGraph.ts';
import { estimate } from '../kit/elk.ts';

/** The whole graph at once by elkjs with its own defaults: what our drawing is measured against. */
export async function layoutByPlainElk(graph: Graph): Promise<GraphLayout> {
  const elk = new elkBundled.default();
  const root = await elk.layout({
    ...inside(graph, ''),
    layoutOptions: { 'elk.algorithm': 'layered', 'elk.direction': 'DOWN', 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' },
  });
  const boxes = new Map<string, Box>();
  const routes = new Map<string, Route>();
  place(root, { x: 0, y: 0 }, boxes, routes);
  return { direction: 'down', width: root.width ?? 0, height: root.height ?? 0, boxes, routes, frames: new Map() };
}

/** A scope as ELK's compound node; branches of a Parallel are nodes of their own. */
function inside(graph: Graph, id: string): ElkNode {
  const scope = graph.scopes.find((each) => each.id === id);
  return {
    id: `scope ${id}`,
    children: scope?.nodes.map((node) => compound(graph, node)) ?? [],
    edges:
      scope?.edges.map((edge): ElkExtendedEdge => {
        const label = labelSize(edge, estimate);
        const labels = label ? { labels: [{ text: ' ', ...label }] } : {};
        return { id: edge.id, sources: [edge.from], targets: [edge.to], ...labels };
      }) ?? [],
  };
}

function compound(graph: Graph, node: GraphNode): ElkNode {
  const scopes = node.kind === 'state' ? node.inside : [];
  if (scopes.length === 0) return { id: node.id, ...nodeSize(node, estimate) };
  return { id: node.id, children: scopes.map((id) => inside(graph, id)) };
}

function place(node: ElkNode, origin: Point, boxes: Map<string, Box>, routes: Map<string, Route>): void {
  for (const child of node.children ?? []) {
    const box = moveBox(
      { x: child.x ?? 0, y: child.y ?? 0, width: child.width ?? 0, height: child.height ?? 0 },
      origin,
    );
    boxes.set(child.id, box);
    place(child, box, boxes, routes);
  }
  for (const { id, sections = [] } of node.edges ?? []) {
    const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
      startPoint,
      ...bendPoints,
      endPoint,
    ]);
    routes.set(id, moveRoute({ points, drawn: points, label: undefined }, origin));
  }
}

/** Far enough apart that scopes have nothing to do with each other. */
const apart = 1e6;

/**
 * Each scope by dagre with its own defaults, which cannot lead an edge to a state that holds others: such a state is a
 * box of its own size there, and what it holds is laid out elsewhere. The width is that of the outermost scope.
 */
export function layoutScopesByDagre(graph: Graph): GraphLayout {
  const boxes = new Map<string, Box>();
  const routes = new Map<string, Route>();
  const [outermost] = graph.scopes.map((scope, index) =>
    layOutByDagre(scope, { x: index * apart, y: 0 }, boxes, routes),
  );
  return { direction: 'down', width: 0, height: 0, ...outermost, boxes, routes, frames: new Map() };
}

function layOutByDagre(
  { nodes, edges }: Graph['scopes'][number],
  origin: Point,
  boxes: Map<string, Box>,
  routes: Map<string, Route>,
): Size {
  const drawn = new graphlib.Graph({ multigraph: true });
  drawn.setGraph({});
  for (const node of nodes) drawn.setNode(node.id, { ...nodeSize(node, estimate) });
  for (const edge of edges) drawn.setEdge(edge.from, edge.to, { ...labelSize(edge, estimate) }, edge.id);
  layoutByDagre(drawn);
  for (const { id } of nodes) {
    const { x, y, width, height } = drawn.node(id) as Box;
    boxes.set(id, moveBox({ x: x - width / 2, y: y - height / 2, width, height }, origin));
  }
  for (const { from, to, id } of edges) {
    const { points = [] } = drawn.edge(from, to, id) as { readonly points?: Point[] };
    routes.set(id, moveRoute({ points, drawn: points, label: undefined }, origin));
  }
  const { width = 0, height = 0 } = drawn.graph() as Partial<Size>;
  return { width, height };
}
