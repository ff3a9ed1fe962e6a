import type { Json } from '../../language/json.ts';
import type { State, StateMachine } from '../../language/model/stateMachine.ts';
import { type Details, EventLog, type StoredEvent } from './eventLog.ts';
import type { HistoryEvent, HistoryEventType } from './events.ts';
import type { ExecutionStatus, Identity } from './execution.ts';
import type { Fibre, Plan, Run } from './run.ts';

/** What an execution runs. The child executions of its distributed Maps run the same. */
export interface Origin {
  /** 0 for what was started from outside; nested executions are counted from 1. */
  readonly id: number;
  readonly machine: StateMachine;
  /** The steps of each state, made when it is first entered. */
  readonly plans: Map<State, Plan>;
  /** How many tasks have started an execution, one inside the other, to come to this one. */
  readonly depth: number;
  /** The strand whose task started it. */
  readonly starter: number | undefined;
}

/** The history of one execution: the one that was started, a child of a distributed Map, or a nested one. */
export interface Chronicle {
  readonly origin: Origin;
  readonly identity: Identity;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly input: Json;
  readonly startedAt: number;
  /** The fibre of its top level, once it has one. */
  root: Fibre | undefined;
  /** Only ever appended to; going back replaces it. */
  events: EventLog;
  status: ExecutionStatus;
  output: Json | undefined;
  error: string | undefined;
  cause: string | undefined;
  endedAt: number | undefined;
  redriveCount: number;
  redrivenAt: number | undefined;
  /** The limit of events was met: nothing but the end may follow. */
  full: boolean;
}

export function newChronicle(
  start: Pick<Chronicle, 'origin' | 'identity' | 'type' | 'input' | 'startedAt'>,
): Chronicle {
  return {
    ...start,
    root: undefined,
    events: new EventLog(),
    status: 'RUNNING',
    output: undefined,
    error: undefined,
    cause: undefined,
    endedAt: undefined,
    redriveCount: 0,
    redrivenAt: undefined,
    full: false,
  };
}

/** Appends an event and gives its id. Beyond the limit of events nothing is appended. */
export function record(
  run: Run,
  chronicle: Chronicle,
  type: HistoryEventType,
  previous: number,
  name?: string,
  value?: Json,
  details?: Details | number,
): number {
  const { events } = chronicle;
  const limit = chronicle.type === 'EXPRESS' ? run.limits.expressEvents : run.limits.events;
  if (events.length >= limit - 1 && !isEnd(type)) {
    chronicle.full = true;
    return events.length;
  }
  return events.add({ type, previous, at: run.host.now(), name, value, details });
}

/** Appends the next event of a fibre's strand. */
export function say(
  run: Run,
  fibre: Fibre,
  type: HistoryEventType,
  name?: string,
  value?: Json,
  details?: Details,
): number {
  fibre.previous = record(run, fibre.chronicle, type, fibre.previous, name, value, details);
  return fibre.previous;
}

/** The detail fields of an error; absent members are left out as AWS does. */
export function errorDetails(error: string | undefined, cause: string | undefined): Details {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}

export function historyEvents(run: Run, chronicle: Chronicle, from: number): HistoryEvent[] {
  return chronicle.events.from(from + 1).map((event, at) => historyEvent(run, event, from + at + 1));
}

function historyEvent(run: Run, event: StoredEvent, id: number): HistoryEvent {
  const base = { id, previousEventId: event.previous, timestamp: event.at, type: event.type };
  if (withoutDetails.test(event.type)) return base;
  const field = valueField(event.type);
  const { details } = event;
  const shown: Record<string, unknown> = typeof details === 'number' ? { index: details } : { ...details };
  if (event.name !== undefined) shown.name = event.name;
  if (event.value !== undefined && field !== undefined) {
    shown[field] = jsonText(run, event.value);
    if (field !== 'parameters') shown[`${field}Details`] = { truncated: false };
  }
  return { ...base, [detailsMember(event.type)]: shown };
}

/** The value as JSON: as it was written where it was read from a text, compact where it was computed. */
export function jsonText(run: Run, value: Json): string {
  const written = typeof value === 'object' && value !== null ? run.texts.get(value) : undefined;
  return written ?? JSON.stringify(value);
}

/** Variables as the events show them: each value as JSON text. */
export function assignedDetails(assigned: ReadonlyMap<string, Json> | undefined): Details | undefined {
  if (assigned === undefined || assigned.size === 0) return undefined;
  const texts = [...assigned].map(([name, value]) => [name, JSON.stringify(value)] as const);
  return { assignedVariables: Object.fromEntries(texts), assignedVariablesDetails: { truncated: false } };
}

const withoutDetails =
  /^(ParallelState(Started|Succeeded|Failed)|MapState(Succeeded|Failed)|MapRun(Succeeded|Aborted)|\w+StateAborted|LambdaFunctionStarted)$/;

const ends = new Set<HistoryEventType>([
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionAborted',
  'ExecutionTimedOut',
]);

function isEnd(type: HistoryEventType): boolean {
  return ends.has(type);
}

function valueField(type: HistoryEventType): 'input' | 'output' | 'parameters' | undefined {
  if (type === 'TaskScheduled') return 'parameters';
  if (/(Entered|Scheduled)$/.test(type) || type === 'ExecutionStarted') return 'input';
  return /(Exited|Succeeded|Submitted)$/.test(type) ? 'output' : undefined;
}

function detailsMember(type: HistoryEventType): string {
  const moved = /State(Entered|Exited)$/.exec(type);
  if (moved) return `state${moved[1]}EventDetails`;
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
