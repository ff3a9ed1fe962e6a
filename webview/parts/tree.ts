import type { Graph, GraphEdge, GraphNode, GraphScope, StateNode } from '../../language/graph/graph.ts';
import { html, setAttributes, setChildren } from '../dom.ts';
import { statusWords } from '../drawing/drawStatus.ts';
import type { Marks } from '../drawing/marks.ts';

interface Item {
  readonly item: HTMLElement;
  /** What it says while no run is shown. */
  readonly words: string;
  readonly level: number;
  readonly expanded: string | undefined;
}

/** The picture as a tree for screen readers. It holds the keyboard focus for the whole drawing. */
export class TreeTwin {
  readonly element = html('div', {
    role: 'tree',
    class: 'tree-twin',
    tabindex: 0,
    'aria-label': 'Workflow',
    'aria-multiselectable': 'true',
  });
  #items: ReadonlyMap<string, Item> = new Map();
  #count = 0;
  #marks: Marks | undefined;

  /** Items that say the same as before stay: thousands of texts take long to lay out. */
  show(graph: Graph): void {
    const items = new Map<string, Item>();
    for (const { node, words, level } of branches(graph)) items.set(node.id, this.#item(node, words, level));
    this.#items = items;
    setChildren(
      this.element,
      [...items.values()].map(({ item }) => item),
    );
    const marks = this.#marks;
    this.#marks = undefined;
    if (marks) this.mark(marks);
  }

  mark(marks: Marks): void {
    const before = this.#marks;
    this.#marks = marks;
    const hasNews = before?.states !== marks.states || before?.breakpoints !== marks.breakpoints;
    if (hasNews) for (const id of this.#items.keys()) this.#name(id, marks);
    for (const id of selectedIn(before)) this.#items.get(id)?.item.setAttribute('aria-selected', 'false');
    for (const id of selectedIn(marks)) this.#items.get(id)?.item.setAttribute('aria-selected', 'true');
    const focused = marks.focused === undefined ? undefined : this.#items.get(marks.focused)?.item;
    if (focused) this.element.setAttribute('aria-activedescendant', focused.id);
    else this.element.removeAttribute('aria-activedescendant');
  }

  #item(node: GraphNode, words: string, level: number): Item {
    const known = this.#items.get(node.id);
    const item =
      known?.item ?? html('div', { role: 'treeitem', id: `tree-${this.#count++}`, 'aria-selected': 'false' });
    const expanded = expandedOf(node);
    if (known?.level !== level || known.expanded !== expanded) {
      setAttributes(item, { 'aria-level': level, 'aria-expanded': expanded });
    }
    if (known?.words !== words) item.textContent = words;
    return { item, words, level, expanded };
  }

  #name(id: string, marks: Marks): void {
    const entry = this.#items.get(id);
    if (!entry) return;
    const mark = marks.states?.get(id);
    const status = mark && [statusWords[mark.status], mark.note].filter(Boolean).join(', ');
    const breakpoint = marks.breakpoints?.has(id) ? 'has a breakpoint' : undefined;
    const text = [entry.words, breakpoint, status].filter(Boolean).join('. ');
    if (entry.item.textContent !== text) entry.item.textContent = text;
  }
}

function selectedIn({ selected, selection = [] }: Partial<Marks> = {}): readonly string[] {
  return selected === undefined ? selection : [...selection, selected];
}

/** Only groups, and Tasks that start a workflow, can be shown with and without their insides. */
function expandedOf(node: GraphNode): 'true' | 'false' | undefined {
  if (node.kind !== 'state') return undefined;
  if (node.folded !== undefined) return 'false';
  if (node.inside.length > 0) return 'true';
  return node.starts ? 'false' : undefined;
}

function stateWords(node: StateNode): string {
  const parts = [node.name, node.type === 'Broken' ? 'not readable' : `${node.type} state`, node.detail];
  if (node.broken && node.type !== 'Broken') parts.push('incomplete');
  if (node.unreachable) parts.push('unreachable');
  if (node.starts) parts.push('starts a workflow');
  if (node.hasRetry) parts.push('tries again after errors');
  return parts.filter(Boolean).join(', ');
}

interface Branch {
  readonly node: GraphNode;
  readonly words: string;
  /** From 1. */
  readonly level: number;
}

/** All nodes, each followed by those inside it. Groups nest deeper than the stack might reach: hence no recursion. */
function branches({ scopes }: Graph): readonly Branch[] {
  const known = new Map(scopes.map((scope) => [scope.id, scope]));
  const found: Branch[] = [];
  const waiting = scopes[0] ? branchesOf(scopes[0], 1) : [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, level } = next;
    found.push(next);
    const insides = node.kind === 'state' ? node.inside.toReversed() : [];
    for (const id of insides) {
      const scope = known.get(id);
      if (scope) waiting.push(...branchesOf(scope, level + 1));
    }
  }
  return found;
}

/** The nodes of a scope, the last one first. */
function branchesOf(scope: GraphScope, level: number): Branch[] {
  const wordsOf = nodeWords(scope);
  return scope.nodes.map((node) => ({ node, words: wordsOf(node), level })).reverse();
}

/** What an item says of a node of this scope. */
function nodeWords({ title, elsewhere, nodes, edges }: GraphScope): (node: GraphNode) => string {
  const place = title ?? (elsewhere && `in ${elsewhere.file}`);
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const leaving = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const known = leaving.get(edge.from);
    if (known) known.push(edge);
    else leaving.set(edge.from, [edge]);
  }
  return (node) => {
    const words = node.kind === 'state' ? stateWords(node) : node.name;
    return [words, place, leadsTo(leaving.get(node.id) ?? [], names)].filter(Boolean).join(', ');
  };
}

function leadsTo(targets: readonly GraphEdge[], names: ReadonlyMap<string, string>): string | undefined {
  if (targets.length === 0 || targets.length > 12) return undefined;
  const words = targets.map(({ to, kind, fullLabel }) => {
    const name = names.get(to) ?? '';
    if (kind === 'choice') return `when ${fullLabel} ${name}`;
    return kind === 'catch' ? `on ${fullLabel} ${name}` : name;
  });
  return `leads to ${words.join('; ')}`;
}
