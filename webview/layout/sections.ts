import type { FlatEdge, FlatScope } from './flatScope.ts';

/** A part of a scope that can be laid out alone. Places are indexes into the scope's nodes and edges. */
export interface Section {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  /** Indexes into the scope's anchors. */
  readonly anchors: readonly number[];
  /** The node that it shares with the section above it, and stands on top. */
  readonly entry: number | undefined;
}

/** What joins two nodes in the layout, and hence keeps them in one section. */
type Tie = Pick<FlatEdge, 'from' | 'to'>;

/**
 * The sections of a scope from top to bottom. One ends, and the next begins, at each state that every path passes;
 * after an edit only the section around it has to be laid out again.
 */
export function sectionsOf(scope: FlatScope): Section[] {
  const drawn = scope.edges.filter(({ hasLane }) => !hasLane);
  const ties: Tie[] = [...drawn, ...scope.anchors.map(([from, to]) => ({ from, to }))];
  const levels = levelsOf(scope.sizes.length, ties);
  const cuts = cutsOf(levels, ties);
  const last = levels.reduce((most, level) => Math.max(most, level), 0);
  const ends = cuts.map((node) => levels[node] ?? 0);
  const sectionAt = Array.from({ length: last + 1 }, () => 0);
  for (let level = 0, section = 0; level <= last; level++) {
    sectionAt[level] = section;
    if (level === ends[section]) section++;
  }
  return fill(scope, levels, cuts, sectionAt);
}

function fill(
  { sizes, edges, anchors }: FlatScope,
  levels: readonly number[],
  cuts: readonly number[],
  sectionAt: readonly number[],
): Section[] {
  const sections = Array.from({ length: cuts.length + 1 }, (_, index) => ({
    nodes: [] as number[],
    edges: [] as number[],
    anchors: [] as number[],
    entry: cuts[index - 1],
  }));
  const sectionOf = (node: number): number => sectionAt[levels[node] ?? 0] ?? 0;
  const lower = (from: number, to: number) => sections[Math.max(sectionOf(from), sectionOf(to))];
  for (const { nodes, entry } of sections) if (entry !== undefined) nodes.push(entry);
  for (const node of sizes.keys()) sections[sectionOf(node)]?.nodes.push(node);
  for (const [index, { from, to, hasLane }] of edges.entries()) if (!hasLane) lower(from, to)?.edges.push(index);
  for (const [index, [from, to]] of anchors.entries()) lower(from, to)?.anchors.push(index);
  // Below a state that ends everything there is nothing.
  return sections.filter(({ nodes, entry }) => nodes.length > (entry === undefined ? 0 : 1));
}

/** How many layers lie above each node at least. Nodes that nothing leads to stand just above what they lead to. */
function levelsOf(count: number, ties: readonly Tie[]): number[] {
  const ahead = ties.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const levels = Array.from({ length: count }, () => 0);
  const entered = new Set<number>();
  for (const { from, to } of ahead) {
    levels[to] = Math.max(levels[to] ?? 0, (levels[from] ?? 0) + 1);
    entered.add(to);
  }
  const loose = new Map<number, number>();
  for (const { from, to } of ahead) {
    if (!entered.has(from)) loose.set(from, Math.min(loose.get(from) ?? Infinity, (levels[to] ?? 1) - 1));
  }
  for (const [node, level] of loose) levels[node] = level;
  return levels;
}

/** Nodes that no edge runs past, where everything else as deep as they are ends. From top to bottom. */
function cutsOf(levels: readonly number[], ties: readonly Tie[]): number[] {
  const level = (node: number): number => levels[node] ?? 0;
  const leadsOn = new Set<number>();
  const looped = new Set<number>();
  const deepest = levels.reduce((most, each) => Math.max(most, each), 0);
  /** By how much more edges begin than end their way past a level. */
  const passing = Array.from({ length: deepest + 2 }, () => 0);
  for (const { from, to } of ties) {
    const [top, end] = level(from) < level(to) ? [from, to] : [to, from];
    if (from === to) looped.add(from);
    if (level(top) === level(end)) continue;
    leadsOn.add(top);
    passing[level(top) + 1] = (passing[level(top) + 1] ?? 0) + 1;
    passing[level(end)] = (passing[level(end)] ?? 0) - 1;
  }
  const onward = Array.from({ length: deepest + 1 }, (): number[] => []);
  for (const node of levels.keys()) if (leadsOn.has(node)) onward[level(node)]?.push(node);
  const cuts: number[] = [];
  let open = 0;
  for (const [depth, nodes] of onward.entries()) {
    open += passing[depth] ?? 0;
    const [only, ...others] = nodes;
    if (open === 0 && only !== undefined && others.length === 0 && !looped.has(only)) cuts.push(only);
  }
  return cuts;
}
