import type { Chronicle } from './history.ts';
import type { Fibre, Run, Visit, Work } from './run.ts';

/**
 * A run as it was at one moment. Values, timers and events are shared with the run, which never changes them;
 * records are copied. It can be gone back to any number of times.
 */
export interface Snapshot {
  /** Epoch milliseconds: where a clock that can be set should be set to. */
  readonly time: number;
  /** How many events there were. */
  readonly eventCount: number;
  readonly saved: Saved;
}

type Saved = Omit<Run, 'options' | 'machine' | 'host' | 'limits' | 'observer' | 'childEnded' | 'plans' | 'texts'> & {
  readonly chance: unknown;
  /** The lists of events go on growing; these are their lengths at that moment. */
  readonly eventCounts: ReadonlyMap<Chronicle, number>;
};

export function takeSnapshot(run: Run): Snapshot {
  const eventCounts = new Map<Chronicle, number>();
  const copy = copied(run, (original) => {
    const shared = { ...original };
    eventCounts.set(shared, original.events.length);
    return shared;
  });
  const saved = { ...copy, eventCounts, chance: run.host.saveChance?.() };
  return { time: run.host.now(), eventCount: run.main.events.length, saved };
}

/** Sets a run back. What was asked for at that moment is asked for again; what was asked later is withdrawn. */
export function restoreSnapshot(run: Run, { saved }: Snapshot): void {
  const asked = new Set(run.requests.keys());
  for (const { id } of run.outbox) asked.delete(id);
  const { chance, eventCounts, ...state } = saved;
  const cut = (kept: Chronicle): Chronicle => ({ ...kept, events: kept.events.slice(0, eventCounts.get(kept)) });
  Object.assign(run, copied({ ...run, ...state }, cut));
  run.outbox = [...run.requests.values()].map(({ request }) => request);
  run.withdrawn = [...asked];
  // An evaluation that was going on is begun again.
  run.evaluating = undefined;
  run.settled = undefined;
  run.host.restoreChance?.(chance);
}

type Copy = Omit<Saved, 'chance' | 'eventCounts'>;

function copied(run: Run, copyChronicle: (chronicle: Chronicle) => Chronicle): Copy {
  const chronicles = new Map<Chronicle, Chronicle>();
  const chronicleOf = (chronicle: Chronicle): Chronicle => {
    const known = chronicles.get(chronicle);
    if (known !== undefined) return known;
    const copy = copyChronicle(chronicle);
    chronicles.set(chronicle, copy);
    return copy;
  };
  const fibres = new Map<number, Fibre>();
  for (const [id, fibre] of run.fibres) fibres.set(id, copyFibre(fibre, chronicleOf));
  const same = (fibre: Fibre): Fibre => fibres.get(fibre.id) ?? copyFibre(fibre, chronicleOf);
  return {
    main: chronicleOf(run.main),
    fibres,
    ready: run.ready.slice(run.readyTaken).map(same),
    readyTaken: 0,
    current: run.current && same(run.current),
    timers: run.timers.slice(),
    requests: new Map(run.requests),
    outbox: run.outbox.slice(),
    withdrawn: run.withdrawn.slice(),
    inbox: run.inbox.slice(),
    held: run.held,
    evaluating: undefined,
    settled: run.settled,
    invocations: new Map(run.invocations),
    mapRuns: mapRunsOf(run, fibres),
    counters: { ...run.counters },
  };
}

/** A Map Run that goes on is shown by the copy of its work. */
function mapRunsOf(run: Run, fibres: ReadonlyMap<number, Fibre>): Run['mapRuns'] {
  const mapRuns = new Map(run.mapRuns);
  for (const { visit } of fibres.values()) {
    const work = visit?.work;
    const entry = work?.kind === 'mapRun' ? mapRuns.get(work.arn) : undefined;
    if (work?.kind === 'mapRun' && entry !== undefined) mapRuns.set(work.arn, { ...entry, work });
  }
  return mapRuns;
}

function copyFibre(fibre: Fibre, chronicleOf: (chronicle: Chronicle) => Chronicle): Fibre {
  return {
    ...fibre,
    chronicle: chronicleOf(fibre.chronicle),
    visit: fibre.visit && copyVisit(fibre.visit, chronicleOf),
  };
}

function copyVisit(visit: Visit, chronicleOf: (chronicle: Chronicle) => Chronicle): Visit {
  return { ...visit, work: visit.work && copyWork(visit.work, chronicleOf) };
}

function copyWork(work: Work, chronicleOf: (chronicle: Chronicle) => Chronicle): Work {
  switch (work.kind) {
    case 'task':
      return { ...work };
    case 'branches':
      return { ...work, results: work.results.slice(), children: new Set(work.children) };
    case 'iterations':
      return { ...work, results: work.results.slice(), children: new Set(work.children), freed: work.freed.slice() };
    case 'mapRun':
      return {
        ...work,
        results: work.results.slice(),
        children: new Set(work.children),
        batchSizes: new Map(work.batchSizes),
        ended: work.ended.map(({ index, chronicle }) => ({ index, chronicle: chronicleOf(chronicle) })),
        unsuccessful: work.unsuccessful.slice(),
        again: work.again.slice(),
        answers: work.answers.slice(),
      };
    default:
      return work satisfies never;
  }
}
