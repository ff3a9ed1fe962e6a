import type { Box, Point, Size } from '../layout/geometry.ts';
import type { View } from './camera.ts';

/** Pixels of the screen. A map is never thinner than the first, even if then it cannot show all at once. */
const limits = { thinnest: 56, widest: 180, highest: 140, longest: 360 } as const;
/** How much of the screen a map may take along its longer side. */
const share = 0.6;
const leastFrame = 10;
/** States in it stay small. */
const largestScale = 0.16;

/** A picture seen from afar, and the frame around what the screen shows of it. */
export interface Overview {
  /** Pixels of the map for a pixel of the picture. */
  readonly scale: number;
  readonly size: Size;
  /** Where the map begins within the whole picture, in pixels of the map. */
  readonly start: Point;
  /** In the map. */
  readonly frame: Box;
  /** By how many pixels of the picture the screen moves while the frame moves by one. */
  readonly pace: Point;
}

/** Of a picture too long for its map, the map shows a piece, which slides along with the screen. */
export function overviewOf(whole: Size, screen: Size, view: View): Overview {
  const isTall = whole.height > whole.width;
  const room = {
    width: isTall ? limits.widest : Math.max(limits.widest, Math.min(limits.longest, screen.width * share)),
    height: isTall ? Math.max(limits.highest, Math.min(limits.longest, screen.height * share)) : limits.highest,
  };
  const fitting = Math.min(room.width / whole.width, room.height / whole.height);
  const least = limits.thinnest / Math.min(whole.width, whole.height);
  const scale = Math.min(largestScale, Math.max(fitting, least));
  const across = along(whole.width, room.width, -view.x / view.scale, screen.width / view.scale, scale);
  const down = along(whole.height, room.height, -view.y / view.scale, screen.height / view.scale, scale);
  return {
    scale,
    size: { width: across.size, height: down.size },
    start: { x: across.start, y: down.start },
    frame: { x: across.frame, y: down.frame, width: across.framed, height: down.framed },
    pace: { x: across.pace, y: down.pace },
  };
}

/** One of the two directions: how long the map is, where it begins, and where the frame is in it. */
function along(whole: number, room: number, seenFrom: number, seen: number, scale: number) {
  const size = Math.min(room, whole * scale);
  const hidden = whole * scale - size;
  const hiddenFromScreen = Math.max(1, whole - seen);
  const start = hidden * clamp(seenFrom / hiddenFromScreen, 0, 1);
  const [from, to] = [clamp(seenFrom * scale - start, 0, size), clamp((seenFrom + seen) * scale - start, 0, size)];
  const framed = Math.min(size, Math.max(leastFrame, to - from));
  const frame = clamp((from + to - framed) / 2, 0, size - framed);
  return { size, start, frame, framed, pace: 1 / Math.max(scale / 100, scale - hidden / hiddenFromScreen) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
