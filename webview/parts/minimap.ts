import { svg } from '../dom.ts';
import type { View } from '../drawing/camera.ts';
import type { Box, Point, Size } from '../layout/geometry.ts';

/** Smaller pictures are seen whole anyway. */
const leastNodes = 30;
const mapSize: Size = { width: 180, height: 140 };

/** The whole of a large picture, small, with a frame around what is seen. Hidden from screen readers: the tree twin is theirs. */
export class Minimap {
  readonly element = svg('svg', { class: 'minimap', 'aria-hidden': 'true' });
  readonly #boxes = svg('path', { class: 'minimap-boxes' });
  readonly #frame = svg('rect', { class: 'minimap-frame' });
  #scale = 1;
  #isWanted = false;

  /** `look` is told the point of the picture that is to be in the middle. */
  constructor(look: (point: Point) => void) {
    this.element.append(this.#boxes, this.#frame);
    const lookAt = ({ clientX, clientY }: PointerEvent): void => {
      const { left, top } = this.element.getBoundingClientRect();
      look({ x: (clientX - left) / this.#scale, y: (clientY - top) / this.#scale });
    };
    this.element.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.element.setPointerCapture(event.pointerId);
      lookAt(event);
    });
    this.element.addEventListener('pointermove', (event) => {
      if (event.buttons === 1) lookAt(event);
    });
  }

  show(boxes: ReadonlyMap<string, Box>, whole: Size): void {
    this.#isWanted = boxes.size >= leastNodes;
    this.#scale = Math.min(mapSize.width / Math.max(1, whole.width), mapSize.height / Math.max(1, whole.height));
    const at = (length: number) => Math.round(length * this.#scale * 10) / 10;
    const path = [...boxes.values()].map(
      ({ x, y, width, height }) => `M${at(x)} ${at(y)}h${at(width)}v${at(height)}h${-at(width)}z`,
    );
    this.#boxes.setAttribute('d', this.#isWanted ? path.join('') : '');
    this.element.setAttribute('width', String(Math.ceil(whole.width * this.#scale)));
    this.element.setAttribute('height', String(Math.ceil(whole.height * this.#scale)));
  }

  /** The frame, or nothing when all is in sight. */
  look({ x, y, scale }: View, screen: Size, whole: Size): void {
    const isWhole =
      x >= 0 && y >= 0 && x + whole.width * scale <= screen.width && y + whole.height * scale <= screen.height;
    this.element.classList.toggle('shown', this.#isWanted && !isWhole);
    const size = this.#scale / scale;
    this.#frame.setAttribute('x', String(-x * size));
    this.#frame.setAttribute('y', String(-y * size));
    this.#frame.setAttribute('width', String(screen.width * size));
    this.#frame.setAttribute('height', String(screen.height * size));
  }
}
