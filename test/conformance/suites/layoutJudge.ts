import type { Graph, GraphEdge, GraphScope } from '../../../language/graph/graph.ts';
import { type Box, overlap, type Point } from '../../../webview/layout/geometry.ts';
import type { GraphLayout } from '../../../webview/layout/layoutGraph.ts';

/** What is wrong with a picture, one sentence each. */
export function judge(graph: Graph, layout: GraphLayout): string[] {
  return graph.scopes.flatMap((scope) => judgeScope(scope, layout));
}

function judgeScope(scope: GraphScope, layout: GraphLayout): string[] {
  const boxes = scope.nodes.flatMap(({ id }) => withBox(id, layout));
  const missing = scope.nodes.filter(({ id }) => !layout.boxes.has(id)).map(({ id }) => `${id} has no place`);
  return [
    ...missing,
    ...overlappingBoxes(boxes),
    ...scope.edges.flatMap((edge) => judgeEdge(edge, boxes, layout)),
    ...upwards(scope, layout),
    ...outside(scope, boxes, layout),
  ];
}

type Named = { readonly id: string; readonly box: Box };

function withBox(id: string, layout: GraphLayout): Named[] {
  const box = layout.boxes.get(id);
  return box ? [{ id, box }] : [];
}

function overlappingBoxes(boxes: readonly Named[]): string[] {
  const sorted = [...boxes].sort((a, b) => a.box.y - b.box.y);
  return sorted.flatMap(({ id, box }, index) => {
    const found: string[] = [];
    for (const other of sorted.slice(index + 1)) {
      if (other.box.y >= box.y + box.height) break;
      if (overlap(box, other.box)) found.push(`${id} overlaps ${other.id}`);
    }
    return found;
  });
}

function judgeEdge(edge: GraphEdge, boxes: readonly Named[], layout: GraphLayout): string[] {
  const route = layout.routes.get(edge.id);
  if (!route || route.points.length < 2) return [`${edge.id} has no way`];
  const found = segments(route.points).flatMap((segment) =>
    boxes
      .filter(({ id, box }) => overlap(segment, id === edge.from || id === edge.to ? shrunk(box) : box))
      .map(({ id }) => `${edge.id} runs through ${id}`),
  );
  const { label } = route;
  if (label)
    found.push(
      ...boxes.filter(({ box }) => overlap(label, box)).map(({ id }) => `the label of ${edge.id} covers ${id}`),
    );
  return [...new Set(found)];
}

function segments(points: readonly Point[]): Box[] {
  return points.slice(1).map((end, index) => {
    const start = points[index] ?? end;
    const [x, y] = [Math.min(start.x, end.x), Math.min(start.y, end.y)];
    return { x, y, width: Math.abs(start.x - end.x), height: Math.abs(start.y - end.y) };
  });
}

/** An edge touches the border of its own ends. */
function shrunk({ x, y, width, height }: Box): Box {
  return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
}

/** The forward edges that lead upwards, one sentence each. */
export function upwardEdges(graph: Graph, layout: GraphLayout): string[] {
  return graph.scopes.flatMap((scope) => upwards(scope, layout));
}

/** Only an edge that is part of a loop may lead upwards. */
function upwards(scope: GraphScope, layout: GraphLayout): string[] {
  return scope.edges
    .filter(({ from, to }) => {
      const [source, target] = [layout.boxes.get(from), layout.boxes.get(to)];
      return source && target && target.y < source.y + source.height;
    })
    .filter(({ from, to }) => !leads(scope, to, from))
    .map(({ id }) => `${id} leads upwards`);
}

function leads({ edges }: GraphScope, from: string, to: string): boolean {
  const reached = new Set([from]);
  for (const id of reached) for (const edge of edges) if (edge.from === id) reached.add(edge.to);
  return reached.has(to);
}

function outside({ id: scopeId, owner }: GraphScope, boxes: readonly Named[], layout: GraphLayout): string[] {
  const frame = owner === undefined ? undefined : layout.frames.get(scopeId);
  if (!frame) return owner === undefined ? [] : [`${scopeId} has no frame`];
  return boxes
    .filter(
      ({ box }) =>
        box.x < frame.x ||
        box.y < frame.y ||
        box.x + box.width > frame.x + frame.width ||
        box.y + box.height > frame.y + frame.height,
    )
    .map(({ id }) => `${id} stands outside its frame`);
}

/** How often two edges of one scope cross; the measure by which layouts are compared. */
export function crossings(graph: Graph, layout: GraphLayout): number {
  let count = 0;
  for (const { edges } of graph.scopes) {
    const pieces = edges.map(({ id }) => segments(layout.routes.get(id)?.points ?? []));
    pieces.forEach((mine, index) => {
      for (const theirs of pieces.slice(index + 1)) {
        for (const a of mine) for (const b of theirs) if (cross(a, b)) count++;
      }
    });
  }
  return count;
}

function cross(a: Box, b: Box): boolean {
  const [flat, upright] = a.height === 0 ? [a, b] : [b, a];
  if (flat.height !== 0 || upright.width !== 0 || flat.width === 0 || upright.height === 0) return false;
  return (
    flat.x < upright.x && upright.x < flat.x + flat.width && upright.y < flat.y && flat.y < upright.y + upright.height
  );
}
