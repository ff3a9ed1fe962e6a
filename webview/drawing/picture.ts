import type { ChangeKind } from '../../language/graph/diffGraphs.ts';
import type { Graph, GraphEdge, GraphNode, GraphScope } from '../../language/graph/graph.ts';
import { elementOf, setChildren, svg } from '../dom.ts';
import type { Measure } from '../layout/boxSizes.ts';
import { type Box, moveBox, moveRoute, overlap, type Size, startOf } from '../layout/geometry.ts';
import type { GraphLayout } from '../layout/layoutGraph.ts';
import { sameData } from '../sameData.ts';
import { drawBreakpoint } from './drawBreakpoint.ts';
import { changeSign, signPlace } from './drawChanges.ts';
import { drawEdge, type EdgeLook, sameEdgeLook } from './drawEdge.ts';
import { drawFrame } from './drawFrame.ts';
import { drawNode, type NodeLook, sameNodeLook } from './drawNode.ts';
import { type Draughtsman, type Drawn, kept, place } from './drawn.ts';
import { drawSelected } from './drawSelected.ts';
import { drawStatus } from './drawStatus.ts';
import { groundLayer, isGroup } from './layers.ts';
import type { Marks, StateMark } from './marks.ts';
import { screenPaint } from './paint.ts';
import { pictureRules } from './pictureRules.ts';
import type { Shape } from './shape.ts';

const unmarked: Marks = {
  selected: undefined,
  focused: undefined,
  cursor: undefined,
  states: undefined,
  edges: new Map(),
};

/** Larger pictures are not animated. */
const animatedNodes = 400;

/** In a layer of its own, so that whatever styles/ says of the screen goes before. */
const looks = new CSSStyleSheet();
looks.replaceSync(`@layer picture { ${pictureRules(screenPaint)} }`);

/** The drawing: kept shapes are moved, only what looks different is drawn again. */
export class Picture {
  readonly root = svg('g', { class: 'picture' });
  readonly #frames = svg('g', { class: 'frames' });
  readonly #edges = svg('g', { class: 'edges' });
  readonly #nodes = svg('g', { class: 'nodes' });
  readonly #labels = svg('g', { class: 'labels' });
  readonly #signs = svg('g', { class: 'signs' });
  readonly #measure: Measure;
  readonly #nodeDrawing: Draughtsman<NodeLook>;
  #drawnFrames: ReadonlyMap<string, Drawn<Shape>> = new Map();
  #drawnNodes: ReadonlyMap<string, Drawn<NodeLook>> = new Map();
  #drawnEdges: ReadonlyMap<string, Drawn<EdgeLook>> = new Map();
  #statuses = new Map<string, { readonly key: string; readonly shape: SVGElement }>();
  #ticks: readonly { readonly node: Element; readonly tick: Element }[] = [];
  #changed: readonly Element[] = [];
  #unseen: ReadonlySet<Element> = new Set();
  #boxes: ReadonlyMap<string, Box> = new Map();
  #marks: Marks = unmarked;

  constructor(measure: Measure) {
    this.#measure = measure;
    this.#nodeDrawing = {
      looksSame: sameNodeLook,
      draw: ({ node, size }) => ({ shapes: [elementOf(drawNode(node, size, measure))], extent: ownExtent(size) }),
    };
    if (!document.adoptedStyleSheets.includes(looks)) document.adoptedStyleSheets.push(looks);
    this.root.append(this.#frames, this.#edges, this.#nodes, this.#labels, this.#signs);
  }

  /** Everything is in its place from the next `showAll` or `showOnly` on. `kinds`: what became of nodes and edges, when the graph is two versions in one. */
  show(graph: Graph, layout: GraphLayout, kinds: ReadonlyMap<string, ChangeKind> | undefined): void {
    const marks = this.#marks;
    this.mark(unmarked);
    this.#boxes = layout.boxes;
    const nodes = graph.scopes.flatMap((scope) => scope.nodes);
    this.root.classList.toggle('animated', this.#drawnNodes.size > 0 && nodes.length <= animatedNodes);
    this.#showFrames(graph.scopes, layout);
    this.#showNodes(nodes, layout);
    this.#showGround(nodes);
    this.#showEdges(
      graph.scopes.flatMap((scope) => scope.edges),
      layout,
    );
    this.#showChanges(layout, kinds);
    this.mark(marks);
  }

