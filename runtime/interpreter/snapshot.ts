import type { Chronicle } from './history.ts';
import type { Fibre, Run, Work } from './run.ts';
import { liveTimers } from './schedule.ts';

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

type Saved = Omit<Run, 'options' | 'host' | 'limits' | 'observer' | 'childEnded' | 'texts'> & {
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
  const cut = (kept: Chronicle): Chronicle => ({ ...kept, events: kept.events.upTo(eventCounts.get(kept) ?? 0) });
  Object.assign(run, copied({ ...run, ...state }, cut));
  run.outbox = [...run.requests.values()].map(({ request }) => request);
  run.withdrawn = [...asked];
  // An evaluation that was going on is begun again.
  run.evaluating = undefined;
  run.settled = undefined;
  run.host.restoreChance?.(chance);
}

type Copy = Omit<Saved, 'chance' | 'eventCounts'>;

/** What was copied so far: what points at an original then points at its copy. */
interface Copies {
  readonly fibres: Map<Fibre, Fibre>;
  readonly chronicles: Map<Chronicle, Chronicle>;
  readonly copyChronicle: (chronicle: Chronicle) => Chronicle;
}

function copied(run: Run, copyChronicle: (chronicle: Chronicle) => Chronicle): Copy {
  const copies: Copies = { fibres: new Map(), chronicles: new Map(), copyChronicle };
  const main = chronicleCopy(copies, run.main);
  if (run.main.root !== undefined) copyFibre(copies, run.main.root, undefined);
  const nested = nestedCopies(run, copies);
  const ready = run.ready.slice(run.readyTaken);
  return {
    main,
    ready: ready.flatMap((fibre) => copies.fibres.get(fibre) ?? []),
    readyTaken: 0,
    current: run.current && copies.fibres.get(run.current),
    nested,
    nestedEnded: run.nestedEnded.flatMap((root) => copies.fibres.get(root) ?? []),
    timers: run.timers.length === 0 ? [] : liveTimers(run.timers).flatMap((timer) => withFibreCopy(copies, timer)),
    timersSwept: run.timersSwept,
    requests: new Map([...run.requests].flatMap(([id, open]) => withFibreCopy(copies, open).map((it) => [id, it]))),
    outbox: run.outbox.slice(),
    withdrawn: run.withdrawn.slice(),
    inbox: run.inbox.flatMap((arrival) => withFibreCopy(copies, arrival)),
    held: run.held,
    evaluating: undefined,
    settled: run.settled,
    invocations: new Map(run.invocations),
    mapRuns: mapRunsOf(run, copies),
    counters: { ...run.counters },
  };
}

/** The record with the copy of its fibre; nothing when that fibre is no longer part of the run. */
function withFibreCopy<T extends { readonly fibre: Fibre }>({ fibres }: Copies, record: T): T[] {
  const fibre = fibres.get(record.fibre);
  return fibre === undefined ? [] : [{ ...record, fibre }];
}

/** One that was started by another comes after that one. */
function nestedCopies({ nested }: Run, copies: Copies): Run['nested'] {
  const copyOf = (fibre: Fibre | undefined) => fibre && copies.fibres.get(fibre);
  return new Map(
    [...nested].map(([root, call]) => {
      const copy = copyFibre(copies, root, copyOf(root.parent));
      return [copy, { ...call, caller: copyOf(call.caller) }];
    }),
  );
}

/** A Map Run that goes on is shown by the copy of its work. */
function mapRunsOf(run: Run, { fibres }: Copies): Run['mapRuns'] {
  const mapRuns = new Map(run.mapRuns);
  if (mapRuns.size === 0) return mapRuns;
  for (const { visit } of fibres.values()) {
    const work = visit?.work;
    const entry = work?.kind === 'mapRun' ? mapRuns.get(work.arn) : undefined;
    if (work?.kind === 'mapRun' && entry !== undefined) mapRuns.set(work.arn, { ...entry, work });
  }
  return mapRuns;
}

function chronicleCopy({ chronicles, copyChronicle }: Copies, chronicle: Chronicle): Chronicle {
  const known = chronicles.get(chronicle);
  if (known !== undefined) return known;
  const copy = copyChronicle(chronicle);
  chronicles.set(chronicle, copy);
  return copy;
}

/** The fibre and all below it. */
function copyFibre(copies: Copies, fibre: Fibre, parent: Fibre | undefined): Fibre {
  const chronicle = chronicleCopy(copies, fibre.chronicle);
  const copy: Fibre = { ...fibre, parent, chronicle };
  if (fibre.chronicle.root === fibre) chronicle.root = copy;
  copies.fibres.set(fibre, copy);
  const { visit } = fibre;
  if (visit !== undefined) copy.visit = { ...visit, work: visit.work && copyWork(copies, visit.work, copy) };
  return copy;
}

function copyWork(copies: Copies, work: Work, fibre: Fibre): Work {
  if (work.kind === 'task') return { ...work };
  const results = work.results.slice();
  const children = work.children.map((child) => copyFibre(copies, child, fibre));
  switch (work.kind) {
    case 'branches':
      return { ...work, results, children };
    case 'iterations':
      return { ...work, results, children, freed: work.freed.slice() };
    case 'mapRun':
      return {
        ...work,
        results,
        children,
        batch: work.batch.slice(),
        batchSizes: new Map(work.batchSizes),
        ended: work.ended.map(({ index, chronicle }) => ({ index, chronicle: chronicleCopy(copies, chronicle) })),
        unsuccessful: work.unsuccessful.slice(),
        again: work.again.slice(),
        answers: work.answers.slice(),
      };
    default:
      return work satisfies never;
  }
}
