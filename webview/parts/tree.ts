import type { Graph, GraphNode, GraphScope, StateNode } from '../../language/graph/graph.ts';
import { html } from '../dom.ts';
import { statusWords } from '../drawing/drawStatus.ts';
import type { Marks } from '../drawing/marks.ts';

/** The picture as a tree for screen readers. It holds the keyboard focus for the whole drawing. */
export class TreeTwin {
  readonly element = html('div', {
    role: 'tree',
    class: 'tree-twin',
    tabindex: 0,
    'aria-label': 'Workflow',
    'aria-multiselectable': 'true',
  });
  #items = new Map<string, { readonly item: HTMLElement; readonly words: string }>();
  #marks: Marks | undefined;

  show(graph: Graph): void {
    const scopes = new Map(graph.scopes.map((scope) => [scope.id, scope]));
    this.#items = new Map();
    const items: HTMLElement[] = [];
    // What is inside a state follows it at once. Groups nest deeper than the stack might reach: hence no recursion.
    const waiting = placesIn(graph.scopes.slice(0, 1), 1);
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { node, scope, level } = next;
      items.push(this.#item(node, scope, level));
      const insides = node.kind === 'state' ? node.inside.flatMap((id) => scopes.get(id) ?? []) : [];
      waiting.push(...placesIn(insides, level + 1));
    }
    this.element.replaceChildren(...items);
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

  #item(node: GraphNode, scope: GraphScope, level: number): HTMLElement {
    const item = html('div', {
      role: 'treeitem',
      id: `tree-${this.#items.size}`,
      'aria-level': level,
      'aria-selected': 'false',
      'aria-expanded': expandedOf(node),
    });
    const { title, elsewhere } = scope;
    const place = title ?? (elsewhere && `in ${elsewhere.file}`);
    const words = [node.kind === 'state' ? stateWords(node) : node.name, place, leadsTo(node, scope)];
    const text = words.filter(Boolean).join(', ');
    item.textContent = text;
    this.#items.set(node.id, { item, words: text });
    return item;
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

/** The nodes of scopes with where they stand, the last one first. */
function placesIn(scopes: readonly GraphScope[], level: number) {
  return scopes.flatMap((scope) => scope.nodes.map((node) => ({ node, scope, level }))).toReversed();
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

function leadsTo(node: GraphNode, { nodes, edges }: GraphScope): string | undefined {
  const targets = edges.filter(({ from }) => from === node.id);
  if (targets.length === 0 || targets.length > 12) return undefined;
  const words = targets.map(({ to, kind, fullLabel }) => {
    const name = nodes.find(({ id }) => id === to)?.name ?? '';
    if (kind === 'choice') return `when ${fullLabel} ${name}`;
    return kind === 'catch' ? `on ${fullLabel} ${name}` : name;
  });
  return `leads to ${words.join('; ')}`;
}
