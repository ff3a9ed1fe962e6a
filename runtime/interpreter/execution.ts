import type { JsonObject } from '../../language/json.ts';
import type { StateMachine } from '../../language/model/stateMachine.ts';
import type { HistoryEvent } from './events.ts';
import type { Gate } from './gate.ts';
import type { Answer, Host, Request } from './host.ts';
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
  /** Told of each child execution of a distributed Map as it ends; their histories are kept nowhere else. */
  readonly childEnded?: (child: ChildExecution) => void;
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
  /** The events from index `from` on, in AWS's shape. */
  eventsFrom(from: number): readonly HistoryEvent[];
  /** Works until it must wait, at most `steps` steps. */
  advance(steps?: number): Waiting;
  /** Answers a request that `advance` gave out; false when nobody waits for it any more. */
  answer(requestId: number, answer: Answer): boolean;
  /** Ends a running execution as ABORTED. */
  stop(error?: string, cause?: string): void;
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
