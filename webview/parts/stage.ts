import type { Graph } from '../../language/graph/graph.ts';
import { html, svg } from '../dom.ts';
import { firstView, fitView, showBox, type View, zoomAt } from '../drawing/camera.ts';
import type { Marks } from '../drawing/marks.ts';
import { Picture } from '../drawing/picture.ts';
import type { Measure } from '../layout/boxSizes.ts';
import type { Box, Point, Size } from '../layout/geometry.ts';
import type { GraphLayout } from '../layout/layoutGraph.ts';
import { arrowStep, stepFrom } from '../navigation.ts';
import { TreeTwin } from './tree.ts';

export interface StageListener {
  focused(id: string): void;
  /** Chosen by click or Space. */
  selected(id: string | undefined): void;
  /** Its text is wanted, with the keyboard in it. */
  opened(id: string): void;
  viewChanged(view: View): void;
}

/** Below this scale texts are hidden: nobody can read them and they cost the most. */
const farScale = 0.34;
/** More nodes than this are only drawn where they can be seen. */
const manyNodes = 300;
const dragThreshold = 4;

/** The picture with everything to move around in it. */
export class Stage {
  readonly element: HTMLElement;
  readonly #listener: StageListener;
  readonly #measure: Measure;
  readonly #picture: Picture;
  readonly #tree = new TreeTwin();
  readonly #canvas = svg('svg', { class: 'canvas', 'aria-hidden': 'true' });
  readonly #empty = html('p', { class: 'empty-note' });
  #graph: Graph | undefined;
  #layout: GraphLayout | undefined;
  /** Kept, because asking for it makes the browser lay out all that was just drawn, seen or unseen. */
  #screen: Size = { width: 0, height: 0 };
  #view: View = { x: 0, y: 0, scale: 1 };
  /** The user has moved the view; until then it follows the picture. */
  #moved = false;
  #cullScheduled = false;
  #pointing = false;
  /** Known at once, while the picture shows it in the next frame: keys may come faster. */
  #focused: string | undefined;

