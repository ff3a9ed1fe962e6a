import type { Graph } from '../../language/graph/graph.ts';
import { svg } from '../dom.ts';
import type { Box, Point } from '../layout/geometry.ts';
import type { GraphLayout } from '../layout/layoutGraph.ts';

/** The frame that is drawn around states to select them. */
export class RubberBand {
  readonly #frame = svg('rect', { class: 'rubber-band' });
  readonly #start: Point;
  #box: Box;

  /** `start` is in the picture. */
  constructor(start: Point, picture: SVGGElement) {
    this.#start = start;
    this.#box = { ...start, width: 0, height: 0 };
    picture.append(this.#frame);
  }

  move({ x, y }: Point): void {
    const start = this.#start;
    this.#box = {
      x: Math.min(x, start.x),
      y: Math.min(y, start.y),
      width: Math.abs(x - start.x),
      height: Math.abs(y - start.y),
    };
    for (const name of ['x', 'y', 'width', 'height'] as const) this.#frame.setAttribute(name, String(this.#box[name]));
  }

  /** The states that are wholly inside, of a group and what it holds only the group. */
  end({ graph, layout: { boxes } }: { readonly graph: Graph; readonly layout: GraphLayout }): readonly string[] {
    this.#frame.remove();
    const held = new Set<string>();
    for (const { owner, nodes } of graph.scopes) {
      const isGroupHeld = owner !== undefined && held.has(owner);
      for (const { id, kind } of nodes)
        if (kind === 'state' && (isGroupHeld || holds(this.#box, boxes.get(id)))) held.add(id);
    }
    return graph.scopes.flatMap(({ owner, nodes }) =>
      owner !== undefined && held.has(owner) ? [] : nodes.flatMap(({ id }) => (held.has(id) ? [id] : [])),
    );
  }
}

function holds(outer: Box, inner: Box | undefined): boolean {
  return (
    inner !== undefined &&
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
