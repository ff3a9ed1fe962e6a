import type { Json } from '../../language/json.ts';
import type { MapState } from '../../language/model/stateMachine.ts';
import type { ExecutionStatus } from './execution.ts';
import type { Chronicle } from './history.ts';
import type { Answer } from './host.ts';
import type { Reading } from './items/reading.ts';
import type { Writing } from './items/writing.ts';
import type { Fibre } from './run.ts';

/** A distributed Map at work. The records in it are replaced, the lists and sets copied by a snapshot. */
export interface MapRun {
  readonly kind: 'mapRun';
  readonly state: MapState;
  arn: string;
  /** `machine/label`: what the children's names begin with. */
  label: string;
  /** The MapRunStarted event. */
  started: number;
  concurrency: number;
  toleratedCount: number | undefined;
  toleratedPercentage: number | undefined;

  /** Items at hand and not given out yet begin at `cursor`. */
  buffer: readonly Json[];
  keys: readonly string[] | undefined;
  source: string;
  cursor: number;
  /** What is still to be read; undefined when the items come from the state's data. */
  reading: Reading | undefined;
  maxItems: number | undefined;
  /** Items given out so far. */
  next: number;

  batchInput: Json | undefined;
  maxItemsPerBatch: number | undefined;
  maxBytesPerBatch: number;
  readonly batch: Json[];
  /** Of the items in the batch, each with a comma after it. */
  batchBytes: number;
  /** Of a batch with no items in it yet. */
  emptyBatchBytes: number;

  /** Child executions begun so far, and those that go on. */
  begun: number;
  readonly children: Fibre[];
  /** How many items each running child has, where batches make that differ from one. */
  readonly batchSizes: Map<number, number>;
  readonly ended: { readonly index: number; readonly chronicle: Chronicle }[];
  /** What did not succeed, to be begun again by a redrive. */
  unsuccessful: Unit[];
  /** What is to be begun before anything else. */
  readonly again: Unit[];
  /** Outputs by child; a child that failed leaves a hole. */
  readonly results: Json[];
  items: Tally;
  executions: Tally;

  writing: Writing | undefined;
  request: number | undefined;
  /** What the open, or the last, request is about. */
  asked: 'items' | 'write' | undefined;
  readonly answers: Answer[];
}

/** One item, or one batch of them: the work of one child. */
export interface Unit {
  readonly index: number;
  readonly input: Json;
  readonly items: number;
}

/** How many came to which end. */
export interface Tally {
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly aborted: number;
}

export const noneYet: Tally = { succeeded: 0, failed: 0, timedOut: 0, aborted: 0 };

export function counted(tally: Tally, status: ExecutionStatus, by: number): Tally {
  switch (status) {
    case 'SUCCEEDED':
      return { ...tally, succeeded: tally.succeeded + by };
    case 'FAILED':
      return { ...tally, failed: tally.failed + by };
    case 'TIMED_OUT':
      return { ...tally, timedOut: tally.timedOut + by };
    case 'ABORTED':
      return { ...tally, aborted: tally.aborted + by };
    case 'RUNNING':
      return tally;
    default:
      return status satisfies never;
  }
}

/** Whether all items are known: nothing is left to be read. */
export function knowsAll(work: MapRun): boolean {
  const { maxItems, next, reading } = work;
  return (maxItems !== undefined && next >= maxItems) || reading === undefined || reading.sources.length === 0;
}

export function totalItems(work: MapRun): number {
  const all = work.next + Math.max(0, work.buffer.length - work.cursor);
  return work.maxItems === undefined ? all : Math.min(all, work.maxItems);
}

/** Whether more items failed than the Map tolerates. The percentage is of all items, once all are known. */
export function failsTooOften(work: MapRun): boolean {
  const failed = work.items.failed + work.items.timedOut;
  const { toleratedCount, toleratedPercentage } = work;
  if (failed === 0) return false;
  if (toleratedCount === undefined && toleratedPercentage === undefined) return true;
  if (toleratedCount !== undefined && failed > toleratedCount) return true;
  return toleratedPercentage !== undefined && knowsAll(work) && (failed / totalItems(work)) * 100 > toleratedPercentage;
}
