import type { Box, Point } from '../layout/geometry.ts';

/** Everything is drawn from where it begins, so that what only moves is not drawn again. */
export interface Drawn {
  readonly signature: string;
  /** An edge's line, and its label if it has one; else one. */
  readonly shapes: readonly SVGElement[];
  readonly extent: Box;
  readonly at: Point;
}

/** Drawn anew only when it looks different, and moved only when it stands elsewhere. */
export function kept(
  before: Drawn | undefined,
  signature: string,
  { x, y }: Point,
  draw: () => Pick<Drawn, 'shapes' | 'extent'>,
): Drawn {
  const same = before?.signature === signature ? before : undefined;
  const { shapes, extent } = same ?? draw();
  if (same?.at.x !== x || same.at.y !== y) {
    for (const shape of shapes) shape.style.transform = `translate(${x}px, ${y}px)`;
  }
  return { signature, shapes, extent, at: { x, y } };
}
