import type { Replay, VisitDetails } from '../runtime/interpreter/replay.ts';

/** A state that went otherwise in two runs. */
export interface StateDifference {
  readonly name: string;
  /** What is different, in a few words. */
  readonly words: string;
  /** The last visit in each run; undefined where there is none. */
  readonly before: VisitDetails | undefined;
  readonly after: VisitDetails | undefined;
}

/** The states that went otherwise in `after` than in `before`, both at their ends, in the order in which they were entered. */
export function differencesBetween(before: Replay, after: Replay): readonly StateDifference[] {
  return [...new Set([...before.names, ...after.names])].flatMap((name) => {
    const [old, now] = [visitsIn(before, name), visitsIn(after, name)];
    const words = wordsFor(old, now);
    return words === undefined ? [] : [{ name, words, before: old.at(-1), after: now.at(-1) }];
  });
}

/** Iterations may end in any order: compared are those of the same item. */
function visitsIn(replay: Replay, name: string): readonly VisitDetails[] {
  const details = replay.visitsAt(name, replay.length).map((visit) => replay.detailsAt(visit, replay.length));
  return details.toSorted((a, b) => (a.iteration ?? 0) - (b.iteration ?? 0));
}

function wordsFor(old: readonly VisitDetails[], now: readonly VisitDetails[]): string | undefined {
  if (old.length === 0) return 'not entered before';
  if (now.length === 0) return 'not entered now';
  if (old.length !== now.length) return `${old.length} → ${now.length} visits`;
  const pairs = old.map((before, index) => ({ before, after: now[index] ?? before }));
  const turned = pairs.find(({ before, after }) => before.status !== after.status || before.error !== after.error);
  if (turned) return `${standing(turned.before)} → ${standing(turned.after)}`;
  if (pairs.some(({ before, after }) => differ(before.output, after.output))) return 'another output';
  if (pairs.some(({ before, after }) => differ(before.input, after.input))) return 'another input';
  return pairs.some(({ before, after }) => before.attempts !== after.attempts) ? 'other attempts' : undefined;
}

function standing({ status, error }: VisitDetails): string {
  return error === undefined ? status : `${status} with ${error}`;
}

/** Recorded histories may hold values instead of texts. */
function differ(before: unknown, after: unknown): boolean {
  return before !== after && JSON.stringify(before) !== JSON.stringify(after);
}
