import type { Json } from '../../language/json.ts';
import { startChild } from './childExecution.ts';
import { tooLarge } from './dataFlow.ts';
import type { Destination } from './destination.ts';
import { Fault } from './fault.ts';
import { sizeOf } from './limits.ts';
import type { MapRun } from './mapRun.ts';
import type { Fibre, Run, Visit } from './run.ts';
import { observe } from './steps.ts';

/** A child of its own for the item, or a place in the batch; a fault when it is too large for either. */
export function takeItem(start: Destination, run: Run, fibre: Fibre, work: MapRun, input: Json): Fault | undefined {
  if (work.state.itemBatcher === undefined) {
    const fault = tooLarge(run, input, work.state.name);
    if (fault === undefined) startChild(run, fibre, work, start, { index: work.begun++, input, items: 1 });
    return fault;
  }
  const most = work.maxBytesPerBatch;
  const bytes = most === Number.POSITIVE_INFINITY ? 0 : sizeOf(input) + 1;
  // The last item has no comma after it.
  const size = work.emptyBatchBytes + bytes - 1;
  if (size > most)
    return new Fault('work', 'States.DataLimitExceeded', `An item is too large for a batch of ${most} bytes.`);
  if (size + work.batchBytes > most) startBatch(start, run, fibre, work);
  work.batch.push(input);
  work.batchBytes += bytes;
  if (work.batch.length >= (work.maxItemsPerBatch ?? Number.POSITIVE_INFINITY)) startBatch(start, run, fibre, work);
  return undefined;
}

/** What the child of a batch gets. */
export function batchOf({ batchInput }: MapRun, items: readonly Json[]): Json {
  return batchInput === undefined ? { Items: items } : { BatchInput: batchInput, Items: items };
}

export function startBatch(start: Destination, run: Run, fibre: Fibre, work: MapRun): void {
  const batch = work.batch.splice(0);
  work.batchBytes = 0;
  const input = batchOf(work, batch);
  observe(run, fibre, fibre.visit as Visit, 'afterItemBatcher', input);
  startChild(run, fibre, work, start, { index: work.begun++, input, items: batch.length });
}
