import type { FlatScope } from './flatScope.ts';
import { aroundPoints, type Box, bottom, moveBox, type Point, type Route } from './geometry.ts';
import type { Section } from './sections.ts';

/** A section as it was laid out by itself, in the order of its nodes and edges. */
export interface SectionPlaces {
  readonly boxes: readonly Box[];
  readonly routes: readonly Route[];
}

export interface Stacked {
  /** By the scope's nodes. */
  readonly boxes: readonly Box[];
  /** By the place of the scope's edges. */
  readonly routes: ReadonlyMap<number, Route>;
}

/** One section below the other, each hung up at the node that it shares with the one above. */
export function stack(scope: FlatScope, sections: readonly Section[], places: readonly SectionPlaces[]): Stacked {
  const boxes: Box[] = scope.sizes.map((size) => ({ x: 0, y: 0, ...size }));
  const routes = new Map<number, Route>();
  let low = 0;
  sections.forEach((section, index) => {
    const placed = places[index];
    if (!placed) return;
    const hung = hang(section, placed, section.entry === undefined ? undefined : boxes[section.entry], low);
    section.nodes.forEach((node, at) => {
      const box = hung.boxes[at];
      if (box) boxes[node] = { ...box, ...scope.sizes[node] };
    });
    section.edges.forEach((edge, at) => {
      const route = hung.routes[at];
      if (route) routes.set(edge, route);
    });
    low = lowest(hung);
  });
  return { boxes, routes };
}

/** Moved to where the entry stands; everything below it begins under what the section above has beside it. */
function hang({ nodes, entry }: Section, { boxes, routes }: SectionPlaces, hook: Box | undefined, low: number) {
  const own = entry === undefined ? undefined : boxes[nodes.indexOf(entry)];
  if (!own || !hook) return { boxes, routes };
  const by = { x: hook.x - own.x, y: hook.y - own.y };
  const lower = { x: by.x, y: by.y + Math.max(0, low - bottom(hook)) };
  const movePoint = ({ x, y }: Point): Point => ({ x: x + by.x, y: y + (y > bottom(own) ? lower.y : by.y) });
  return {
    boxes: boxes.map((box) => moveBox(box, box === own ? by : lower)),
    routes: routes.map(({ points, label }): Route => {
      const moved = points.map(movePoint);
      return { points: moved, drawn: moved, label: label && moveBox(label, lower) };
    }),
  };
}

function lowest({ boxes, routes }: SectionPlaces): number {
  return Math.max(...boxes.map(bottom), ...routes.map(({ points }) => bottom(aroundPoints(points))));
}
