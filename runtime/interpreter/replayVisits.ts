import type { Failure, HistoryEvent } from './events.ts';
import type { IterationCounts, StateMoment, StateStatus, TakenEdge } from './replay.ts';

/** One stay in a state. What changes during it is kept as dated lists; `moment` n means: from event n (counted from 1) on. */
export interface Visit {
  readonly moment: number;
  readonly name: string;
  readonly type: string;
  readonly entered: number;
  /** The Parallel or Map visit around it. */
  readonly parent: Visit | undefined;
  readonly iteration: number | undefined;
  readonly statuses: { readonly moment: number; readonly status: StateStatus }[];
  readonly starts: { readonly moment: number }[];
  readonly failures: ({ readonly moment: number } & Failure)[];
  readonly taskInputs: { readonly moment: number; readonly text: string | undefined }[];
  readonly taskOutputs: { readonly moment: number; readonly text: string | undefined }[];
  readonly iterations: { readonly moment: number; readonly counts: IterationCounts }[];
  /** What became of each item of a Map, as it became known. */
  readonly items: { readonly moment: number; readonly index: number; readonly status: StateStatus }[];
  left: { readonly moment: number; readonly timestamp: number } | undefined;
  /** The last visits of its branches or iterations, while nothing follows them. */
  readonly tails: Set<Visit>;
}

const urgency: readonly StateStatus[] = ['running', 'waiting', 'failed', 'caught', 'aborted', 'succeeded'];
export const noStatus: Readonly<Record<StateStatus, number>> = {
  running: 0,
  waiting: 0,
  succeeded: 0,
  failed: 0,
  caught: 0,
  aborted: 0,
};

/** Reads events one by one into visits, following previousEventId. A history that makes no sense is read as far as it goes. */
export class VisitLog {
  readonly events: HistoryEvent[] = [];
  /** The visit that each event belongs to. */
  readonly owners: (Visit | undefined)[] = [];
  readonly visits = new Map<string, Visit[]>();
  readonly changes = new Map<string, (StateMoment & { readonly moment: number })[]>();
  readonly edges: TakenEdge[] = [];
  firstFailure: number | undefined;
  fatal: number | undefined;
  readonly #momentById = new Map<unknown, number>();
  readonly #iterationOf: (number | undefined)[] = [];
  readonly #open = new Set<Visit>();
  readonly #topTails = new Set<Visit>();
  readonly #rounds = new Map<string, Round>();

  add(event: HistoryEvent): void {
    this.events.push(event);
    const moment = this.events.length;
    this.#momentById.set(event.id, moment);
    const previous = this.#momentById.get(event.previousEventId);
    const owner = this.#read(event, moment, previous === moment ? undefined : previous);
    this.owners.push(owner);
    this.#iterationOf.push(iterationDetails(event)?.index);
  }

