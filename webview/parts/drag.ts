import type { Point } from '../layout/geometry.ts';

const threshold = 4;

export interface DragListener {
  /** How far the pointer is from where it was pressed; not called for the tremble of a click. */
  move(by: Point, event: PointerEvent): void;
  end(kind: 'click' | 'drag'): void;
}

/** Follows the pointer from its press to its release, wherever it goes. */
export function followPointer(element: Element, pressed: PointerEvent, { move, end }: DragListener): void {
  let dragged = false;
  const moved = (event: Event): void => {
    if (!(event instanceof PointerEvent)) return;
    const by = { x: event.clientX - pressed.clientX, y: event.clientY - pressed.clientY };
    dragged ||= Math.hypot(by.x, by.y) > threshold;
    if (dragged) move(by, event);
  };
  const released = (): void => {
    element.removeEventListener('pointermove', moved);
    end(dragged ? 'drag' : 'click');
  };
  element.setPointerCapture(pressed.pointerId);
  element.addEventListener('pointermove', moved);
  element.addEventListener('lostpointercapture', released, { once: true });
}
