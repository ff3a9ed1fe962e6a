import { type MapRun, type Tally, totalItems } from './mapRun.ts';
import type { MapRunEntry } from './run.ts';

/** A Map Run as DescribeMapRun tells of it. */
export interface MapRunView {
  readonly mapRunArn: string;
  /** The name of the Map state. */
  readonly state: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
  readonly itemCounts: MapRunCounts;
  readonly executionCounts: MapRunCounts;
}

export interface MapRunCounts {
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly aborted: number;
  readonly total: number;
  readonly resultsWritten: number;
}

export function mapRunView({ work, status }: MapRunEntry): MapRunView {
  return {
    mapRunArn: work.arn,
    state: work.state.name,
    status,
    maxConcurrency: work.concurrency,
    toleratedFailureCount: work.toleratedCount ?? 0,
    toleratedFailurePercentage: work.toleratedPercentage ?? 0,
    itemCounts: counts(work.items, runningItems(work), totalItems(work)),
    executionCounts: counts(work.executions, work.children.length, work.begun),
  };
}

function runningItems({ children, batchSizes }: MapRun): number {
  let items = children.length - batchSizes.size;
  for (const size of batchSizes.values()) items += size;
  return Math.max(0, items);
}

function counts(tally: Tally, running: number, total: number): MapRunCounts {
  const { succeeded, failed, timedOut, aborted } = tally;
  const pending = Math.max(0, total - running - succeeded - failed - timedOut - aborted);
  return { pending, running, ...tally, total, resultsWritten: succeeded };
}
