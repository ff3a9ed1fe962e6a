import type { Graph } from '../../language/graph/graph.ts';
import { html, svg } from '../dom.ts';
import { firstView, fitView, showBox, type View, zoomAt } from '../drawing/camera.ts';
import type { Marks } from '../drawing/marks.ts';
import { Picture } from '../drawing/picture.ts';
import type { PictureFile } from '../drawing/pictureFile.ts';
import type { Measure } from '../layout/boxSizes.ts';
import type { Box, Point, Size } from '../layout/geometry.ts';
import type { GraphLayout } from '../layout/layoutGraph.ts';
import type { VersionComparison } from '../messages.ts';
import { arrowStep, stepFrom } from '../navigation.ts';
import { followPointer } from './drag.ts';
import { type DraggedEdge, EdgeDrag, edgeEndAt } from './edgeDrag.ts';
import { Minimap } from './minimap.ts';
import { TreeTwin } from './tree.ts';

export interface StageListener {
  focused(id: string): void;
  /** Chosen by click or Space. */
  selected(id: string | undefined): void;
  /** Its text is wanted, with the keyboard in it. */
  opened(id: string): void;
  breakpointToggled(id: string): void;
  viewChanged(view: View): void;
  /** By the right button, or by the button beside the selected state. */
  menuAsked(kind: 'state' | 'edge', id: string): void;
  /** The end of an edge was dropped on a node. */
  redirected(edge: string, to: string): void;
  /** Whether a key, with `Ctrl+` and such before it, means something for the node that the keyboard is at. */
  pressed(key: string, id: string | undefined): boolean;
}

/** Below this scale texts are hidden: nobody can read them and they cost the most. */
const farScale = 0.34;
/** More nodes than this are only drawn where they can be seen. */
const manyNodes = 300;
const nothing: ReadonlySet<string> = new Set();

