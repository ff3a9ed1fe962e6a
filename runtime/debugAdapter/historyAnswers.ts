import { isObject, type Json, type JsonObject, member } from '../../language/json.ts';
import type { Answer, TaskRequest } from '../interpreter/host.ts';
import { Refusal } from '../program.ts';
import { asJson } from './expressions.ts';

/** What a recorded execution tells: its input, and how each attempt at a task was answered. */
export interface RecordedHistory {
  /** A JSON text. */
  readonly input: string;
  /** The answers to a task in order; undefined when the recording has none for it. An empty list: it was never answered. */
  answersTo(request: TaskRequest): readonly Answer[] | undefined;
}

/** Gives the recorded answers to a task, one after the other. */
export function answerFrom(history: RecordedHistory, request: TaskRequest, tell: (answer: Answer) => void): undefined {
  for (const answer of history.answersTo(request) ?? []) tell(answer);
  return undefined;
}

interface Attempt {
  readonly state: string;
  readonly input: Json | undefined;
  readonly hasClock: boolean;
  readonly answers: Answer[];
}

/** Reads what GetExecutionHistory answers: the object with `events`, or the list alone. Throws a `Refusal`. */
export function readHistory(text: string): RecordedHistory {
  const parsed = asJson(text);
  const events = isObject(parsed) ? member(parsed, 'events') : parsed;
  if (!Array.isArray(events)) throw new Refusal('The history is no answer of GetExecutionHistory: it has no events.');
  const list = (events as readonly Json[]).filter(isObject).sort((a, b) => Number(a.id) - Number(b.id));
  const started = list.map((event) => detailsOf(event, /^executionStarted/)).find((details) => details !== undefined);
  const attempts = attemptsIn(list);
  const chosen = new Map<string, Attempt | undefined>();
  return {
    input: jsonTextOf(started?.input) ?? '{}',
    answersTo(request) {
      const key = `${request.state}#${request.invocation}`;
      if (!chosen.has(key)) chosen.set(key, choose(attempts, [...chosen.values()], request));
      return chosen.get(key)?.answers;
    },
  };
}

/** The first attempt of the state that is left, one with the same input before others. */
function choose(attempts: readonly Attempt[], taken: readonly (Attempt | undefined)[], request: TaskRequest) {
  const left = attempts.filter((attempt) => attempt.state === request.state && !taken.includes(attempt));
  const input = JSON.stringify(request.input);
  return left.find((attempt) => JSON.stringify(attempt.input) === input) ?? left[0];
}

function attemptsIn(events: readonly JsonObject[]): readonly Attempt[] {
  const byId = new Map(events.map((event) => [Number(event.id), event]));
  const attempts = new Map<JsonObject, Attempt>();
  for (const event of events) {
    const type = String(event.type);
    const scheduled = nearest(event, byId, isScheduled);
    if (isScheduled(event)) attempts.set(event, attemptOf(event, byId));
    else if (scheduled !== undefined && /^(Task|LambdaFunction|Activity)(?!State)/.test(type))
      tell(attempts.get(scheduled), event, type);
  }
  return [...attempts.values()];
}

function isScheduled({ type }: JsonObject): boolean {
  return type === 'TaskScheduled' || type === 'LambdaFunctionScheduled' || type === 'ActivityScheduled';
}

/** The event itself or the nearest one before it on its strand that fits. */
function nearest(
  event: JsonObject,
  byId: ReadonlyMap<number, JsonObject>,
  fits: (event: JsonObject) => boolean,
): JsonObject | undefined {
  const seen = new Set<JsonObject>();
  for (let at: JsonObject | undefined = event; at !== undefined; at = byId.get(Number(at.previousEventId))) {
    if (fits(at)) return at;
    if (seen.has(at)) return undefined;
    seen.add(at);
  }
  return undefined;
}

function attemptOf(event: JsonObject, byId: ReadonlyMap<number, JsonObject>): Attempt {
  const details = detailsOf(event, /Scheduled/) ?? {};
  const entered = nearest(event, byId, ({ type }) => String(type).endsWith('StateEntered'));
  const name = entered && detailsOf(entered, /^stateEntered/)?.name;
  return {
    state: typeof name === 'string' ? name : '',
    input: recordedValue(details.parameters ?? details.input),
    hasClock: details.timeoutInSeconds !== undefined || details.heartbeatInSeconds !== undefined,
    answers: [],
  };
}

function tell(attempt: Attempt | undefined, event: JsonObject, type: string): void {
  if (attempt === undefined) return;
  const details = detailsOf(event, /./) ?? {};
  const output = recordedValue(details.output) ?? {};
  if (type === 'ActivityStarted') {
    const worker = details.workerName;
    attempt.answers.push({ kind: 'started', ...(typeof worker === 'string' ? { workerName: worker } : {}) });
  } else if (type === 'TaskSubmitted') attempt.answers.push({ kind: 'submitted', output });
  else if (type.endsWith('Succeeded')) attempt.answers.push({ kind: 'succeeded', output });
  else if (type.endsWith('Failed') || (type.endsWith('TimedOut') && !attempt.hasClock)) {
    const { error, cause } = details;
    attempt.answers.push({
      kind: 'failed',
      ...(typeof error === 'string' ? { error } : {}),
      ...(cause === undefined ? {} : { cause: jsonTextOf(cause) ?? '' }),
    });
  }
}

function detailsOf(event: JsonObject, name: RegExp): JsonObject | undefined {
  const found = Object.entries(event).find(
    ([key, value]) => key.endsWith('EventDetails') && name.test(key) && isObject(value),
  );
  return found && (found[1] as JsonObject);
}

/** AWS has JSON texts where some tools that keep histories have the values. */
function recordedValue(value: Json | undefined): Json | undefined {
  return typeof value === 'string' ? (asJson(value) ?? value) : value;
}

function jsonTextOf(value: Json | undefined): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
