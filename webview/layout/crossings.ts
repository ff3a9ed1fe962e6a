import type { Box, Route } from './geometry.ts';
import { Strips } from './strips.ts';

/** An upright piece of a route as it is drawn. */
export interface Upright extends Box {
  /** The place of its route among all. */
  readonly route: number;
}

/** How often routes cross, as far as they are drawn. */
export function crossings(routes: readonly Route[]): number {
  const uprights = uprightsOf(routes);
  let count = 0;
  for (const [route, { drawn }] of routes.entries()) {
    for (const [index, to] of drawn.entries()) {
      const from = drawn[index - 1];
      if (from?.y !== to.y) continue;
      const [west, east] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
      for (const { x, route: other } of uprights.across(to.y)) if (other !== route && west < x && x < east) count++;
    }
  }
  return count;
}

export function uprightsOf(routes: readonly Route[]): Strips<Upright> {
  const uprights = new Strips<Upright>();
  for (const [route, { drawn }] of routes.entries()) {
    for (const [index, to] of drawn.entries()) {
      const from = drawn[index - 1];
      if (from?.x !== to.x) continue;
      uprights.add({ route, x: to.x, y: Math.min(from.y, to.y), width: 0, height: Math.abs(to.y - from.y) });
    }
  }
  return uprights;
}
