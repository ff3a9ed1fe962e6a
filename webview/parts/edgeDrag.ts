import type { Graph, GraphScope } from '../../language/graph/graph.ts';
import { svg } from '../dom.ts';
import type { Point, Route } from '../layout/geometry.ts';

/** A grip at an edge's end reaches this far, in pixels of the screen. */
const reach = 26;

export interface DraggedEdge {
  readonly edge: string;
  readonly scope: GraphScope;
  readonly start: Point;
}

/** The edge whose end is near a point of the picture. */
export function edgeEndAt(
  graph: Graph,
  routes: ReadonlyMap<string, Route>,
  edge: string,
  point: Point,
  scale: number,
): DraggedEdge | undefined {
  const scope = graph.scopes.find(({ edges }) => edges.some(({ id }) => id === edge));
  const points = routes.get(edge)?.points ?? [];
  const [end, start] = [points.at(-1), points[0]];
  if (!scope || !end || !start) return undefined;
  return Math.hypot(end.x - point.x, end.y - point.y) * scale <= reach ? { edge, scope, start } : undefined;
}

/** The line that follows the pointer while an edge's end is dragged, and the state that it would lead to. */
export class EdgeDrag {
  readonly #line = svg('path', { class: 'dragged-edge' });
  readonly #dragged: DraggedEdge;
  #over: Element | undefined;

  constructor(dragged: DraggedEdge, picture: SVGGElement) {
    this.#dragged = dragged;
    picture.append(this.#line);
  }

  /** `point` is in the picture, `under` what lies below the pointer. */
  move({ x, y }: Point, under: Element | null): void {
    const { start } = this.#dragged;
    this.#line.setAttribute('d', `M${start.x} ${start.y}L${x} ${y}`);
    const node = under?.closest('.node') ?? undefined;
    const isTarget = this.#dragged.scope.nodes.some(({ id, kind }) => id === idOf(node) && kind !== 'start');
    this.#over?.classList.remove('drop');
    this.#over = isTarget ? node : undefined;
    this.#over?.classList.add('drop');
  }

  /** The node that the edge was dropped on. */
  end(): string | undefined {
    this.#line.remove();
    this.#over?.classList.remove('drop');
    return idOf(this.#over);
  }
}

function idOf(node: Element | undefined): string | undefined {
  return node?.getAttribute('data-id') ?? undefined;
}
