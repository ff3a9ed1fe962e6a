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
import { Minimap } from './minimap.ts';
import { StageKeys } from './stageKeys.ts';
import type { MovedPicture, StageListener } from './stageListener.ts';
import { StagePointer } from './stagePointer.ts';
import { TreeTwin } from './tree.ts';

/** Below this scale texts are hidden: nobody can read them and they cost the most. */
const farScale = 0.34;
/** More nodes than this are only drawn where they can be seen. */
const manyNodes = 300;
const nothing: ReadonlySet<string> = new Set();

/** The picture with everything to move around in it. */
export class Stage implements MovedPicture {
  readonly element: HTMLElement;
  readonly #listener: StageListener;
  readonly #measure: Measure;
  readonly #picture: Picture;
  readonly #tree = new TreeTwin();
  readonly #keys: StageKeys;
  readonly #canvas = svg('svg', { class: 'canvas', 'aria-hidden': 'true' });
  readonly #empty = html('p', { class: 'empty-note' });
  readonly #more = html('button', { type: 'button', class: 'more', tabindex: -1 }, ['…']);
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
  #selected: string | undefined;
  #selection: Marks['selection'];
  #aside = nothing;
  #isDimmed = false;

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
    this.#more.addEventListener('click', () => {
      if (this.#selected !== undefined) this.#listener.menuAsked('state', this.#selected);
    });
    this.#keys = new StageKeys(this.element, this.#tree.element, this, listener);
    const shapes = { element: this.element, canvas: this.#canvas, root: this.#picture.root };
    new StagePointer(shapes, this, this.#keys, listener);
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
    this.#minimap.show(layout.boxes);
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
    this.#keys.focused = marks.focused;
    this.#picture.mark(marks);
    if (this.#selected !== marks.selected || this.#selection !== marks.selection) {
      this.#selected = marks.selected;
      this.#selection = marks.selection;
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
    this.#keys.take();
  }

  zoom(factor: number): void {
    const { width, height } = this.#screen;
    this.#moved = true;
    this.#look(zoomAt(this.#view, { x: width / 2, y: height / 2 }, factor), 'glide');
  }

  get view(): View {
    return this.#view;
  }

  move(view: View): void {
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
    this.move({ scale, x: width / 2 - x * scale, y: height / 2 - y * scale });
  }

  /** The button below the right corner of the selected state. */
  #placeMore(how: 'glide' | 'jump'): void {
    const isThere = this.#selected !== undefined && this.#layout?.boxes.has(this.#selected) === true;
    this.#more.hidden = !isThere || !this.#selected?.includes('/States/') || this.#selected.includes('#');
    if (this.#more.hidden || this.#selected === undefined) return;
    const count = this.#selection?.filter((id) => this.#layout?.boxes.has(id)).length ?? 0;
    const words =
      count > 1 ? `What can be done with the ${count} selected states` : 'What can be done with the selected state';
    this.#more.setAttribute('aria-label', words);
    this.#more.title = words;
    const { x, y, width, height } = this.placeOf(this.#selected);
    this.#more.classList.toggle('gliding', how === 'glide');
    this.#more.style.transform = `translate(${x + width - 30}px, ${y + height - 9}px)`;
  }

  #dim(): void {
    if (this.#aside.size === 0 && !this.#isDimmed) return;
    this.#isDimmed = this.#aside.size > 0;
    for (const shape of this.#picture.root.querySelectorAll('[data-id]')) {
      shape.classList.toggle('aside', this.#aside.has(shape.getAttribute('data-id') ?? ''));
    }
  }

  /** Takes out of sight what is out of sight, so that moving a large picture stays smooth. */
  #cull(): void {
    this.#cullScheduled = false;
    if (!this.#layout) return;
    if (this.#layout.boxes.size < manyNodes) {
      this.#picture.showAll();
      return;
    }
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
}
