import { type View, zoomAt } from '../drawing/camera.ts';
import type { Point } from '../layout/geometry.ts';
import { followPointer } from './drag.ts';
import { type DraggedEdge, EdgeDrag, edgeEndAt } from './edgeDrag.ts';
import { RubberBand } from './rubberBand.ts';
import type { StageKeys } from './stageKeys.ts';
import type { MovedPicture, StageListener } from './stageListener.ts';

/** Wheel, buttons and drags on the picture. */
export class StagePointer {
  readonly #element: HTMLElement;
  readonly #canvas: SVGSVGElement;
  readonly #root: SVGGElement;
  readonly #picture: MovedPicture;
  readonly #keys: StageKeys;
  readonly #listener: StageListener;

  /** `canvas` is in `element`, and holds `root`, which moves with the view. */
  constructor(
    {
      element,
      canvas,
      root,
    }: { readonly element: HTMLElement; readonly canvas: SVGSVGElement; readonly root: SVGGElement },
    picture: MovedPicture,
    keys: StageKeys,
    listener: StageListener,
  ) {
    this.#element = element;
    this.#canvas = canvas;
    this.#root = root;
    this.#picture = picture;
    this.#keys = keys;
    this.#listener = listener;
    canvas.addEventListener('contextmenu', (event) => this.#askForMenu(event));
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener('pointerdown', (event) => this.#press(event));
    canvas.addEventListener('dblclick', (event) => this.#open(event));
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const { view } = this.#picture;
    if (event.ctrlKey || event.metaKey) {
      this.#picture.move(zoomAt(view, this.#pointOf(event), Math.exp(-event.deltaY * 0.01)));
    } else {
      const sideways = event.shiftKey && event.deltaX === 0;
      const by = sideways ? { x: event.deltaY, y: 0 } : { x: event.deltaX, y: event.deltaY };
      this.#picture.move({ ...view, x: view.x - by.x, y: view.y - by.y });
    }
  }

  #press(event: PointerEvent): void {
    if (event.button > 1) return;
    event.preventDefault();
    this.#keys.takeByPointer();
    const edge = this.#edgeEndAt(event);
    if (edge) this.#dragEdge(event, edge);
    else if (event.shiftKey) this.#frame(event);
    else this.#pan(event, this.#picture.view);
  }

  #pan(event: PointerEvent, view: View): void {
    followPointer(this.#canvas, event, {
      move: (by) => {
        this.#element.classList.add('dragging');
        this.#picture.move({ ...view, x: view.x + by.x, y: view.y + by.y });
      },
      end: (kind) => {
        this.#element.classList.remove('dragging');
        if (kind === 'click') this.#click(event);
      },
    });
  }

  /** Draws a frame around states; a mere press takes one in or leaves it out. */
  #frame(event: PointerEvent): void {
    const band = new RubberBand(this.#inPicture(event), this.#root);
    followPointer(this.#canvas, event, {
      move: (_by, now) => band.move(this.#inPicture(now)),
      end: (kind) => {
        const { drawn } = this.#picture;
        const held = drawn ? band.end(drawn) : [];
        if (kind === 'drag') this.#listener.framed(held);
        else this.#click(event);
      },
    });
  }

  #click(event: PointerEvent): void {
    const state = stateAt(event);
    // Keys may come before the picture shows where they go.
    if (state !== undefined) this.#keys.focused = state;
    const isOn = (sign: string): boolean => event.target instanceof Element && event.target.closest(sign) !== null;
    if (state !== undefined && isOn('.breakpoint')) this.#listener.breakpointToggled(state);
    else if (state !== undefined && isOn('.starts')) this.#listener.nestedToggled(state);
    else if (!(event.shiftKey || event.ctrlKey || event.metaKey)) this.#listener.selected(state);
    else if (state !== undefined) this.#listener.toggled(state);
  }

  /** The pointer is captured while it is pressed: so the event does not say what is under it. */
  #open({ clientX, clientY }: MouseEvent): void {
    const under = document.elementFromPoint(clientX, clientY);
    const state = under?.closest('.starts, .breakpoint') ? undefined : nodeAt(under);
    if (state !== undefined) this.#listener.opened(state);
  }

  #dragEdge(event: PointerEvent, dragged: DraggedEdge): void {
    const drag = new EdgeDrag(dragged, this.#root);
    followPointer(this.#canvas, event, {
      move: (_by, now) => drag.move(this.#inPicture(now), document.elementFromPoint(now.clientX, now.clientY)),
      end: (kind) => {
        const to = drag.end();
        if (kind === 'drag' && to !== undefined) this.#listener.redirected(dragged.edge, to);
      },
    });
  }

  #edgeEndAt(event: PointerEvent): DraggedEdge | undefined {
    const edge = event.target instanceof Element ? event.target.closest('.edge')?.getAttribute('data-id') : undefined;
    const { drawn, view } = this.#picture;
    if (!edge || !drawn) return undefined;
    return edgeEndAt(drawn.graph, drawn.layout.routes, edge, this.#inPicture(event), view.scale);
  }

  #pointOf(event: MouseEvent): Point {
    const { left, top } = this.#element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #inPicture(event: MouseEvent): Point {
    const { x, y } = this.#pointOf(event);
    const { view } = this.#picture;
    return { x: (x - view.x) / view.scale, y: (y - view.y) / view.scale };
  }

  #askForMenu(event: MouseEvent): void {
    event.preventDefault();
    const state = stateAt(event);
    const edge =
      event.target instanceof Element ? event.target.closest('.edge, .label')?.getAttribute('data-id') : null;
    if (state !== undefined) this.#listener.menuAsked('state', state);
    else if (edge) this.#listener.menuAsked('edge', edge);
  }
}

function stateAt({ target }: Event): string | undefined {
  return target instanceof Element ? nodeAt(target) : undefined;
}

function nodeAt(element: Element | null): string | undefined {
  return element?.closest('.node')?.getAttribute('data-id') ?? undefined;
}