  mark(marks: Marks): void {
    const before = this.#marks;
    this.#marks = marks;
    this.root.classList.toggle('running', marks.states !== undefined);
    for (const name of ['selected', 'focused', 'cursor'] as const) {
      if (before[name] === marks[name]) continue;
      this.#node(before[name])?.classList.remove(name);
      this.#node(marks[name])?.classList.add(name);
    }
    if (before.breakpoints !== marks.breakpoints) this.#markBreakpoints(before.breakpoints, marks.breakpoints);
    if (before.selection !== marks.selection) this.#markSelection(marks.selection);
    this.#markStates(marks.states ?? new Map());
    this.#markEdges(before.edges, marks.edges);
  }

  /** Puts everything in its place. Parts may still be hidden from when the picture was larger. */
  showAll(): void {
    for (const drawn of this.#all()) place(drawn);
    for (const shape of this.#unseen) shape.classList.remove('unseen');
    this.#unseen = new Set();
  }

  /** The same for a part of the picture, and hides what is outside. */
  showOnly(seen: Box): void {
    const unseen = new Set<Element>();
    for (const drawn of this.#all()) {
      if (overlap(moveBox(drawn.extent, drawn.at), seen)) place(drawn);
      else for (const shape of drawn.shapes) unseen.add(shape);
    }
    for (const shape of this.#unseen) if (!unseen.has(shape)) shape.classList.remove('unseen');
    for (const shape of unseen) if (!this.#unseen.has(shape)) shape.classList.add('unseen');
    this.#unseen = unseen;
  }

  #all(): readonly Drawn<unknown>[] {
    return [...this.#drawnFrames.values(), ...this.#drawnNodes.values(), ...this.#drawnEdges.values()];
  }

  #node(id: string | undefined): SVGElement | undefined {
    return id === undefined ? undefined : this.#drawnNodes.get(id)?.shapes[0];
  }

  #showFrames(scopes: readonly GraphScope[], layout: GraphLayout): void {
    const drawn = new Map<string, Drawn<Shape>>();
    for (const scope of scopes) {
      const box = layout.frames.get(scope.id);
      if (!box) continue;
      drawn.set(
        scope.id,
        kept(this.#drawnFrames.get(scope.id), drawFrame(scope, box, this.#measure), box, frameDrawing(box)),
      );
    }
    this.#drawnFrames = drawn;
  }

  #showNodes(nodes: readonly GraphNode[], layout: GraphLayout): void {
    const drawn = new Map<string, Drawn<NodeLook>>();
    for (const node of nodes) {
      const box = layout.boxes.get(node.id);
      if (!box) continue;
      drawn.set(node.id, kept(this.#drawnNodes.get(node.id), { node, size: box }, box, this.#nodeDrawing));
    }
    this.#drawnNodes = drawn;
    const others = nodes.filter((node) => !isGroup(node));
    setChildren(
      this.#nodes,
      others.flatMap(({ id }) => drawn.get(id)?.shapes ?? []),
    );
  }

  #showGround(nodes: readonly GraphNode[]): void {
    const shapes = groundLayer(nodes).flatMap(
      (id) => (this.#drawnNodes.get(id) ?? this.#drawnFrames.get(id))?.shapes ?? [],
    );
    setChildren(this.#frames, shapes);
  }

  #showEdges(edges: readonly GraphEdge[], layout: GraphLayout): void {
    const drawn = new Map<string, Drawn<EdgeLook>>();
    for (const edge of edges) {
      const route = layout.routes.get(edge.id);
      if (!route) continue;
      drawn.set(edge.id, kept(this.#drawnEdges.get(edge.id), { edge, route }, startOf(route), edgeDrawing));
    }
    this.#drawnEdges = drawn;
    const shapes = [...drawn.values()].map((each) => each.shapes);
    setChildren(
      this.#edges,
      shapes.flatMap((each) => each.slice(0, 1)),
    );
    setChildren(
      this.#labels,
      shapes.flatMap((each) => each.slice(1)),
    );
  }

  #markBreakpoints(before: Marks['breakpoints'] = new Set(), now: Marks['breakpoints'] = new Set()): void {
    for (const id of before) if (!now.has(id)) this.#node(id)?.querySelector('.breakpoint')?.remove();
    for (const id of now) if (!before.has(id)) this.#node(id)?.append(elementOf(drawBreakpoint()));
  }

  /** Each of several selected states has a tick. */
  #markSelection(selection: readonly string[] = []): void {
    for (const { node, tick } of this.#ticks) {
      node.classList.remove('picked');
      tick.remove();
    }
    const found = selection.flatMap((id) => {
      const [node, box] = [this.#node(id), this.#boxes.get(id)];
      return node && box ? [{ node, box }] : [];
    });
    this.#ticks = (found.length > 1 ? found : []).map(({ node, box }) => {
      const tick = elementOf(drawSelected(box));
      node.classList.add('picked');
      node.append(tick);
      return { node, tick };
    });
  }

  #showChanges({ boxes, routes }: GraphLayout, kinds: ReadonlyMap<string, ChangeKind> | undefined): void {
    this.root.classList.toggle('compared', kinds !== undefined);
    for (const shape of this.#changed) shape.classList.remove(...changeClasses);
    const changed: Element[] = [];
    const signs: Element[] = [];
    for (const [id, kind] of kinds ?? []) {
      const shapes = this.#shapesOf(id);
      for (const shape of shapes) shape.classList.add(`change-${kind}`);
      changed.push(...shapes);
      const [box, route] = [boxes.get(id), routes.get(id)];
      const sign = box ? { x: box.x + box.width - 4, y: box.y + 4 } : route && signPlace(route);
      if (sign) signs.push(elementOf(changeSign(kind, sign)));
    }
    this.#changed = changed;
    this.#signs.replaceChildren(...signs);
  }

  #shapesOf(id: string): readonly Element[] {
    return (this.#drawnNodes.get(id) ?? this.#drawnEdges.get(id))?.shapes ?? [];
  }

  #markStates(states: ReadonlyMap<string, StateMark>): void {
    for (const [id, { shape }] of this.#statuses) {
      if (states.has(id)) continue;
      shape.remove();
      this.#statuses.delete(id);
      this.#node(id)?.classList.remove(...statusClasses);
    }
    for (const [id, mark] of states) this.#markState(id, mark);
  }

  #markState(id: string, mark: StateMark): void {
    const node = this.#node(id);
    const box = this.#boxes.get(id);
    const key = `${mark.status}${mark.note ?? ''}`;
    const before = this.#statuses.get(id);
    if (!node || !box || before?.key === key) return;
    before?.shape.remove();
    const shape = elementOf(drawStatus(mark, box, this.#measure));
    node.classList.remove(...statusClasses);
    node.classList.add(`is-${mark.status}`);
    node.append(shape);
    this.#statuses.set(id, { key, shape });
  }

  #markEdges(before: Marks['edges'], now: Marks['edges']): void {
    for (const [id, when] of before) if (now.get(id) !== when) this.#classEdge(id, when, false);
    for (const [id, when] of now) if (before.get(id) !== when) this.#classEdge(id, when, true);
  }

  #classEdge(id: string, when: 'before' | 'now', on: boolean): void {
    for (const shape of this.#shapesOf(id)) shape.classList.toggle(when, on);
  }
}

const statusClasses = ['running', 'waiting', 'succeeded', 'failed', 'caught', 'aborted'].map(
  (status) => `is-${status}`,
);

const changeClasses = ['added', 'removed', 'changed', 'renamed'].map((kind) => `change-${kind}`);

const edgeDrawing: Draughtsman<EdgeLook> = {
  looksSame: sameEdgeLook,
  draw: ({ edge, route }) => {
    const { x, y } = startOf(route);
    const { line, label, extent } = drawEdge(edge, moveRoute(route, { x: -x, y: -y }));
    return { shapes: [line, ...(label ? [label] : [])].map(elementOf), extent };
  },
};

function frameDrawing(size: Size): Draughtsman<Shape> {
  return { looksSame: sameData, draw: (shape) => ({ shapes: [elementOf(shape)], extent: ownExtent(size) }) };
}

function ownExtent({ width, height }: Size): Box {
  return { x: 0, y: 0, width, height };
}