  #read(event: HistoryEvent, moment: number, previous: number | undefined): Visit | undefined {
    const { type } = event;
    if (type.endsWith('StateEntered')) return this.#enter(event, moment, previous);
    if (type.endsWith('StateExited')) return this.#exit(event, moment, previous);
    if (type.startsWith('Execution')) return this.#execution(event, moment, previous);
    if (type.startsWith('MapIteration')) return this.#iterate(event, moment, previous);
    const visit = this.#visitOf(event, previous);
    if (visit) this.#within(visit, event, moment);
    return visit;
  }

  #enter(event: HistoryEvent, moment: number, previous: number | undefined): Visit {
    const details = event.stateEnteredEventDetails;
    const before = previous === undefined ? undefined : this.events[previous - 1];
    const beforeVisit = previous === undefined ? undefined : this.owners[previous - 1];
    const follows = before?.type.endsWith('StateExited') === true;
    const visit: Visit = {
      moment,
      name: details?.name ?? '',
      type: event.type.slice(0, -'StateEntered'.length),
      entered: event.timestamp,
      parent: follows ? beforeVisit?.parent : beforeVisit,
      iteration: follows
        ? beforeVisit?.iteration
        : previous === undefined
          ? undefined
          : this.#iterationOf[previous - 1],
      statuses: [],
      starts: [],
      failures: [],
      taskInputs: [],
      taskOutputs: [],
      iterations: [],
      items: [],
      left: undefined,
      tails: new Set(),
    };
    const known = this.visits.get(visit.name);
    if (known) known.push(visit);
    else this.visits.set(visit.name, [visit]);
    this.#open.add(visit);
    this.#takePlace(visit);
    this.#lead(follows ? beforeVisit : undefined, visit, moment);
    this.#stand(visit, visit.type === 'Wait' ? 'waiting' : visit.type === 'Fail' ? 'failed' : 'running', moment);
    return visit;
  }

  /** The edge that led into a visit. */
  #lead(from: Visit | undefined, to: Visit, moment: number): void {
    const tails = to.parent?.tails ?? this.#topTails;
    if (from) tails.delete(from);
    tails.add(to);
    const kind = from === undefined ? 'start' : from.statuses.at(-1)?.status === 'caught' ? 'catch' : 'next';
    this.edges.push({ from: from?.name, to: to.name, kind, visit: to, moment });
  }

  #end(tails: Set<Visit>, moment: number): void {
    for (const tail of tails) {
      if (tail.left) this.edges.push({ from: tail.name, to: undefined, kind: 'end', visit: tail, moment });
    }
    tails.clear();
  }

  #exit(event: HistoryEvent, moment: number, previous: number | undefined): Visit | undefined {
    const name = event.stateExitedEventDetails?.name ?? '';
    const visit = this.#named(name, previous);
    if (!visit) return undefined;
    visit.left = { moment, timestamp: event.timestamp };
    const failed = visit.statuses.at(-1)?.status === 'failed';
    this.#open.delete(visit);
    if (visit.starts.length > 0 && visit.type !== 'Task') this.#abandonInside(visit, moment);
    this.#stand(visit, failed ? 'caught' : 'succeeded', moment);
    return visit;
  }

  #execution(event: HistoryEvent, moment: number, previous: number | undefined): Visit | undefined {
    const visit = previous === undefined ? undefined : this.owners[previous - 1];
    if (event.type === 'ExecutionSucceeded') this.#end(this.#topTails, moment);
    if (event.type === 'ExecutionFailed') {
      const before = previous === undefined ? undefined : this.events[previous - 1]?.type;
      this.fatal = before && /(Failed|TimedOut|FailStateEntered)$/.test(before) ? previous : moment;
      for (let at = visit; at && !at.left; at = at.parent)
        this.#fail(at, event.executionFailedEventDetails ?? {}, moment);
    }
    if (!/(Failed|Aborted|TimedOut)$/.test(event.type)) return visit;
    for (const open of this.#open) this.#abandon(open, moment);
    return visit;
  }

  /** Nothing more will be heard of a visit. */
  #abandon(visit: Visit, moment: number): void {
    this.#open.delete(visit);
    if (visit.statuses.at(-1)?.status !== 'failed') this.#stand(visit, 'aborted', moment);
  }

  #abandonInside(group: Visit, moment: number): void {
    for (const open of this.#open) if (isInside(open, group)) this.#abandon(open, moment);
  }

  #iterate(event: HistoryEvent, moment: number, previous: number | undefined): Visit | undefined {
    const visit = this.#named(iterationDetails(event)?.name ?? '', previous);
    if (!visit) return undefined;
    const counts = visit.iterations.at(-1)?.counts ?? { total: 0, running: 0, succeeded: 0, failed: 0, aborted: 0 };
    const result = event.type.slice('MapIteration'.length).toLowerCase();
    const index = iterationDetails(event)?.index ?? 0;
    if (result === 'started') visit.items.push({ moment, index, status: 'running' });
    if (result === 'started') visit.iterations.push({ moment, counts: { ...counts, running: counts.running + 1 } });
    else if (result === 'succeeded' || result === 'failed' || result === 'aborted') {
      visit.items.push({ moment, index, status: result });
      visit.iterations.push({
        moment,
        counts: { ...counts, running: counts.running - 1, [result]: counts[result] + 1 },
      });
    }
    const last = previous === undefined ? undefined : this.owners[previous - 1];
    if (result === 'succeeded' && last?.parent === visit) this.#end(only(last, visit.tails), moment);
    this.#touch(visit, moment);
    return visit;
  }

  /** Everything that happens to a state between entering and leaving it. */
  #within(visit: Visit, event: HistoryEvent, moment: number): void {
    const { type } = event;
    if (type.endsWith('Aborted')) this.#abandon(visit, moment);
    else if (/(Failed|TimedOut)$/.test(type)) this.#fail(visit, failureOf(event), moment);
    else if (type.endsWith('Scheduled') || /^(Map|Parallel)StateStarted$/.test(type)) this.#begin(visit, event, moment);
    else if (type === 'TaskSubmitted') this.#stand(visit, 'waiting', moment);
    else if (type.endsWith('Succeeded')) this.#succeed(visit, event, moment);
    else this.#touch(visit, moment);
  }

  #begin(visit: Visit, event: HistoryEvent, moment: number): void {
    visit.starts.push({ moment });
    visit.tails.clear();
    const task = event.taskScheduledEventDetails?.parameters ?? event.lambdaFunctionScheduledEventDetails?.input;
    const text = task ?? event.activityScheduledEventDetails?.input;
    if (text !== undefined) visit.taskInputs.push({ moment, text });
    const total = event.mapStateStartedEventDetails?.length;
    if (total !== undefined) {
      visit.iterations.push({ moment, counts: { total, running: 0, succeeded: 0, failed: 0, aborted: 0 } });
    }
    this.#open.add(visit);
    this.#stand(visit, event.type === 'ActivityScheduled' ? 'waiting' : 'running', moment);
  }

  #succeed(visit: Visit, event: HistoryEvent, moment: number): void {
    const output =
      event.taskSucceededEventDetails ??
      event.lambdaFunctionSucceededEventDetails ??
      event.activitySucceededEventDetails;
    if (output) visit.taskOutputs.push({ moment, text: output.output });
    if (event.type === 'ParallelStateSucceeded') this.#end(visit.tails, moment);
    this.#stand(visit, 'running', moment);
  }

  #fail(visit: Visit, { error, cause }: Failure, moment: number): void {
    if (error !== undefined || cause !== undefined || visit.failures.length === 0) {
      visit.failures.push({ moment, ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) });
    }
    this.firstFailure ??= moment;
    this.#stand(visit, 'failed', moment);
  }

  /** The visit that an event within a state speaks of: the nearest fitting one up its chain. */
  #visitOf(event: HistoryEvent, previous: number | undefined): Visit | undefined {
    const evaluated = event.evaluationFailedEventDetails?.state;
    if (evaluated !== undefined) return this.#named(evaluated, previous);
    const start = previous === undefined ? undefined : this.owners[previous - 1];
    const kind = /^(Map|Parallel)(?:State|Run)|^(Wait)State/.exec(event.type);
    const type = kind ? (kind[1] ?? kind[2]) : 'Task';
    for (let at = start; at; at = at.parent) if (at.type === type && !at.left) return at;
    // A history whose links are lost: whoever could have said it last.
    return start?.type === type ? start : [...this.#open].findLast((visit) => visit.type === type);
  }

  #named(name: string, previous: number | undefined): Visit | undefined {
    const start = previous === undefined ? undefined : this.owners[previous - 1];
    for (let at = start; at; at = at.parent) if (at.name === name && !at.left) return at;
    const visits = this.visits.get(name);
    return visits?.findLast((visit) => !visit.left) ?? visits?.at(-1);
  }

  #stand(visit: Visit, status: StateStatus, moment: number): void {
    visit.statuses.push({ moment, status });
    this.#touch(visit, moment);
  }

  /** Notes how the state stands now. */
  #touch(visit: Visit, moment: number): void {
    const round = this.#rounds.get(visit.name);
    if (!round) return;
    const standing = round.standing.get(visit.iteration);
    const status = visit.statuses.at(-1)?.status;
    if (standing?.visit === visit && status && status !== standing.status) {
      if (standing.status) round.counts[standing.status]--;
      round.counts[status]++;
      standing.status = status;
    }
    const counts = { ...round.counts };
    const worst = urgency.find((each) => counts[each] > 0) ?? 'running';
    const changes = this.changes.get(visit.name) ?? [];
    changes.push({ moment, status: worst, visits: this.visits.get(visit.name)?.length ?? 1, counts, latest: visit });
    this.changes.set(visit.name, changes);
  }

  /** A new visit takes the place of the one before it in the same iteration; a new visit of the Map, of all. */
  #takePlace(visit: Visit): void {
    let round = this.#rounds.get(visit.name);
    if (round?.parent !== visit.parent || !round) {
      round = { parent: visit.parent, standing: new Map(), counts: { ...noStatus } };
      this.#rounds.set(visit.name, round);
    }
    const before = round.standing.get(visit.iteration)?.status;
    if (before) round.counts[before]--;
    round.standing.set(visit.iteration, { visit, status: undefined });
  }
}

/** The visits of one state that stand side by side: one for each iteration around it. */
interface Round {
  readonly parent: Visit | undefined;
  readonly standing: Map<number | undefined, { readonly visit: Visit; status: StateStatus | undefined }>;
  readonly counts: Record<StateStatus, number>;
}

function isInside(visit: Visit, group: Visit): boolean {
  for (let at = visit.parent; at; at = at.parent) if (at === group) return true;
  return false;
}

function only(visit: Visit, tails: Set<Visit>): Set<Visit> {
  const one = new Set(tails.has(visit) ? [visit] : []);
  tails.delete(visit);
  return one;
}

function iterationDetails(event: HistoryEvent): { name: string; index: number } | undefined {
  return (
    event.mapIterationStartedEventDetails ??
    event.mapIterationSucceededEventDetails ??
    event.mapIterationFailedEventDetails ??
    event.mapIterationAbortedEventDetails
  );
}

function failureOf(event: HistoryEvent): Failure {
  const details = Object.entries(event).find(([key]) => key.endsWith('EventDetails'))?.[1];
  return typeof details === 'object' && details !== null ? (details as Failure) : {};
}
