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
  /** Where chance can be repeated: how far it has come, and back to there. A snapshot keeps it. */
  saveChance?(): unknown;
  restoreChance?(saved: unknown): void;
}

/** What an execution asks to be done; `id` names it in `Execution.answer` and is unique within the execution. */
export type Request = TaskRequest | ReadRequest | ListRequest | WriteRequest;

/** One attempt at a Task state's work. */
export interface TaskRequest {
  readonly kind: 'task';
  readonly id: number;
  /** The state's name, nested states included: names are unique in a definition. */
  readonly state: string;
  /** The state machine that it is a state of, where a task of this run started that one; undefined for the run's own. */
  readonly nestedIn: string | undefined;
  readonly resource: string;
  /** The effective input: evaluated Parameters or Arguments, else the input. */
  readonly input: Json;
  /** How often this state was invoked before in this execution, retries and loops included. */
  readonly invocation: number;
  /** Retries of this visit so far. */
  readonly retryCount: number;
  /** For `.waitForTaskToken` and `.sync` tasks and activities. */
  readonly taskToken: string | undefined;
}

/**
 * A piece of an object in S3, for a distributed Map's ItemReader. Answered by `read` or `failed`.
 * Of a Parquet file it is rows that are asked for, as JSON Lines.
 */
export interface ReadRequest {
  readonly kind: 'read';
  readonly id: number;
  readonly state: string;
  readonly bucket: string;
  readonly key: string;
  readonly format: 'text' | 'parquet';
  /** Bytes, or rows, to skip. The host gives as much as it likes from there on. */
  readonly offset: number;
}

/** The objects of a bucket whose keys begin with `prefix`, in the order of their keys. Answered by `listed` or `failed`. */
export interface ListRequest {
  readonly kind: 'list';
  readonly id: number;
  readonly state: string;
  readonly bucket: string;
  readonly prefix: string;
  /** The `next` of the answer before. */
  readonly continuation: string | undefined;
}

/** A piece of an object that a ResultWriter writes; pieces of one object come in order. Answered by `written` or `failed`. */
export interface WriteRequest {
  readonly kind: 'write';
  readonly id: number;
  readonly state: string;
  readonly bucket: string;
  readonly key: string;
  readonly text: string;
  readonly mode: 'create' | 'append';
}

export type Answer = TaskAnswer | StorageAnswer;

export type TaskAnswer =
  | { readonly kind: 'succeeded'; readonly output: Json }
  | { readonly kind: 'failed'; readonly error?: string; readonly cause?: string }
  /** A `.sync` or `.waitForTaskToken` service accepted the call and answered this; the outcome follows. */
  | { readonly kind: 'submitted'; readonly output: Json }
  /** A worker took the activity task. */
  | { readonly kind: 'started'; readonly workerName?: string }
  /** Restarts the heartbeat clock. */
  | { readonly kind: 'heartbeat' };

export type StorageAnswer =
  /** `next` is the offset after the text, absent at the object's end; a character is never cut in two. */
  | { readonly kind: 'read'; readonly text: string; readonly next?: number }
  | { readonly kind: 'listed'; readonly objects: readonly StoredObject[]; readonly next?: string }
  | { readonly kind: 'written' };

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** Epoch seconds. */
  readonly lastModified: number;
}
