import type { Replay, StateStatus } from '../runtime/interpreter/replay.ts';
import type { Visit } from '../runtime/interpreter/replayVisits.ts';
import type { Axis } from './axis.ts';

/** One visit of a state as a bar; places from 0 to 1 along the axis. */
export interface Bar {
  readonly visit: Visit;
  readonly from: number;
  readonly to: number;
  /** Which of the lane's rows it lies in: visits that go on side by side have rows of their own, as far as there are some. */
  readonly row: number;
  /** How it ended, or stands at the end of the history. */
  readonly status: StateStatus;
  /** Places where the task failed and was tried again. */
  readonly retries: readonly number[];
}

/** The visits of one state. */
export interface Lane {
  readonly name: string;
  readonly rows: number;
  readonly bars: readonly Bar[];
}

/** Side by side in one lane; more lie over each other. */
const mostRows = 4;
/** Bars nearer than this to the one before, of the same kind, cannot be told from it. */
const finest = 1 / 2000;

/** What ran when: a lane for each state, in the order in which they were first entered. */
export function lanesOf(replay: Replay, axis: Axis): readonly Lane[] {
  const end = replay.length;
  const lanes = [...replay.names].map((name) => laneOf(name, replay.visitsAt(name, end), replay, axis));
  return lanes.toSorted((a, b) => (a.bars[0]?.visit.moment ?? 0) - (b.bars[0]?.visit.moment ?? 0));
}

function laneOf(name: string, visits: readonly Visit[], replay: Replay, axis: Axis): Lane {
  const bars: Bar[] = [];
  const ends: number[] = [];
  const lastIn: Bar[] = [];
  for (const visit of visits) {
    const bar = barOf(visit, replay, axis);
    const free = ends.findIndex((each) => each <= bar.from);
    const row = free >= 0 ? free : Math.min(ends.length, mostRows - 1);
    const last = lastIn[row];
    ends[row] = Math.max(ends[row] ?? 0, bar.to);
    if (last && last.status === bar.status && bar.to - last.to < finest && bar.retries.length === 0) continue;
    lastIn[row] = { ...bar, row };
    bars.push({ ...bar, row });
  }
  return { name, rows: Math.max(1, ends.length), bars };
}

function barOf(visit: Visit, replay: Replay, axis: Axis): Omit<Bar, 'row'> {
  const share = (moment: number): number => axis.placeOf(moment) / (axis.length || 1);
  return {
    visit,
    from: share(visit.moment),
    to: share(visit.left?.moment ?? lastMomentOf(visit, replay)),
    status: visit.statuses.at(-1)?.status ?? 'running',
    retries: visit.starts.slice(1).map(({ moment }) => share(moment)),
  };
}

/** A visit that was never left lasts until it failed or was given up, else until now. */
function lastMomentOf({ statuses }: Visit, replay: Replay): number {
  const last = statuses.at(-1);
  return last && last.status !== 'running' && last.status !== 'waiting' ? last.moment : replay.length;
}
