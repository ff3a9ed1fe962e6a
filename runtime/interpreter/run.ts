import type { Json } from '../../language/json.ts';
import type { MapState, State } from '../../language/model/stateMachine.ts';
import type { Destination } from './destination.ts';
import type { HistoryEventType } from './events.ts';
import type { ChildExecution, ExecutionOptions } from './execution.ts';
import type { Fault } from './fault.ts';
import type { Chronicle } from './history.ts';
import type { Answer, Host, Request } from './host.ts';
import type { Limits } from './limits.ts';
import type { MapRun } from './mapRun.ts';
import type { NestedCall } from './nestedExecution.ts';
import type { Observer, Stage } from './observe.ts';
import type { OpenRequest } from './requests.ts';
import type { TaskKind } from './resource.ts';
import type { Timer } from './timers.ts';

/**
 * Everything that a running execution is: records that a snapshot copies one level deep.
 * Fibres, visits and works are changed in place; JSON values, variables, timers and events never are.
 */
export interface Run {
  readonly options: ExecutionOptions;
  readonly host: Host;
  readonly limits: Limits;
  readonly observer: Observer | undefined;
  readonly childEnded: ((child: ChildExecution) => void) | undefined;
  /** JSON texts that are echoed as they were written, by the value they were read into. */
  readonly texts: WeakMap<object, string>;
  /** The root fibre's history; children of distributed Maps and nested executions have their own. */
  main: Chronicle;
  /** Fibres that can go on, in the order in which they will. */
  ready: Fibre[];
  /** How many of `ready` were taken already. */
  readyTaken: number;
  /** The fibre whose turn it is. */
  current: Fibre | undefined;
  /** The executions that tasks have started here and that nobody has been told the end of, by their root fibres. */
  nested: Map<Fibre, NestedCall>;
  /** Those among them that have ended. */
  nestedEnded: Fibre[];
  timers: Timer[];
  /** With more timers than this the dead ones among them are dropped. */
  timersSwept: number;
  requests: Map<number, OpenRequest>;
  outbox: Request[];
  withdrawn: number[];
  inbox: Arrival[];
  /** The gate holds the current fibre before its next step. */
  held: boolean;
  evaluating: Evaluating | undefined;
  /** What the evaluation that the current fibre waited for came to. */
  settled: Json | Fault | undefined;
  /** The execution and a state's name → how often its work was asked for. */
  invocations: Map<string, number>;
  /** All Map Runs so far, by ARN. */
  mapRuns: Map<string, MapRunEntry>;
  counters: Counters;
}

export interface MapRunEntry {
  readonly work: MapRun;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  readonly endedAt: number | undefined;
}

/** An answer that nobody has looked at yet. */
export interface Arrival {
  readonly request: number;
  readonly fibre: Fibre;
  readonly answer: Answer;
}

export interface Counters {
  fibre: number;
  request: number;
  timer: number;
  nested: number;
}

export interface Evaluating {
  readonly settled: Promise<void>;
  value: Json | Fault | undefined;
}

/** One strand of work: the top level, a branch, an iteration, a distributed Map's child execution, or a nested one. */
export interface Fibre {
  readonly id: number;
  readonly kind: 'top' | 'branch' | 'iteration' | 'child' | 'nested';
  /** The fibre whose Parallel or Map holds this one, or whose task waits for it. */
  readonly parent: Fibre | undefined;
  /** Which branch or iteration it is. */
  readonly index: number;
  /** Where it stands among its parent's children. */
  place: number;
  readonly chronicle: Chronicle;
  variables: Variables;
  /** The last event of this strand: the next one points at it. */
  previous: number;
  /** The state to enter next, with `input`, while `visit` is undefined. */
  target: Destination;
  input: Json;
  visit: Visit | undefined;
  /** What hit the fibre while it waited; dealt with when its turn comes. */
  fault: Fault | undefined;
  alive: boolean;
  queued: boolean;
  /** The sequence numbers of the timers that still count; replaced, never changed. */
  timers: FibreTimers;
}

