import type { Json } from '../../language/json.ts';

/**
 * Everything that the interpreter may ask of the world while it runs. It never reaches out by itself:
 * time and chance come through here, work is asked for by `Execution.advance` and answered by `Execution.answer`.
 */
export interface Host {
  /** Epoch milliseconds. */
  now(): number;
  /** A number from 0 up to, not including, 1. */
  random(): number;
  /** A version 4 UUID. */
  uuid(): string;
}

/** One attempt at a Task state's work. */
export interface TaskRequest {
  readonly kind: 'task';
  /** Unique within the execution; names the attempt in `Execution.answer`. */
  readonly id: number;
  /** The state's name, nested states included: names are unique in a definition. */
  readonly state: string;
  readonly resource: string;
  /** The effective input: evaluated Parameters or Arguments, else the input. */
  readonly input: Json;
  /** How often this state was invoked before in this execution, retries and loops included. */
  readonly invocation: number;
  /** Retries of this visit so far. */
  readonly retryCount: number;
  /** For `.waitForTaskToken` tasks and activities. */
  readonly taskToken: string | undefined;
}

export type TaskAnswer =
  | { readonly kind: 'succeeded'; readonly output: Json }
  | { readonly kind: 'failed'; readonly error?: string; readonly cause?: string }
  /** A `.sync` or `.waitForTaskToken` service accepted the call and answered this; the outcome follows. */
  | { readonly kind: 'submitted'; readonly output: Json }
  /** A worker took the activity task. */
  | { readonly kind: 'started'; readonly workerName?: string }
  /** Restarts the heartbeat clock. */
  | { readonly kind: 'heartbeat' };
