import type { Graph, GraphEdge } from '../language/graph/graph.ts';
import type { FollowedItem, Replay, StateMoment, TakenEdge } from '../runtime/interpreter/replay.ts';
import type { StateMark } from './drawing/marks.ts';
import type { ViewState } from './viewState.ts';

export interface RunMarks {
  /** Node id → how it stands; nothing for what nobody has entered. */
  readonly states: ReadonlyMap<string, StateMark>;
  /** Edge id → when it was last taken: `now` for the latest of all. */
  readonly edges: ReadonlyMap<string, 'before' | 'now'>;
  /** States of the history that the picture does not have. */
  readonly strangers: readonly string[];
}

/** A graph made ready for marking: states and transitions by the names that a history uses. */
export class MarkIndex {
  readonly #nodes = new Map<string, string[]>();
  readonly #edges = new Map<string, GraphEdge[]>();

  constructor({ scopes }: Graph) {
    const names = new Map<string, string>();
    for (const node of scopes.flatMap(({ nodes }) => nodes)) {
      if (node.kind !== 'state') continue;
      names.set(node.id, node.name);
      push(this.#nodes, node.name, node.id);
    }
    for (const edge of scopes.flatMap(({ edges }) => edges)) {
      const from = edge.kind === 'start' ? undefined : names.get(edge.from);
      const to = edge.kind === 'end' ? undefined : names.get(edge.to);
      push(this.#edges, pair(from, to), edge);
    }
  }

  /** How the run looks at a moment; of a Map that is followed, only one item. */
  marksAt(replay: Replay, moment: number, followed?: FollowedItem): RunMarks {
    const states = new Map<string, StateMark>();
    const strangers: string[] = [];
    for (const name of replay.names) {
      const state = replay.stateAt(name, moment, followed);
      if (!state) continue;
      const ids = this.#nodes.get(name);
      if (!ids) strangers.push(name);
      for (const id of ids ?? []) states.set(id, { status: state.status, note: noteOf(state, replay, moment) });
    }
    return { states, edges: this.#edgesTaken(replay.edgesAt(moment, followed)), strangers };
  }

  nodesNamed(name: string): readonly string[] {
    return this.#nodes.get(name) ?? [];
  }

  #edgesTaken(taken: readonly TakenEdge[]): ReadonlyMap<string, 'before' | 'now'> {
    const edges = new Map<string, 'before' | 'now'>();
    for (const { from, to, kind } of taken) {
      const candidates = this.#edges.get(pair(from, to)) ?? [];
      const edge = candidates.find((each) => (each.kind === 'catch') === (kind === 'catch')) ?? candidates[0];
      if (edge) edges.set(edge.id, 'before');
    }
    const last = taken.at(-1);
    const latest = last && (this.#edges.get(pair(last.from, last.to)) ?? []).find(({ id }) => edges.has(id));
    if (latest) edges.set(latest.id, 'now');
    return edges;
  }
}

/** The item that the view follows. */
export function followedIn(replay: Replay, { followed, moment }: ViewState): FollowedItem | undefined {
  const map = followed && replay.visitsAt(followed.state, moment).find((visit) => visit.moment === followed.began);
  return map && { map, index: followed.index };
}

/** What the box says beside its status: rounds, attempts, items. */
function noteOf({ visits, latest, counts }: StateMoment, replay: Replay, moment: number): string | undefined {
  const items = replay.iterationsAt(latest, moment);
  if (items) {
    const done = `${items.succeeded + items.failed + items.aborted} of ${items.total}`;
    return items.failed > 0 ? `${done} · ${items.failed} failed` : done;
  }
  const attempts = replay.attemptsAt(latest, moment);
  const parts = [
    visits > 1 ? `× ${visits}` : undefined,
    visits > 1 && counts.failed > 0 && counts.succeeded > 0 ? `${counts.failed} failed` : undefined,
    attempts > 1 ? `attempt ${attempts}` : undefined,
  ];
  return parts.filter(Boolean).join(' · ') || undefined;
}

function pair(from: string | undefined, to: string | undefined): string {
  return JSON.stringify([from ?? null, to ?? null]);
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
