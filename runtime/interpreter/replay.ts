import type { HistoryEvent } from './events.ts';
import { noStatus, type Visit, VisitLog } from './replayVisits.ts';

export type StateStatus = 'running' | 'waiting' | 'succeeded' | 'failed' | 'caught' | 'aborted';

/** How a state stood at a moment, all its visits together. */
export interface StateMoment {
  /** The most pressing one: running before waiting, failed, caught, aborted, succeeded. */
  readonly status: StateStatus;
  readonly visits: number;
  readonly counts: Readonly<Record<StateStatus, number>>;
  /** The visit that was touched last. */
  readonly latest: Visit;
}

/** A Map state's items at a moment. */
export interface IterationCounts {
  readonly total: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly aborted: number;
}

/** What is known of one visit at a moment. Values are JSON texts as the history has them. Times are epoch milliseconds. */
export interface VisitDetails {
  readonly name: string;
  readonly type: string;
  readonly status: StateStatus;
  /** Index of the Map iteration that it belongs to. */
  readonly iteration: number | undefined;
  readonly input: string | undefined;
  readonly output: string | undefined;
  /** What the task was given and gave. */
  readonly taskInput: string | undefined;
  readonly taskOutput: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** Variable name → JSON text, as assigned on leaving. */
  readonly variables: Readonly<Record<string, string>> | undefined;
  /** How often its task or its branches were started. */
  readonly attempts: number;
  readonly iterations: IterationCounts | undefined;
  readonly entered: number;
  readonly left: number | undefined;
}

/** One start of a state's work. Times are epoch milliseconds. */
export interface Attempt {
  readonly began: number;
  /** When it failed, and with which error. */
  readonly failed: { readonly at: number; readonly error: string | undefined } | undefined;
}

/** A transition that was taken: from undefined it starts a scope, to undefined it ends one. */
export interface TakenEdge {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly kind: 'start' | 'next' | 'catch' | 'end';
  /** The visit to which it led; of one that ends a scope, from which. */
  readonly visit: Visit;
  /** The moment from which on it counts. */
  readonly moment: number;
}

/** One item of a Map, to be looked at alone. */
export interface FollowedItem {
  readonly map: Visit;
  readonly index: number;
}

/**
 * A history, ready to be looked at as of any of its events. Moment n is the picture after the first n events;
 * asking costs a search in what changed, so scrubbing a long history is instant. Grows by `add`.
 * Knows states by name only, so that it works with any definition.
 */
export class Replay {
  readonly #log = new VisitLog();

  constructor(events: readonly HistoryEvent[] = []) {
    this.add(events);
  }

  /** Takes the next events, in the order of the history. */
  add(events: readonly HistoryEvent[]): void {
    for (const event of events) this.#log.add(event);
  }

  get length(): number {
    return this.#log.events.length;
  }

  get names(): Iterable<string> {
    return this.#log.changes.keys();
  }

  eventAt(moment: number): HistoryEvent | undefined {
    return this.#log.events[moment - 1];
  }

  /** The name of the state that an event belongs to. */
  stateOf(moment: number): string | undefined {
    return this.#log.owners[moment - 1]?.name;
  }

  /** Undefined while nobody has entered it. */
  stateAt(name: string, moment: number, followed?: FollowedItem): StateMoment | undefined {
    if (followed === undefined) return lastUpTo(this.#log.changes.get(name), moment);
    const visits = this.visitsAt(name, moment, followed);
    const latest = visits.at(-1);
    const status = lastUpTo(latest?.statuses, moment)?.status ?? 'running';
    return latest && { status, visits: visits.length, counts: { ...noStatus, [status]: 1 }, latest };
  }

  /** In the order in which they began; of those inside a Map that is followed, only the ones of the item. */
  visitsAt(name: string, moment: number, followed?: FollowedItem): readonly Visit[] {
    const visits = this.#log.visits.get(name) ?? [];
    const begun = visits.slice(0, countUpTo(visits, moment));
    return followed ? begun.filter((visit) => concerns(visit, followed)) : begun;
  }

  /** How the items of a Map stood, by index, in the order in which they began. */
  itemsAt(map: Visit, moment: number): ReadonlyMap<number, StateStatus> {
    const known = map.items.slice(0, countUpTo(map.items, moment));
    return new Map(known.map(({ index, status }) => [index, status]));
  }

  iterationsAt(visit: Visit, moment: number): IterationCounts | undefined {
    return lastUpTo(visit.iterations, moment)?.counts;
  }

  attemptsAt(visit: Visit, moment: number): number {
    return countUpTo(visit.starts, moment);
  }

  attemptsOf(visit: Visit, moment: number): readonly Attempt[] {
    const starts = visit.starts.slice(0, this.attemptsAt(visit, moment));
    const timeOf = (at: number) => this.eventAt(at)?.timestamp ?? visit.entered;
    return starts.map((start, index) => {
      const until = Math.min(moment, (starts[index + 1]?.moment ?? Infinity) - 1);
      const failure = visit.failures.find((each) => start.moment < each.moment && each.moment <= until);
      const failed = failure && { at: timeOf(failure.moment), error: failure.error };
      return { began: timeOf(start.moment), failed };
    });
  }

  detailsAt(visit: Visit, moment: number): VisitDetails {
    const left = visit.left && visit.left.moment <= moment ? visit.left : undefined;
    const exit = left && this.eventAt(left.moment)?.stateExitedEventDetails;
    const task = lastUpTo(visit.taskInputs, moment);
    const failure = lastUpTo(visit.failures, moment);
    return {
      name: visit.name,
      type: visit.type,
      status: lastUpTo(visit.statuses, moment)?.status ?? 'running',
      iteration: visit.iteration,
      input: this.eventAt(visit.moment)?.stateEnteredEventDetails?.input,
      output: exit?.output,
      taskInput: task?.text,
      taskOutput: lastUpTo(visit.taskOutputs, moment)?.text,
      error: failure?.error,
      cause: failure?.cause,
      variables: exit?.assignedVariables,
      attempts: this.attemptsAt(visit, moment),
      iterations: this.iterationsAt(visit, moment),
      entered: visit.entered,
      left: left?.timestamp,
    };
  }

  /** The transitions taken so far, in order. */
  edgesAt(moment: number, followed?: FollowedItem): readonly TakenEdge[] {
    const { edges } = this.#log;
    const taken = edges.slice(0, countUpTo(edges, moment));
    return followed ? taken.filter(({ visit }) => concerns(visit, followed)) : taken;
  }

  /** The moment of the first failure that nothing caught, else of the first failure. */
  get failure(): number | undefined {
    return this.#log.fatal ?? this.#log.firstFailure;
  }
}

/** Whether a visit is outside the Map, or in the item that is followed. */
function concerns(visit: Visit, { map, index }: FollowedItem): boolean {
  for (let at: Visit | undefined = visit; at; at = at.parent) if (at.parent === map) return at.iteration === index;
  return true;
}

interface Dated {
  readonly moment: number;
}

function lastUpTo<T extends Dated>(list: readonly T[] | undefined, moment: number): T | undefined {
  return list?.[countUpTo(list, moment) - 1];
}

/** How many of a list in the order of time are not after the moment. */
function countUpTo(list: readonly Dated[], moment: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.moment ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