export type FibreTimers = Readonly<Record<Timer['purpose'], number | undefined>>;

export const noTimers: FibreTimers = { wake: undefined, timeout: undefined, heartbeat: undefined, deadline: undefined };

/** The variables of one `States` object, above those of the objects around it. */
export interface Variables {
  readonly own: ReadonlyMap<string, Json>;
  readonly outer: Variables | undefined;
  /** UTF-8 bytes of all values in sight, where they are limited. */
  readonly bytes: number;
}

const nothingAssigned: ReadonlyMap<string, Json> = new Map();

/** The variables of a scope that has just been entered. */
export function innerVariables(outer: Variables | undefined): Variables {
  return { own: nothingAssigned, outer, bytes: outer?.bytes ?? 0 };
}

/** One stay in a state, from Entered to Exited, with the values between its stages. */
export interface Visit {
  /** The raw input. */
  readonly input: Json;
  /** The id of the Entered event. */
  readonly entered: number;
  plan: Plan;
  step: number;
  /** The value that the next stage works on. */
  value: Json;
  /** The input after InputPath. */
  effective: Json;
  /** The raw result, once there is one. */
  result: Json | undefined;
  assigned: ReadonlyMap<string, Json> | undefined;
  /** How often each retrier was used. */
  retries: readonly number[] | undefined;
  retryCount: number;
  errorOutput: Json | undefined;
  taskToken: string | undefined;
  /** The choice rule under test, later the one taken. */
  rule: number;
  work: Work | undefined;
}

/** What a state waits for. */
export type Work = TaskWork | Branches | Iterations | MapRun;

export interface TaskWork {
  readonly kind: 'task';
  readonly task: TaskKind;
  timeoutSeconds: number | undefined;
  heartbeatSeconds: number | undefined;
  credentials: string | undefined;
  request: number | undefined;
  /** A worker has it; an activity may wait for one. */
  started: boolean;
  /** The service has accepted the call. */
  submitted: boolean;
}

export interface Branches {
  readonly kind: 'branches';
  readonly results: Json[];
  /** The strands that are still going on, or did not succeed (for a redrive); in no particular order. */
  readonly children: Fibre[];
}

export interface Iterations {
  readonly kind: 'iterations';
  readonly state: MapState;
  readonly items: readonly Json[];
  /** What every iteration begins with. */
  readonly variables: Variables;
  readonly results: Json[];
  readonly children: Fibre[];
  concurrency: number;
  next: number;
  /** What the next iteration gets, where it was worked out ahead. */
  ahead: Json | undefined;
  /** The event that MapStateStarted is, and the last MapIterationSucceeded. */
  started: number;
  last: number;
  /** The last events of finished iterations whose place nobody has taken yet. */
  readonly freed: number[];
}

/**
 * How a step ended. `on`: the same fibre goes on; `turn`: others may go on first; `wait`: the fibre waits for
 * something, or is no more; `evaluating`: an expression is being evaluated, and the whole run waits.
 */
export type Progress = 'on' | 'turn' | 'wait' | 'evaluating';

/** One step of a state; a run can be stopped between any two. */
export interface Step {
  readonly stage: Stage;
  take(run: Run, fibre: Fibre, visit: Visit): Progress;
}

export interface Plan {
  readonly state: State;
  /** The types of the state's own events; undefined for a state that has none. */
  readonly entered: HistoryEventType | undefined;
  readonly exited: HistoryEventType;
  readonly steps: readonly Step[];
  /** What to do for each catcher; undefined in a catcher's own plan: its errors are nobody's to handle. */
  readonly catchers: readonly Plan[] | undefined;
}

export function readVariable(variables: Variables, name: string): Json | undefined {
  for (let scope: Variables | undefined = variables; scope !== undefined; scope = scope.outer) {
    const value = scope.own.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** All variables in sight, inner ones before outer ones of the same name. */
export function allVariables(variables: Variables): Map<string, Json> {
  const all = variables.outer === undefined ? new Map<string, Json>() : allVariables(variables.outer);
  for (const [name, value] of variables.own) all.set(name, value);
  return all;
}
