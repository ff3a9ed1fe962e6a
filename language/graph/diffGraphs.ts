import type { StateMachine } from '../model/stateMachine.ts';
import { buildGraph } from './buildGraph.ts';
import type { Graph, GraphEdge, GraphNode, GraphScope } from './graph.ts';
import { type Matched, matchStates, type Version } from './matchStates.ts';
import { stateContents } from './stateContents.ts';

export type ChangeKind = 'added' | 'removed' | 'changed' | 'renamed';

export interface GraphChange {
  readonly kind: ChangeKind;
  /** A node or an edge of the common picture. */
  readonly id: string;
  /** In words: `Charge card`, `Charge card → Ship`. */
  readonly words: string;
}

export interface GraphDiff {
  /** Both versions in one: the later one with what was removed. */
  readonly graph: Graph;
  /** Node or edge id → what became of it. What only stands inside of something new or gone is in it too. */
  readonly kinds: ReadonlyMap<string, ChangeKind>;
  /** States first, then transitions; nothing that only stands inside of something new or gone. Empty: no change. */
  readonly changes: readonly GraphChange[];
}

/** What changes from one version of a workflow to another. How they are written makes no difference. Never throws. */
export function diffGraphs(before: StateMachine, after: StateMachine): GraphDiff {
  const old = { graph: buildGraph(before), contents: stateContents(before) };
  const now = { graph: buildGraph(after), contents: stateContents(after) };
  const matched = matchStates(old, now);
  const merged = now.graph.scopes.map((scope) => {
    const was = old.graph.scopes.find(({ id }) => matched.scopes.get(id) === scope.id);
    return was ? mergeScope(was, scope, old, now, matched) : whole(scope, 'added');
  });
  const gone = old.graph.scopes.filter(({ id }) => !matched.scopes.has(id));
  const all = [...merged, ...gone.map((scope) => whole(renamedScope(scope, matched), 'removed'))];
  const scopes = withOwners(all.map(({ scope }) => scope));
  return {
    graph: { scopes },
    kinds: new Map(all.flatMap(({ kinds }) => [...kinds])),
    changes: [...merged.flatMap(({ states }) => states), ...merged.flatMap(({ transitions }) => transitions)],
  };
}

interface Merged {
  readonly scope: GraphScope;
  readonly kinds: ReadonlyMap<string, ChangeKind>;
  readonly states: readonly GraphChange[];
  readonly transitions: readonly GraphChange[];
}

/** A scope that only one version has; the state around it is told of, its inside is not. */
function whole(scope: GraphScope, kind: 'added' | 'removed'): Merged {
  return {
    scope,
    kinds: new Map([...scope.nodes, ...scope.edges].map(({ id }) => [id, kind])),
    states: [],
    transitions: [],
  };
}

/** Ids of what is gone must not meet ids of what is there. */
function goneId(id: string): string {
  return `gone:${id}`;
}

function renamedScope(scope: GraphScope, matched: Matched): GraphScope {
  const idOf = (id: string): string => matched.nodes.get(id) ?? goneId(id);
  return {
    ...scope,
    id: goneId(scope.id),
    owner: scope.owner === undefined ? undefined : idOf(scope.owner),
    nodes: scope.nodes.map((node) => goneNode(node, idOf(node.id))),
    edges: scope.edges.map((edge) => ({ ...edge, id: goneId(edge.id), from: idOf(edge.from), to: idOf(edge.to) })),
  };
}

function goneNode(node: GraphNode, id: string): GraphNode {
  return node.kind === 'state' ? { ...node, id, inside: node.inside.map(goneId) } : { ...node, id };
}

function mergeScope(was: GraphScope, scope: GraphScope, old: Version, now: Version, matched: Matched): Merged {
  const before = renamedScope(was, matched);
  const origin = new Map(was.nodes.map((node) => [matched.nodes.get(node.id) ?? goneId(node.id), node]));
  const kept = new Set(scope.nodes.map(({ id }) => id));
  const removed = before.nodes.filter(({ id }) => !kept.has(id));
  const nodes = [...scope.nodes, ...removed];
  const edges = mergeEdges(before.edges, scope.edges);
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const states = nodes.flatMap((node): GraphChange[] => {
    if (node.kind === 'start' || node.kind === 'end') return [];
    const from = origin.get(node.id);
    const kind = !kept.has(node.id) ? 'removed' : nodeChange(from, node, old, now);
    const words = kind === 'renamed' ? `${from?.name} is now ${node.name}` : node.name;
    return kind ? [{ kind, id: node.id, words }] : [];
  });
  const transitions = edges.flatMap(({ edge, kind }) =>
    kind ? [{ kind, id: edge.id, words: edgeWords(edge, names) }] : [],
  );
  const kinds = new Map([...states, ...transitions].map(({ id, kind }) => [id, kind]));
  return { scope: { ...scope, nodes, edges: edges.map(({ edge }) => edge) }, kinds, states, transitions };
}

function nodeChange(from: GraphNode | undefined, node: GraphNode, old: Version, now: Version): ChangeKind | undefined {
  if (!from) return 'added';
  if (from.name !== node.name) return 'renamed';
  const isSame = old.contents.get(from.id) === now.contents.get(node.id) && scopesIn(from) === scopesIn(node);
  return isSame ? undefined : 'changed';
}

function scopesIn(node: GraphNode): number {
  return node.kind === 'state' ? node.inside.length : 0;
}

/** An edge is the same between the same nodes; with other words on it, or from another of several rules, it has changed. */
function mergeEdges(before: readonly GraphEdge[], after: readonly GraphEdge[]) {
  const left = [...before];
  const take = (isSame: (other: GraphEdge) => boolean): GraphEdge | undefined => {
    const at = left.findIndex(isSame);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const between = (a: GraphEdge, b: GraphEdge): boolean => a.from === b.from && a.to === b.to && a.kind === b.kind;
  const unchanged = new Set(
    after.filter((edge) => take((other) => between(edge, other) && edge.fullLabel === other.fullLabel)),
  );
  const present = after.map((edge): { edge: GraphEdge; kind: ChangeKind | undefined } => {
    if (unchanged.has(edge)) return { edge, kind: undefined };
    return { edge, kind: take((other) => between(edge, other)) ? 'changed' : 'added' };
  });
  return [...present, ...left.map((edge) => ({ edge, kind: 'removed' as const }))];
}

function edgeWords({ from, to, label }: GraphEdge, names: ReadonlyMap<string, string>): string {
  const words = `${names.get(from) ?? ''} → ${names.get(to) ?? ''}`;
  return label === undefined || label === '' ? words : `${words} (${label})`;
}

/** A state that lost or gained branches has those of both versions inside. */
function withOwners(scopes: readonly GraphScope[]): GraphScope[] {
  const inside = new Map<string, string[]>();
  for (const { id, owner } of scopes) if (owner !== undefined) inside.set(owner, [...(inside.get(owner) ?? []), id]);
  return scopes.map((scope) => ({
    ...scope,
    nodes: scope.nodes.map((node) => (node.kind === 'state' ? { ...node, inside: inside.get(node.id) ?? [] } : node)),
  }));
}
