import type { ChangeKind } from '../../language/graph/diffGraphs.ts';
import type { Graph, GraphEdge, GraphNode } from '../../language/graph/graph.ts';
import { elementOf, setChildren, svg } from '../dom.ts';
import type { Measure } from '../layout/boxSizes.ts';
import { type Box, moveBox, moveRoute, overlap, type Point, type Route } from '../layout/geometry.ts';
import type { GraphLayout } from '../layout/layoutGraph.ts';
import { drawBreakpoint } from './drawBreakpoint.ts';
import { changeSign, signPlace } from './drawChanges.ts';
import { drawEdge, edgeSignature } from './drawEdge.ts';
import { drawFrame } from './drawFrame.ts';
import { drawNode, nodeSignature } from './drawNode.ts';
import { drawStatus } from './drawStatus.ts';
import { groundLayer, isGroup } from './layers.ts';
import type { Marks, StateMark } from './marks.ts';
import { screenPaint } from './paint.ts';
import { pictureRules } from './pictureRules.ts';

interface Drawn<T> {
  readonly signature: string;
  readonly shape: T;
}

const unmarked: Marks = {
  selected: undefined,
  focused: undefined,
  cursor: undefined,
  states: undefined,
  edges: new Map(),
};

interface EdgeElements {
  readonly line: SVGElement;
  readonly label: SVGElement | undefined;
  /** Everything is drawn from where the edge begins, so that one that only moves is not drawn again. */
  readonly extent: Box;
  readonly at: Point;
}

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
  #drawnNodes = new Map<string, Drawn<SVGElement>>();
  #drawnEdges = new Map<string, Drawn<EdgeElements>>();
  #statuses = new Map<string, { readonly key: string; readonly shape: SVGElement }>();
  #unseen: ReadonlySet<Element> = new Set();
  #boxes: ReadonlyMap<string, Box> = new Map();
  #marks: Marks = unmarked;

  constructor(measure: Measure) {
    this.#measure = measure;
    if (!document.adoptedStyleSheets.includes(looks)) document.adoptedStyleSheets.push(looks);
    this.root.append(this.#frames, this.#edges, this.#nodes, this.#labels, this.#signs);
  }

  /** `kinds`: what became of nodes and edges, when the graph is two versions in one. */
  show(graph: Graph, layout: GraphLayout, kinds: ReadonlyMap<string, ChangeKind> | undefined): void {
    this.#boxes = layout.boxes;
    const nodes = graph.scopes.flatMap((scope) => scope.nodes);
    this.root.classList.toggle('animated', this.#drawnNodes.size > 0 && nodes.length <= animatedNodes);
    this.#showFrames(graph, layout);
    this.#showNodes(nodes, layout);
    this.#showEdges(
      graph.scopes.flatMap((scope) => scope.edges),
      layout,
    );
    this.#showChanges(layout, kinds);
    const marks = this.#marks;
    this.#statuses = new Map();
    this.#marks = unmarked;
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
    this.#markStates(marks.states ?? new Map());
    this.#markEdges(before.edges, marks.edges);
  }

  /** Hides what is outside a part of the picture. */
  showOnly(seen: Box): void {
    const unseen = new Set<Element>();
    for (const [id, { shape }] of this.#drawnNodes) {
      const box = this.#boxes.get(id);
      if (box && !overlap(box, seen)) unseen.add(shape);
    }
    for (const { shape } of this.#drawnEdges.values()) {
      if (overlap(moveBox(shape.extent, shape.at), seen)) continue;
      unseen.add(shape.line);
      if (shape.label) unseen.add(shape.label);
    }
    for (const shape of this.#unseen) if (!unseen.has(shape)) shape.classList.remove('unseen');
    for (const shape of unseen) if (!this.#unseen.has(shape)) shape.classList.add('unseen');
    this.#unseen = unseen;
  }

  #node(id: string | undefined): SVGElement | undefined {
    return id === undefined ? undefined : this.#drawnNodes.get(id)?.shape;
  }

  #showFrames(graph: Graph, layout: GraphLayout): void {
    const frames = graph.scopes.flatMap((scope) => {
      const box = layout.frames.get(scope.id);
      return box ? [elementOf(drawFrame(scope, box))] : [];
    });
    this.#frames.replaceChildren(...frames);
  }

  #showNodes(nodes: readonly GraphNode[], layout: GraphLayout): void {
    const drawn = new Map<string, Drawn<SVGElement>>();
    for (const node of nodes) {
      const box = layout.boxes.get(node.id);
      if (!box) continue;
      const signature = nodeSignature(node, box);
      const kept = this.#drawnNodes.get(node.id);
      const shape = kept?.signature === signature ? kept.shape : elementOf(drawNode(node, box, this.#measure));
      shape.querySelector('.status')?.remove();
      shape.querySelector('.breakpoint')?.remove();
      shape.style.transform = `translate(${box.x}px, ${box.y}px)`;
      shape.classList.remove('selected', 'focused', 'cursor', ...statusClasses);
      drawn.set(node.id, { signature, shape });
    }
    this.#drawnNodes = drawn;
    const frames = new Map([...this.#frames.children].map((frame) => [frame.getAttribute('data-id') ?? '', frame]));
    this.#frames.replaceChildren(...groundLayer(nodes).flatMap((id) => drawn.get(id)?.shape ?? frames.get(id) ?? []));
    const others = nodes.filter((node) => !isGroup(node)).flatMap(({ id }) => drawn.get(id)?.shape ?? []);
    setChildren(this.#nodes, others);
  }

  #showEdges(edges: readonly GraphEdge[], layout: GraphLayout): void {
    const drawn = new Map<string, Drawn<EdgeElements>>();
    for (const edge of edges) {
      const route = layout.routes.get(edge.id);
      if (!route) continue;
      const { x, y } = route.points[0] ?? { x: 0, y: 0 };
      const own = moveRoute(route, { x: -x, y: -y });
      const signature = edgeSignature(edge, own);
      const kept = this.#drawnEdges.get(edge.id);
      const shape = kept?.signature === signature ? { ...kept.shape, at: { x, y } } : edgeElements(edge, own, { x, y });
      for (const part of [shape.line, shape.label]) {
        if (!part) continue;
        part.classList.remove('before', 'now');
        part.style.transform = `translate(${x}px, ${y}px)`;
      }
      drawn.set(edge.id, { signature, shape });
    }
    this.#drawnEdges = drawn;
    const shapes = [...drawn.values()].map(({ shape }) => shape);
    setChildren(
      this.#edges,
      shapes.map(({ line }) => line),
    );
    setChildren(
      this.#labels,
      shapes.flatMap(({ label }) => label ?? []),
    );
  }

  #markBreakpoints(before: Marks['breakpoints'] = new Set(), now: Marks['breakpoints'] = new Set()): void {
    for (const id of before) if (!now.has(id)) this.#node(id)?.querySelector('.breakpoint')?.remove();
    for (const id of now) if (!before.has(id)) this.#node(id)?.append(elementOf(drawBreakpoint()));
  }

  #showChanges({ boxes, routes }: GraphLayout, kinds: ReadonlyMap<string, ChangeKind> | undefined): void {
    this.root.classList.toggle('compared', kinds !== undefined);
    const signs: Element[] = [];
    for (const [id, shapes] of this.#shapesById()) {
      const kind = kinds?.get(id);
      for (const shape of shapes) {
        shape.classList.remove(...changeClasses);
        if (kind) shape.classList.add(`change-${kind}`);
      }
      const [box, route] = [boxes.get(id), routes.get(id)];
      const place = box ? { x: box.x + box.width - 4, y: box.y + 4 } : route && signPlace(route);
      if (kind && place) signs.push(elementOf(changeSign(kind, place)));
    }
    this.#signs.replaceChildren(...signs);
  }

  *#shapesById(): Generator<[string, Element[]]> {
    for (const [id, { shape }] of this.#drawnNodes) yield [id, [shape]];
    for (const [id, { shape }] of this.#drawnEdges) yield [id, shape.label ? [shape.line, shape.label] : [shape.line]];
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
    const shape = this.#drawnEdges.get(id)?.shape;
    for (const part of [shape?.line, shape?.label]) part?.classList.toggle(when, on);
  }
}

const statusClasses = ['running', 'waiting', 'succeeded', 'failed', 'caught', 'aborted'].map(
  (status) => `is-${status}`,
);

const changeClasses = ['added', 'removed', 'changed', 'renamed'].map((kind) => `change-${kind}`);

function edgeElements(edge: GraphEdge, route: Route, at: Point): EdgeElements {
  const { line, label, extent } = drawEdge(edge, route);
  return { line: elementOf(line), label: label && elementOf(label), extent, at };
}
