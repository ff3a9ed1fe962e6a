import type { Graph, GraphNode, GraphScope, StateNode } from './graph.ts';

/** One version of a workflow, as two are compared. */
export interface Version {
  readonly graph: Graph;
  /** See stateContents. */
  readonly contents: ReadonlyMap<string, string>;
}

/** The ids that nodes and scopes of the version before have in the one after. */
export interface Matched {
  readonly nodes: ReadonlyMap<string, string>;
  readonly scopes: ReadonlyMap<string, string>;
}

/**
 * Which states of two versions are the same: those of the same name in the same scope, and those that only the name of
 * differs. Scopes inside a state are the same when they stand at the same place.
 */
export function matchStates(before: Version, after: Version): Matched {
  const nodes = new Map<string, string>();
  const scopes = new Map<string, string>();
  const known = { before: scopesById(before.graph), after: scopesById(after.graph) };
  const waiting = [[before.graph.scopes[0], after.graph.scopes[0]] as const];
  for (let pair = waiting.pop(); pair; pair = waiting.pop()) {
    const [old, now] = pair;
    if (!old || !now) continue;
    scopes.set(old.id, now.id);
    for (const [from, to] of matchScope(old, now, before, after)) {
      nodes.set(from.id, to.id);
      const inside = insideOf(to);
      for (const [index, id] of insideOf(from).slice(0, inside.length).entries())
        waiting.push([known.before.get(id), known.after.get(inside[index] ?? '')]);
    }
  }
  return { nodes, scopes };
}

function scopesById({ scopes }: Graph): Map<string, GraphScope> {
  return new Map(scopes.map((scope) => [scope.id, scope]));
}

function insideOf(node: GraphNode): readonly string[] {
  return node.kind === 'state' ? node.inside : [];
}

function matchScope(old: GraphScope, now: GraphScope, before: Version, after: Version): [GraphNode, GraphNode][] {
  const named = new Map(now.nodes.map((node) => [nameKey(node), node]));
  const same = old.nodes.flatMap((node): [GraphNode, GraphNode][] => {
    const found = named.get(nameKey(node));
    return found ? [[node, found]] : [];
  });
  const taken = new Set(same.flat().map(({ id }) => id));
  const left = (scope: GraphScope): StateNode[] =>
    scope.nodes.filter((node) => node.kind === 'state').filter((node) => !same.some((pair) => pair.includes(node)));
  const candidates = left(now);
  for (const node of left(old)) {
    const renamed = candidates.filter(
      (other) => !taken.has(other.id) && signature(node, old, before) === signature(other, now, after),
    );
    const [only] = renamed;
    if (!only || renamed.length > 1) continue;
    taken.add(only.id);
    same.push([node, only]);
  }
  return same;
}

function nameKey(node: GraphNode): string {
  return `${node.kind} ${node.name}`;
}

/** All that a state is but its name: what it says, what is inside it, and what it leads to and what leads to it. */
function signature(node: StateNode, { nodes, edges }: GraphScope, { graph, contents }: Version): string {
  const names = new Map(nodes.map(({ id, name }) => [id, id === node.id ? '' : name]));
  const ways = edges.flatMap(({ from, to, kind, fullLabel }) =>
    from === node.id || to === node.id ? [JSON.stringify([names.get(from), names.get(to), kind, fullLabel])] : [],
  );
  const inner = graph.scopes.flatMap((scope) => scope.nodes).filter(({ id }) => id.startsWith(`${node.id}/`));
  const inside = inner.map(({ id }) => [id.slice(node.id.length), contents.get(id)]);
  return JSON.stringify([node.type, contents.get(node.id), inside, ways.sort()]);
}
