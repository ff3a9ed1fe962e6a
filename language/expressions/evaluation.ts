import type { Json } from '../json.ts';

/** What a path may read. A member may be a getter: it is read only when an expression needs it. */
export interface PathData {
  /** `$`: which data that is depends on the field. */
  readonly input: Json;
  /** `$$`, the context object. */
  readonly context: Json;
  /** `$name`; undefined when no such variable was assigned. */
  variable(name: string): Json | undefined;
}

/** Randomness as the world gives it, so that a run can be repeated. */
export interface Chance {
  /** At least 0, less than 1. */
  random(): number;
  /** A version 4 UUID in lower case. */
  uuid(): string;
}

/** All that an expression of either query language may read; `input` and `context` are also `$states.input` and `$states.context`. */
export interface Evaluation extends PathData {
  /** `$states.result`, where it exists. */
  readonly result?: Json | undefined;
  /** `$states.errorOutput`, where it exists. */
  readonly errorOutput?: Json | undefined;
  readonly chance: Chance;
  /** Milliseconds since the epoch, for `$now()` and `$millis()`. */
  readonly now: number;
}

export interface Value {
  readonly kind: 'value';
  readonly value: Json;
}

/** An expression that failed, in AWS's words; the cause comes without the prefix that names the state. */
export interface Failure {
  readonly kind: 'failed';
  readonly error: 'States.Runtime' | 'States.IntrinsicFailure' | 'States.QueryEvaluationError';
  readonly cause: string;
  /** AWS's name for the place, such as `Output/a/b[0]`; JSONata only. */
  readonly location?: string;
}

export type Outcome = Value | Failure;
