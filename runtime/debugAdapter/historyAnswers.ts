import type { HistoryEvent } from '../interpreter/events.ts';
import type { Answer, TaskRequest } from '../interpreter/host.ts';
import { readHistory } from '../interpreter/readHistory.ts';
import { Refusal } from '../program.ts';
import { attemptsIn, inputIn, type RecordedAttempt } from '../recordedAttempts.ts';

/** What a recorded execution tells: its input, and how each attempt at a task was answered. */
export interface RecordedHistory {
  /** A JSON text. */
  readonly input: string;
  /** The answers to a task in order; undefined when the recording has none for it. An empty list: it was never answered. */
  answersTo(request: TaskRequest): readonly Answer[] | undefined;
}

/** Reads a history as it was saved or copied. Throws a `Refusal` for a text that is none. */
export function recordedHistory(text: string): RecordedHistory {
  const { events, problem } = readHistory(text);
  if (problem !== undefined) throw new Refusal(`The history cannot be used. ${problem}`);
  const attemptFor = attemptsFrom(events);
  return {
    input: inputIn(events) ?? '{}',
    answersTo(request) {
      const attempt = attemptFor(request);
      return attempt && answersOf(attempt);
    },
  };
}

/** Which attempt of a recorded execution stands for a task that is asked for again; the same one each time. */
export function attemptsFrom(events: readonly HistoryEvent[]): (request: TaskRequest) => RecordedAttempt | undefined {
  const attempts = attemptsIn(events);
  const chosen = new Map<string, RecordedAttempt | undefined>();
  return (request) => {
    const key = `${request.state}#${request.invocation}`;
    if (!chosen.has(key)) chosen.set(key, choose(attempts, [...chosen.values()], request));
    return chosen.get(key);
  };
}

/** The first attempt of the state that is left, one with the same input before others. */
function choose(
  attempts: readonly RecordedAttempt[],
  taken: readonly (RecordedAttempt | undefined)[],
  request: TaskRequest,
) {
  const left = attempts.filter((attempt) => attempt.state === request.state && !taken.includes(attempt));
  const input = JSON.stringify(request.input);
  return left.find((attempt) => JSON.stringify(attempt.input) === input) ?? left[0];
}

/** What the clock ended, the clock of this run ends too. */
function answersOf({ progress, outcome, endedByClock }: RecordedAttempt): readonly Answer[] {
  return outcome === undefined || endedByClock ? progress : [...progress, outcome];
}
