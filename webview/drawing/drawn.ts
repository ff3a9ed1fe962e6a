import type { Box, Point } from '../layout/geometry.ts';

/** The shapes of one thing, drawn from where it begins, so that what only moves is not drawn again. */
export interface DrawnShapes {
  /** An edge's line, and its label if it has one; else one. */
  readonly shapes: readonly SVGElement[];
  readonly extent: Box;
}

export interface Drawn<Look> extends DrawnShapes {
  /** What its looks depend on. */
  readonly look: Look;
  readonly at: Point;
  /** Where its shapes stand, which those out of sight need not do rightly. */
  placed: Point | undefined;
}

/** How things of one kind are drawn. */
export interface Draughtsman<Look> {
  looksSame(one: Look, other: Look): boolean;
  draw(look: Look): DrawnShapes;
}

/** Drawn anew only when it looks different. It is not in its place yet. */
export function kept<Look>(
  before: Drawn<Look> | undefined,
  look: Look,
  { x, y }: Point,
  { looksSame, draw }: Draughtsman<Look>,
): Drawn<Look> {
  const same = before && looksSame(before.look, look) ? before : undefined;
  const { shapes, extent } = same ?? draw(look);
  return { look, shapes, extent, at: { x, y }, placed: same?.placed };
}

/** Puts its shapes where it belongs. */
export function place(drawn: Drawn<unknown>): void {
  const { shapes, at, placed } = drawn;
  if (placed?.x === at.x && placed.y === at.y) return;
  for (const shape of shapes) shape.style.transform = `translate(${at.x}px, ${at.y}px)`;
  drawn.placed = at;
}