/** The picture with everything to move around in it. */
export class Stage {
  readonly element: HTMLElement;
  readonly #listener: StageListener;
  readonly #measure: Measure;
  readonly #picture: Picture;
  readonly #tree = new TreeTwin();
  readonly #canvas = svg('svg', { class: 'canvas', 'aria-hidden': 'true' });
  readonly #empty = html('p', { class: 'empty-note' });
  readonly #more = html('button', { type: 'button', class: 'more', title: 'What can be done with it', tabindex: -1 }, [
    '…',
  ]);
  readonly #minimap = new Minimap((point) => this.#lookAt(point));
  #graph: Graph | undefined;
  #layout: GraphLayout | undefined;
  #diff: PictureFile['diff'];
  /** Kept, because asking for it makes the browser lay out all that was just drawn, seen or unseen. */
  #screen: Size = { width: 0, height: 0 };
  #view: View = { x: 0, y: 0, scale: 1 };
  /** The user has moved the view; until then it follows the picture. */
  #moved = false;
  #cullScheduled = false;
  #pointing = false;
  /** Known at once, while the picture shows it in the next frame: keys may come faster. */
  #focused: string | undefined;
  #selected: string | undefined;
  #aside = nothing;

  constructor(measure: Measure, listener: StageListener) {
    this.#listener = listener;
    this.#measure = measure;
    this.#picture = new Picture(measure);
    this.#canvas.append(this.#picture.root);
    this.element = html('div', { class: 'stage' }, [
      this.#canvas,
      this.#tree.element,
      this.#empty,
      this.#minimap.element,
      this.#more,
    ]);
    this.#more.setAttribute('aria-label', 'What can be done with the selected state');
    this.#more.addEventListener('click', () => {
      if (this.#selected !== undefined) this.#listener.menuAsked('state', this.#selected);
    });
    this.#canvas.addEventListener('contextmenu', (event) => this.#askForMenu(event));
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

  show(graph: Graph, layout: GraphLayout, comparison?: VersionComparison): void {
    this.#graph = graph;
    this.#layout = layout;
    this.#diff = comparison && { kinds: new Map(comparison.kinds), changes: comparison.changes };
    this.#empty.textContent = layout.boxes.size === 0 ? 'There are no states yet.' : '';
    this.#picture.show(graph, layout, this.#diff?.kinds);
    this.#tree.show(graph);
    this.#minimap.show(layout.boxes, layout);
    this.#dim();
    this.#resized();
    this.#cull();
  }

  /** Says why there is no picture yet. */
  explain(words: string): void {
    if (!this.#layout) this.#empty.textContent = words;
  }

  /** The picture as it is, for a file of it. */
  get drawn(): Pick<PictureFile, 'graph' | 'layout' | 'diff' | 'measure'> | undefined {
    if (!this.#graph || !this.#layout) return undefined;
    return { graph: this.#graph, layout: this.#layout, diff: this.#diff, measure: this.#measure };
  }

  /** `aside` is what does not matter now: it steps back. */
  mark(marks: Marks, aside = nothing): void {
    this.#focused = marks.focused;
    this.#picture.mark(marks);
    if (this.#selected !== marks.selected) {
      this.#selected = marks.selected;
      this.#placeMore('jump');
    }
    if (this.#aside !== aside) {
      this.#aside = aside;
      this.#dim();
    }
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

  /** Where a node is on the stage, or the middle of an edge. */
  placeOf(id: string): Box {
    const { x, y, scale } = this.#view;
    const points = this.#layout?.routes.get(id)?.points ?? [];
    const middle = points[Math.floor(points.length / 2)];
    const box = this.#layout?.boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0, ...middle };
    return { x: box.x * scale + x, y: box.y * scale + y, width: box.width * scale, height: box.height * scale };
  }

  /** Gives the keyboard to the picture. */
  focus(): void {
    this.#tree.element.focus({ preventScroll: true });
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
    if (this.#layout) this.#minimap.look(view, this.#screen, this.#layout);
    this.#placeMore(how);
    this.#listener.viewChanged(view);
    if (this.#cullScheduled) return;
    this.#cullScheduled = true;
    requestAnimationFrame(() => this.#cull());
  }

  #lookAt({ x, y }: Point): void {
    const { scale } = this.#view;
    const { width, height } = this.#screen;
    this.#moved = true;
    this.#look({ scale, x: width / 2 - x * scale, y: height / 2 - y * scale }, 'jump');
  }

  /** The button below the right corner of the selected state. */
  #placeMore(how: 'glide' | 'jump'): void {
    const isThere = this.#selected !== undefined && this.#layout?.boxes.has(this.#selected) === true;
    this.#more.hidden = !isThere || !this.#selected?.includes('/States/') || this.#selected.includes('#');
    if (this.#more.hidden || this.#selected === undefined) return;
    const { x, y, width, height } = this.placeOf(this.#selected);
    this.#more.classList.toggle('gliding', how === 'glide');
    this.#more.style.transform = `translate(${x + width - 30}px, ${y + height - 9}px)`;
  }

  #dim(): void {
    for (const shape of this.#picture.root.querySelectorAll('[data-id]')) {
      shape.classList.toggle('aside', this.#aside.has(shape.getAttribute('data-id') ?? ''));
    }
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
    const edge = this.#edgeEndAt(event);
    if (edge) this.#dragEdge(event, edge);
    else this.#pan(event);
  }

  #pan(event: PointerEvent): void {
    const view = this.#view;
    followPointer(this.#canvas, event, {
      move: (by) => {
        this.#moved = true;
        this.element.classList.add('dragging');
        this.#look({ ...view, x: view.x + by.x, y: view.y + by.y }, 'jump');
      },
      end: (kind) => {
        this.element.classList.remove('dragging');
        if (kind === 'click') this.#click(event);
      },
    });
  }

  #click(event: PointerEvent): void {
    const state = this.#stateAt(event);
    const isOnDot = event.target instanceof Element && event.target.closest('.breakpoint') !== null;
    if (isOnDot && state !== undefined) this.#listener.breakpointToggled(state);
    else this.#listener.selected(state);
  }

  #dragEdge(event: PointerEvent, dragged: DraggedEdge): void {
    const drag = new EdgeDrag(dragged, this.#picture.root);
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
    if (!edge || !this.#graph || !this.#layout) return undefined;
    return edgeEndAt(this.#graph, this.#layout.routes, edge, this.#inPicture(event), this.#view.scale);
  }

  #inPicture(event: MouseEvent): Point {
    const { x, y } = this.#pointOf(event);
    return { x: (x - this.#view.x) / this.#view.scale, y: (y - this.#view.y) / this.#view.scale };
  }

  #askForMenu(event: MouseEvent): void {
    event.preventDefault();
    const state = this.#stateAt(event);
    const edge =
      event.target instanceof Element ? event.target.closest('.edge, .label')?.getAttribute('data-id') : null;
    if (state !== undefined) this.#listener.menuAsked('state', state);
    else if (edge) this.#listener.menuAsked('edge', edge);
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
    const key = keyOf(event);
    const step = this.#layout && arrowStep(key, this.#layout.direction);
    if (step && this.#graph && this.#layout) {
      const target = stepFrom(this.#graph, this.#layout, focused, step);
      if (target !== undefined) this.#focus(target);
      this.reveal(target);
    } else if (key === 'Enter' && focused !== undefined) this.#listener.opened(focused);
    else if (key === 'F9' && focused !== undefined) this.#listener.breakpointToggled(focused);
    else if (key === ' ') this.#listener.selected(focused);
    else if (key === 'Escape') this.#listener.selected(undefined);
    else if (key === '+' || key === '=') this.zoom(1.25);
    else if (key === '-') this.zoom(0.8);
    else if (key === '0') this.fit();
    else if (!this.#listener.pressed(key, focused)) return;
    event.preventDefault();
  }
}

function keyOf({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string {
  const shift = shiftKey && key.length > 1 ? 'Shift+' : '';
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shift}${key}`;
}
