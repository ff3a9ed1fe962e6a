import type { JsonObject } from '../../language/json.ts';
import type { StateMachine } from '../../language/model/stateMachine.ts';
import type { HistoryEvent } from './events.ts';
import type { Gate } from './gate.ts';
import type { Answer, Host, Request, TaskRequest } from './host.ts';
import type { Limits } from './limits.ts';
import type { MapRunView } from './mapRunView.ts';
import type { Observer } from './observe.ts';
import type { Snapshot } from './snapshot.ts';
import type { Change, Strand } from './strands.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface ExecutionOptions {
  readonly machine: StateMachine;
  /** The JSON text of the input, echoed verbatim in the first events. */
  readonly input: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly identity: Identity;
  readonly host: Host;
  /** AWS's quotas when absent. */
  readonly limits?: Limits;
  readonly observer?: Observer;
  /** Holds the run before a step, for a debugger. */
  readonly gate?: Gate;
  /** Causes without the words that name the state, as TestState gives them. */
  readonly plainCauses?: true;
  /** Stands in for the context object. */
  readonly context?: JsonObject;
  /** Variables that are there from the start. */
  readonly variables?: JsonObject;
  /**
   * The state machine that a task of `from` starts with `states:startExecution`, to run as a part of this run; undefined
   * where somebody else answers for it. The same request must have the same answer whenever the run is lived through again.
   */
  readonly nested?: (stateMachineArn: string, request: TaskRequest, from: StateMachine) => NestedMachine | undefined;
  /** Whether the world has an answer to a task, which then comes before what this run could do about it. */
  readonly isAnswered?: (request: TaskRequest) => boolean;
  /** Called when a nested execution has ended, before the task that waits for it is told. */
  readonly nestedEnded?: (nested: NestedExecution) => void;
  /** Told of each child execution of a distributed Map as it ends; their histories are kept nowhere else. */
  readonly childEnded?: (child: ChildExecution) => void;
}

/** A state machine that a task may start. */
export interface NestedMachine {
  readonly machine: StateMachine;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly name: string;
  readonly roleArn: string;
}

/** The names that the context object and the events show. */
export interface Identity {
  readonly executionArn: string;
  readonly executionName: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly region: string;
}

/**
 * A run of a state machine. It is passive: `advance` works synchronously until the run needs time, work or
 * an asynchronous evaluation, and says so; whoever drives it decides what clock there is.
 */
export interface Execution {
  readonly identity: Identity;
  readonly status: ExecutionStatus;
  /** The JSON text of the output, once SUCCEEDED. */
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly eventCount: number;
  /** Whether nothing goes on any more: neither it nor an execution that its tasks have started. */
  readonly isOver: boolean;
  /** The events from index `from` on, in AWS's shape. */
  eventsFrom(from: number): readonly HistoryEvent[];
  /** Works until it must wait, at most `steps` steps. */
  advance(steps?: number): Waiting;
  /** Answers a request that `advance` gave out; false when nobody waits for it any more. */
  answer(requestId: number, answer: Answer): boolean;
  /** Ends a running execution as ABORTED. */
  stop(error?: string, cause?: string): void;
  /** The executions that tasks have started here and that go on or have just ended, in the order in which they began. */
  nested(): readonly NestedExecution[];
  /** How many executions tasks have started here so far. */
  readonly nestedCount: number;
  /** The live strands, for a debugger that stands between two steps. */
  strands(): readonly Strand[];
  /** One live strand. */
  strand(id: number): Strand | undefined;
  /** The strand that takes the next step. */
  nextStrand(): number | undefined;
  /** Changes data of a strand before it goes on; false when there is no such strand. */
  change(strand: number, change: Change): boolean;
  /** The run as it is now; cheap enough to be taken at every step. */
  snapshot(): Snapshot;
  /** Goes back (or forward) to a snapshot of this execution. Requests that were open then are given out again. */
  restore(snapshot: Snapshot): void;
  /** Continues an unsuccessful execution from where it failed; otherwise answers why not, in AWS's words. */
  redrive(): string | undefined;
  readonly redriveCount: number;
  /** The Map Runs of distributed Maps, in the order in which they began. */
  mapRuns(): readonly MapRunView[];
  /** Settles at the next answer, stop or wake: whoever waits for time to pass should look again. */
  changed(): Promise<void>;
  /** Settles what `changed` gave out, without changing anything. */
  wake(): void;
}

/** An execution that a task has started, as it is now. */
export interface NestedExecution {
  /** Counts the nested executions of a run from 1; its strands name it. */
  readonly id: number;
  /** The strand whose task started it. */
  readonly starter: number | undefined;
  readonly machine: StateMachine;
  readonly identity: Identity;
  readonly status: ExecutionStatus;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** The JSON text of the output, once SUCCEEDED. */
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly eventCount: number;
  eventsFrom(from: number): readonly HistoryEvent[];
}

/** A child execution of a distributed Map that has ended. */
export interface ChildExecution {
  readonly identity: Identity;
  readonly status: ExecutionStatus;
  /** JSON texts. */
  readonly input: string;
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  events(): readonly HistoryEvent[];
}

export type Waiting =
  /** The steps are used up; more can be done at once. */
  | { readonly kind: 'ready' }
  /** An asynchronous evaluation is going on; advance again when the promise has settled. It never rejects. */
  | { readonly kind: 'evaluating'; readonly settled: Promise<void> }
  /**
   * Nothing to do before `until` (epoch milliseconds) or an answer, whichever comes first.
   * `requests` are those given out by this call; `withdrawn` those whose answers nobody wants any more.
   */
  | {
      readonly kind: 'waiting';
      readonly until: number | undefined;
      readonly requests: readonly Request[];
      readonly withdrawn: readonly number[];
    }
  | { readonly kind: 'ended' };
