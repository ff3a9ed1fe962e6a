import { isObject, type Json, type JsonObject } from '../language/json.ts';
import type { HistoryEvent } from './interpreter/events.ts';
import type { TaskAnswer } from './interpreter/host.ts';

/** One attempt at a task in a recorded execution. */
export interface RecordedAttempt {
  /** Empty where the recording does not tell. */
  readonly state: string;
  readonly input: Json | undefined;
  /** What was said of it on the way: that it was submitted or started. */
  readonly progress: readonly TaskAnswer[];
  /** How it ended; undefined when the recording does not tell, because something else ended first. */
  readonly outcome: Extract<TaskAnswer, { kind: 'succeeded' | 'failed' }> | undefined;
  /** Its own timeout or heartbeat ended it, and will again wherever time passes. */
  readonly endedByClock: boolean;
}

/** The attempts at tasks, in the order in which they were scheduled. */
export function attemptsIn(events: readonly HistoryEvent[]): readonly RecordedAttempt[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const attempts = new Map<HistoryEvent, RecordedAttempt>();
  for (const event of events) {
    if (isScheduled(event)) attempts.set(event, attemptOf(event, byId));
    else if (isOfTask(event)) {
      const scheduled = nearest(event, byId, isScheduled);
      const attempt = scheduled && attempts.get(scheduled);
      if (attempt) attempts.set(scheduled, { ...attempt, ...toldBy(event, scheduled, attempt) });
    }
  }
  return [...attempts.values()];
}

/** The execution's input as a JSON text; undefined when the recording does not tell. */
export function inputIn(events: readonly HistoryEvent[]): string | undefined {
  const started = events.find(({ type }) => type === 'ExecutionStarted');
  return started && jsonTextOf(detailsOf(started).input);
}

function isScheduled({ type }: HistoryEvent): boolean {
  return type === 'TaskScheduled' || type === 'LambdaFunctionScheduled' || type === 'ActivityScheduled';
}

/** It tells of a task, not of the state. */
function isOfTask({ type }: HistoryEvent): boolean {
  return /^(Task|LambdaFunction|Activity)(?!State)/.test(type);
}

/** The event itself or the nearest one before it on its strand that fits. */
function nearest(
  event: HistoryEvent,
  byId: ReadonlyMap<number, HistoryEvent>,
  fits: (event: HistoryEvent) => boolean,
): HistoryEvent | undefined {
  const seen = new Set<HistoryEvent>();
  for (let at: HistoryEvent | undefined = event; at !== undefined; at = byId.get(at.previousEventId)) {
    if (fits(at)) return at;
    if (seen.has(at)) return undefined;
    seen.add(at);
  }
  return undefined;
}

function attemptOf(event: HistoryEvent, byId: ReadonlyMap<number, HistoryEvent>): RecordedAttempt {
  const { parameters, input } = detailsOf(event);
  const entered = nearest(event, byId, ({ type }) => type.endsWith('StateEntered'));
  const { name } = entered ? detailsOf(entered) : {};
  return {
    state: typeof name === 'string' ? name : '',
    input: recordedValue(parameters ?? input),
    progress: [],
    outcome: undefined,
    endedByClock: false,
  };
}

function toldBy(
  event: HistoryEvent,
  scheduled: HistoryEvent,
  { progress }: RecordedAttempt,
): Partial<RecordedAttempt> | undefined {
  const { type } = event;
  const { output, error, cause, workerName } = detailsOf(event);
  const value = recordedValue(output) ?? {};
  if (type === 'ActivityStarted')
    return { progress: [...progress, { kind: 'started', ...(typeof workerName === 'string' ? { workerName } : {}) }] };
  if (type === 'TaskSubmitted') return { progress: [...progress, { kind: 'submitted', output: value }] };
  if (type.endsWith('Succeeded')) return { outcome: { kind: 'succeeded', output: value } };
  if (!type.endsWith('Failed') && !type.endsWith('TimedOut')) return undefined;
  return {
    outcome: {
      kind: 'failed',
      ...(typeof error === 'string' ? { error } : {}),
      ...(cause === undefined ? {} : { cause: jsonTextOf(cause) ?? '' }),
    },
    endedByClock: type.endsWith('TimedOut') && hasClock(scheduled),
  };
}

function hasClock(scheduled: HistoryEvent): boolean {
  const { timeoutInSeconds, heartbeatInSeconds } = detailsOf(scheduled);
  return timeoutInSeconds !== undefined || heartbeatInSeconds !== undefined;
}

/** What an event says beside its type; each kind of event has its own name for it. */
function detailsOf(event: HistoryEvent): JsonObject {
  const details: Json | undefined = Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1];
  return isObject(details) ? details : {};
}

/** AWS has JSON texts where some tools that keep histories have the values. */
function recordedValue(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

function jsonTextOf(value: Json | undefined): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
