import type { Point, Route } from './geometry.ts';

interface Piece {
  readonly from: Point;
  readonly to: Point;
  readonly route: number;
}

/** How often routes cross, as far as they are drawn. */
export function crossings(routes: readonly Route[]): number {
  const pieces = routes.flatMap(({ drawn }, route) =>
    drawn.slice(1).map((to, index): Piece => ({ from: drawn[index] ?? to, to, route })),
  );
  const flat = pieces.filter(({ from, to }) => from.y === to.y);
  const upright = pieces.filter(({ from, to }) => from.x === to.x);
  let count = 0;
  for (const a of flat) for (const b of upright) if (a.route !== b.route && cross(a, b)) count++;
  return count;
}

function cross(flat: Piece, upright: Piece): boolean {
  return isBetween(upright.from.x, flat.from.x, flat.to.x) && isBetween(flat.from.y, upright.from.y, upright.to.y);
}

function isBetween(value: number, a: number, b: number): boolean {
  return Math.min(a, b) < value && value < Math.max(a, b);
}
