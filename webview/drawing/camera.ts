import { type Direction, turnBox, turnPoint, turnSize } from '../layout/direction.ts';
import type { Box, Point, Size } from '../layout/geometry.ts';

/** What part of the picture is seen: screen = picture × scale + offset. */
export interface View extends Point {
  readonly scale: number;
}

const limits = { least: 0.04, most: 3, readable: 0.6 } as const;
const margin = 32;

export function zoomAt(view: View, point: Point, factor: number): View {
  const scale = Math.max(limits.least, Math.min(limits.most, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio };
}

/** Everything in sight, never enlarged. */
export function fitView(picture: Size, screen: Size): View {
  const scale = Math.max(limits.least, Math.min(1, fitScale(picture, screen)));
  return centred(picture, screen, scale);
}

/** The first look: everything when that can be read, else the start at a size that can. */
export function firstView(picture: Size, start: Box | undefined, screen: Size, direction: Direction): View {
  const whole = fitScale(picture, screen);
  if (whole >= limits.readable) return fitView(picture, screen);
  if (direction === 'down') return startOfFlow(picture, start, screen);
  const turned = startOfFlow(turnSize(picture), start && turnBox(start), turnSize(screen));
  return { ...turned, ...turnPoint(turned) };
}

function startOfFlow(picture: Size, start: Box | undefined, screen: Size): View {
  const wide = (screen.width - 2 * margin) / picture.width;
  const scale = Math.max(limits.readable, Math.min(1, wide));
  const fits = picture.width * scale <= screen.width;
  const middle = start === undefined || fits ? picture.width / 2 : start.x + start.width / 2;
  return { scale, x: screen.width / 2 - middle * scale, y: margin };
}

/** Moves as little as needed for the box to be in sight. */
export function showBox(view: View, box: Box, screen: Size): View {
  const left = box.x * view.scale + view.x;
  const top = box.y * view.scale + view.y;
  return {
    ...view,
    x: view.x + correction(left, box.width * view.scale, screen.width),
    y: view.y + correction(top, box.height * view.scale, screen.height),
  };
}

function fitScale(picture: Size, screen: Size): number {
  const width = (screen.width - 2 * margin) / Math.max(1, picture.width);
  const height = (screen.height - 2 * margin) / Math.max(1, picture.height);
  return Math.min(width, height);
}

function centred(picture: Size, screen: Size, scale: number): View {
  return {
    scale,
    x: (screen.width - picture.width * scale) / 2,
    y: Math.max(margin, (screen.height - picture.height * scale) / 2),
  };
}

function correction(start: number, length: number, room: number): number {
  if (start < margin) return margin - start;
  if (start + length > room - margin) return Math.max(margin - start, room - margin - start - length);
  return 0;
}
