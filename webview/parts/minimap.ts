import { setAttributes, svg } from '../dom.ts';
import type { View } from '../drawing/camera.ts';
import { type Overview, overviewOf } from '../drawing/overview.ts';
import type { Box, Point, Size } from '../layout/geometry.ts';
import { followPointer } from './drag.ts';

/** Smaller pictures are seen whole anyway. */
const leastNodes = 30;
/** Around the picture, in its pixels. */
const margin = 48;

/** A large picture, small, with a frame around what is seen. Hidden from screen readers: the tree twin is theirs. */
export class Minimap {
  readonly element = svg('svg', { class: 'minimap', 'aria-hidden': 'true' });
  readonly #boxes = svg('path', { class: 'minimap-boxes' });
  readonly #frame = svg('rect', { class: 'minimap-frame', rx: 2 });
  readonly #lookAt: (point: Point) => void;
  #isWanted = false;
  #whole: Size = { width: 0, height: 0 };
  #overview: Overview | undefined;
  /** The point of the picture in the middle of the screen. */
  #middle: Point = { x: 0, y: 0 };

  /** `lookAt` is told the point of the picture that is to be in the middle. */
  constructor(lookAt: (point: Point) => void) {
    this.#lookAt = lookAt;
    this.element.append(this.#boxes, this.#frame);
    this.element.addEventListener('pointerdown', (event) => this.#press(event));
  }

  show(boxes: ReadonlyMap<string, Box>): void {
    this.#isWanted = boxes.size >= leastNodes;
    const path = [...boxes.values()].map(({ x, y, width, height }) => {
      const [across, down] = [Math.round(width), Math.round(height)];
      return `M${Math.round(x) + margin} ${Math.round(y) + margin}h${across}v${down}h${-across}z`;
    });
    this.#boxes.setAttribute('d', this.#isWanted ? path.join('') : '');
  }

  /** The frame, or nothing when all is in sight. */
  look(view: View, screen: Size, whole: Size): void {
    const { x, y, scale } = view;
    const isWhole =
      x >= 0 && y >= 0 && x + whole.width * scale <= screen.width && y + whole.height * scale <= screen.height;
    const isShown = this.#isWanted && !isWhole && screen.width > 0;
    this.element.classList.toggle('shown', isShown);
    if (!isShown) return;
    this.#whole = whole;
    this.#middle = { x: (screen.width / 2 - x) / scale, y: (screen.height / 2 - y) / scale };
    const [width, height] = [whole.width + 2 * margin, whole.height + 2 * margin];
    this.#overview = overviewOf({ width, height }, screen, { scale, x: x - margin * scale, y: y - margin * scale });
    const { size, start, frame } = this.#overview;
    setAttributes(this.element, { width: Math.ceil(size.width), height: Math.ceil(size.height) });
    this.#boxes.style.transform = `translate(${-start.x}px, ${-start.y}px) scale(${this.#overview.scale})`;
    // Its line lies inside.
    const line = { x: frame.x + 1, y: frame.y + 1, width: frame.width - 2, height: frame.height - 2 };
    setAttributes(this.#frame, line);
  }

  /** A press beside the frame brings it there; from then on it follows the pointer. */
  #press(event: PointerEvent): void {
    event.preventDefault();
    event.stopPropagation();
    if (!this.#overview) return;
    const { left, top } = this.element.getBoundingClientRect();
    const at = { x: event.clientX - left, y: event.clientY - top };
    const { scale, start } = this.#overview;
    const pressed = { x: (at.x + start.x) / scale - margin, y: (at.y + start.y) / scale - margin };
    if (!isIn(this.#overview.frame, at)) this.#lookAt(pressed);
    const { pace } = this.#overview;
    const from = this.#middle;
    followPointer(this.element, event, {
      move: (by) => this.#lookAt(within(this.#whole, { x: from.x + by.x * pace.x, y: from.y + by.y * pace.y })),
      end: () => {},
    });
  }
}

function within({ width, height }: Size, { x, y }: Point): Point {
  return { x: Math.max(0, Math.min(width, x)), y: Math.max(0, Math.min(height, y)) };
}

function isIn({ x, y, width, height }: Box, point: Point): boolean {
  return x <= point.x && point.x <= x + width && y <= point.y && point.y <= y + height;
}