  constructor(measure: Measure, listener: StageListener) {
    this.#listener = listener;
    this.#measure = measure;
    this.#picture = new Picture(measure);
    this.#canvas.append(this.#picture.root);
    this.element = html('div', { class: 'stage' }, [this.#canvas, this.#tree.element, this.#empty]);
    this.#canvas.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.#canvas.addEventListener('pointerdown', (event) => this.#press(event));
    this.#tree.element.addEventListener('keydown', (event) => this.#key(event));
    this.#tree.element.addEventListener('focus', () => this.#focusByKeyboard());
    this.#tree.element.addEventListener('blur', () => this.element.classList.remove('keyboard'));
    new ResizeObserver(() => {
      this.#screen = { width: this.element.clientWidth, height: this.element.clientHeight };
      this.#resized();
      this.#cull();
    }).observe(this.element);
  }

  show(graph: Graph, layout: GraphLayout): void {
    this.#graph = graph;
    this.#layout = layout;
    this.#empty.textContent = layout.boxes.size === 0 ? 'There are no states yet.' : '';
    this.#picture.show(graph, layout);
    this.#tree.show(graph);
    this.#resized();
    this.#cull();
  }

  /** Says why there is no picture yet. */
  explain(words: string): void {
    if (!this.#layout) this.#empty.textContent = words;
  }

  /** The picture as it is, for a file of it. */
  get drawn(): { readonly graph: Graph; readonly layout: GraphLayout; readonly measure: Measure } | undefined {
    if (!this.#graph || !this.#layout) return undefined;
    return { graph: this.#graph, layout: this.#layout, measure: this.#measure };
  }

  mark(marks: Marks): void {
    this.#focused = marks.focused;
    this.#picture.mark(marks);
    this.#tree.mark(marks);
  }

  reveal(id: string | undefined): void {
    const box = id === undefined ? undefined : this.#layout?.boxes.get(id);
    if (box) this.#look(showBox(this.#view, box, this.#screen), 'glide');
  }

  fit(): void {
    if (!this.#layout) return;
    this.#moved = false;
    this.#look(fitView(this.#layout, this.#screen), 'glide');
  }

  zoom(factor: number): void {
    const { width, height } = this.#screen;
    this.#moved = true;
    this.#look(zoomAt(this.#view, { x: width / 2, y: height / 2 }, factor), 'glide');
  }

  restore(view: View): void {
    this.#moved = true;
    this.#look(view, 'jump');
  }

  #resized(): void {
    if (!this.#moved && this.#layout && this.#screen.width > 0)
      this.#look(firstView(this.#layout, this.#startBox(), this.#screen, this.#layout.direction), 'jump');
  }

  #startBox(): Box | undefined {
    const start = this.#graph?.scopes[0]?.nodes.find(({ kind }) => kind === 'start');
    return start && this.#layout?.boxes.get(start.id);
  }

  #look(view: View, how: 'glide' | 'jump'): void {
    this.#view = view;
    const { root } = this.#picture;
    root.classList.toggle('gliding', how === 'glide');
    root.classList.toggle('far', view.scale < farScale);
    root.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    this.#listener.viewChanged(view);
    if (this.#cullScheduled) return;
    this.#cullScheduled = true;
    requestAnimationFrame(() => this.#cull());
  }

  /** Takes out of sight what is out of sight, so that moving a large picture stays smooth. */
  #cull(): void {
    this.#cullScheduled = false;
    if (!this.#layout || this.#layout.boxes.size < manyNodes) return;
    const { x, y, scale } = this.#view;
    const { width, height } = this.#screen;
    const seen = {
      x: (-x - 200) / scale,
      y: (-y - 200) / scale,
      width: (width + 400) / scale,
      height: (height + 400) / scale,
    };
    this.#picture.showOnly(seen);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.#moved = true;
    if (event.ctrlKey || event.metaKey) {
      this.#look(zoomAt(this.#view, this.#pointOf(event), Math.exp(-event.deltaY * 0.01)), 'jump');
    } else {
      const sideways = event.shiftKey && event.deltaX === 0;
      const by = sideways ? { x: event.deltaY, y: 0 } : { x: event.deltaX, y: event.deltaY };
      this.#look({ ...this.#view, x: this.#view.x - by.x, y: this.#view.y - by.y }, 'jump');
    }
  }

  #pointOf(event: MouseEvent): Point {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #press(event: PointerEvent): void {
    if (event.button > 1) return;
    event.preventDefault();
    this.#pointing = true;
    this.#tree.element.focus({ preventScroll: true });
    this.#pointing = false;
    this.element.classList.remove('keyboard');
    const from = { x: event.clientX, y: event.clientY };
    const view = this.#view;
    let dragged = false;
    const move = (now: PointerEvent): void => {
      const by = { x: now.clientX - from.x, y: now.clientY - from.y };
      dragged ||= Math.hypot(by.x, by.y) > dragThreshold;
      if (!dragged) return;
      this.#moved = true;
      this.element.classList.add('dragging');
      this.#look({ ...view, x: view.x + by.x, y: view.y + by.y }, 'jump');
    };
    const release = (): void => {
      this.#canvas.removeEventListener('pointermove', move);
      this.element.classList.remove('dragging');
      if (!dragged) this.#listener.selected(this.#stateAt(event));
    };
    this.#canvas.setPointerCapture(event.pointerId);
    this.#canvas.addEventListener('pointermove', move);
    this.#canvas.addEventListener('lostpointercapture', release, { once: true });
  }

  #stateAt({ target }: Event): string | undefined {
    const node = target instanceof Element ? target.closest('.node') : null;
    return node?.getAttribute('data-id') ?? undefined;
  }

  /** The keyboard always is at some node, and shows where. */
  #focusByKeyboard(): void {
    if (this.#pointing) return;
    this.element.classList.add('keyboard');
    const first = this.#graph?.scopes[0]?.nodes[0]?.id;
    if (this.#focused === undefined && first !== undefined) this.#focus(first);
  }

  #focus(id: string): void {
    this.#focused = id;
    this.#listener.focused(id);
  }

  #key(event: KeyboardEvent): void {
    this.element.classList.add('keyboard');
    const focused = this.#focused;
    const key = `${event.altKey ? 'Alt+' : ''}${event.key}`;
    const step = this.#layout && arrowStep(key, this.#layout.direction);
    if (step && this.#graph && this.#layout) {
      const target = stepFrom(this.#graph, this.#layout, focused, step);
      if (target !== undefined) this.#focus(target);
      this.reveal(target);
    } else if (key === 'Enter' && focused !== undefined) this.#listener.opened(focused);
    else if (key === ' ') this.#listener.selected(focused);
    else if (key === 'Escape') this.#listener.selected(undefined);
    else if (key === '+' || key === '=') this.zoom(1.25);
    else if (key === '-') this.zoom(0.8);
    else if (key === '0') this.fit();
    else return;
    event.preventDefault();
  }
}
