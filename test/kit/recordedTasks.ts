import type { Json } from '../../language/json.ts';
import type { TaskRunner } from '../../runtime/drive.ts';
import type { TaskAnswer } from '../../runtime/interpreter/host.ts';
import type { RecordedAttempt, RecordedCase } from './recordedCase.ts';

/** Answers each task as it was answered on AWS: the attempts of a state in order, those with the same input first. */
export function recordedTasks(recorded: RecordedCase): TaskRunner {
  if (recorded.taskAttempts === undefined) return recordedOutcomes(recorded);
  const left = new Map<string, RecordedAttempt[]>();
  for (const attempt of recorded.taskAttempts) left.set(attempt.state, [...(left.get(attempt.state) ?? []), attempt]);
  return (request, _signal, progress) => {
    const attempts = left.get(request.state) ?? [];
    const same = attempts.findIndex((attempt) => sameInput(attempt, request.input));
    const [attempt] = attempts.splice(Math.max(0, same), 1);
    if (attempt === undefined)
      return { kind: 'failed', error: 'Test.NoAttempt', cause: `No attempt is left for ${request.state}.` };
    if (attempt.started) progress({ kind: 'started', ...attempt.started });
    if (attempt.submitted) progress({ kind: 'submitted', output: recordedValue(attempt.submitted.output) });
    return answerOf(attempt);
  };
}

/**
 * Where branches ran side by side the recording tells outcomes but not whose they were: one that repeats the
 * payload belongs to it, else the first that is left. Where nothing is told (the children of a distributed Map)
 * the functions of these recordings return their event.
 */
function recordedOutcomes({ expected }: RecordedCase): TaskRunner {
  const events = (expected?.events ?? []) as Record<string, unknown>[];
  const left = events.flatMap((event): RecordedAttempt['outcome'][] => {
    const details = event.taskSucceededEventDetails ?? event.taskFailedEventDetails;
    return details === undefined ? [] : [{ ...(details as object), event: String(event.type) }];
  });
  return ({ input, state }) => {
    const payload = JSON.stringify((input as Record<string, unknown>).Payload);
    const own = left.findIndex(({ output }) => {
      return JSON.stringify((output as Record<string, unknown> | undefined)?.Payload) === payload;
    });
    const [outcome] = left.splice(Math.max(0, own), 1);
    return outcome === undefined ? { kind: 'succeeded', output: input } : answerOf({ state, request: {}, outcome });
  };
}

function sameInput({ request }: RecordedAttempt, input: Json): boolean {
  return JSON.stringify(recordedValue(request.parameters ?? request.input)) === JSON.stringify(input);
}

function answerOf({ outcome }: RecordedAttempt): TaskAnswer | undefined {
  if (outcome.event.endsWith('TimedOut')) return undefined;
  if (outcome.event.endsWith('Succeeded')) return { kind: 'succeeded', output: recordedValue(outcome.output) };
  const { error, cause } = outcome;
  return {
    kind: 'failed',
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause: typeof cause === 'string' ? cause : JSON.stringify(cause) }),
  };
}

/** The recorder kept JSON objects as objects and every other JSON text as text. */
function recordedValue(recorded: unknown): Json {
  if (typeof recorded !== 'string') return recorded as Json;
  try {
    return JSON.parse(recorded);
  } catch {
    return recorded;
  }
}
