import type { Point } from './geometry.ts';

/** One way of several along a lane to the same target. */
export interface Way {
  readonly points: readonly Point[];
  /** Ends where the next way comes in, which goes on alone from there. */
  readonly drawn: readonly Point[];
}

/** Ways that share a lane at `x`, each to be drawn only as far as no other is drawn. */
export function joined(ways: readonly (readonly Point[])[], x: number): Way[] {
  const entries = ways.map((points) => points.findIndex((point) => point.x === x));
  const heights = entries.map((entry, index) => ways[index]?.[entry]?.y ?? 0);
  const goal = ways[0]?.findLast((point) => point.x === x)?.y ?? 0;
  const sorted = [...new Set(heights)].sort((a, b) => a - b);
  const place = new Map(sorted.map((height, index) => [height, index]));
  return ways.map((points, index) => {
    const height = heights[index] ?? 0;
    const next = sorted[(place.get(height) ?? 0) + (height < goal ? 1 : -1)];
    const comesIn = next !== undefined && (height < goal ? next < goal : next > goal);
    return { points, drawn: comesIn ? [...points.slice(0, (entries[index] ?? 0) + 1), { x, y: next }] : points };
  });
}
