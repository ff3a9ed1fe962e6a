import { millisecondsOf, parseTimestamp } from '../../language/expressions/timestamp.ts';
import type { HistoryEvent } from './events.ts';

/** What a text holds of an execution's history. */
export interface ReadHistory {
  /** In the order of their ids. */
  readonly events: readonly HistoryEvent[];
  /** Why there are none, in words. */
  readonly problem: string | undefined;
  /** Events are missing at the beginning, in between or at the end. */
  readonly isPartial: boolean;
}

/** Earlier than this many milliseconds (1973) is taken for seconds. */
const leastMilliseconds = 1e11;
const lastEvent = /^Execution(Succeeded|Failed|Aborted|TimedOut)$/;

/**
 * Reads an execution history that was saved or copied: the answer of GetExecutionHistory, a list of events as the
 * console exports it, or several of either one after the other, as a paging command prints them. Never throws.
 */
export function readHistory(text: string): ReadHistory {
  const documents = jsonDocuments(text);
  if (!documents) return nothing('This is not JSON.');
  const known = new Map<number, HistoryEvent>();
  for (const event of documents.flatMap(eventsIn)) known.set(event.id, event);
  const events = [...known.values()].sort((a, b) => a.id - b.id);
  const last = events.at(-1);
  if (!last) return nothing('This holds no events of an execution.');
  return { events, problem: undefined, isPartial: last.id !== events.length || !lastEvent.test(last.type) };
}

/** How the execution ended; undefined when the events do not say. Output, error and cause are as the history has them. */
export function outcomeIn(events: readonly HistoryEvent[]) {
  const event = events.findLast(({ type }) => lastEvent.test(type));
  const status = event && endings.get(event.type);
  if (!event || !status) return undefined;
  const failure =
    event.executionFailedEventDetails ?? event.executionAbortedEventDetails ?? event.executionTimedOutEventDetails;
  return {
    status,
    output: event.executionSucceededEventDetails?.output,
    error: failure?.error,
    cause: failure?.cause,
  };
}

const endings: ReadonlyMap<HistoryEvent['type'], Ending> = new Map([
  ['ExecutionSucceeded', 'SUCCEEDED'],
  ['ExecutionFailed', 'FAILED'],
  ['ExecutionTimedOut', 'TIMED_OUT'],
  ['ExecutionAborted', 'ABORTED'],
] as const);

type Ending = 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

function nothing(problem: string): ReadHistory {
  return { events: [], problem, isPartial: false };
}

/** One document, one on each line, or several with the end of one and the start of the next on lines of their own. */
function jsonDocuments(text: string): unknown[] | undefined {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  const whole = parsed(trimmed);
  if (whole) return [whole.value];
  const lines = trimmed.split(/\r?\n(?=[{[])|(?<=^[}\]])\s*(?=[{[])/m).map(parsed);
  return lines.every((line) => line !== undefined) ? lines.map(({ value }) => value) : undefined;
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function eventsIn(value: unknown): HistoryEvent[] {
  if (Array.isArray(value)) return value.flatMap((item) => toEvent(item) ?? eventsInObject(item));
  return eventsInObject(value);
}

function eventsInObject(value: unknown): HistoryEvent[] {
  if (!isObject(value)) return [];
  const { events } = lowered(value);
  return Array.isArray(events) ? events.flatMap((item) => toEvent(item) ?? []) : [];
}

/** Some tools write the names of the fields with a capital letter. */
function toEvent(value: unknown): HistoryEvent | undefined {
  if (!isObject(value)) return undefined;
  const fields = lowered(value);
  const { id, type, previousEventId, timestamp } = fields;
  const number = Number(id);
  if (!Number.isSafeInteger(number) || number < 1 || typeof type !== 'string') return undefined;
  const details = Object.entries(fields).filter(([name, detail]) => name.endsWith('EventDetails') && isObject(detail));
  return {
    ...Object.fromEntries(details.map(([name, detail]) => [name, isObject(detail) ? lowered(detail) : {}])),
    id: number,
    previousEventId: Number(previousEventId) || 0,
    timestamp: milliseconds(timestamp),
    type: type as HistoryEvent['type'],
  };
}

function lowered(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name.charAt(0).toLowerCase() + name.slice(1), part]),
  );
}

/** The API says seconds with a fraction, the command line ISO 8601, SDKs milliseconds. NaN for what is no time. */
function milliseconds(timestamp: unknown): number {
  if (typeof timestamp === 'number') return timestamp < leastMilliseconds ? Math.round(timestamp * 1000) : timestamp;
  const instant = typeof timestamp === 'string' ? parseTimestamp(timestamp) : undefined;
  return instant ? millisecondsOf(instant) : Number.NaN;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
