import type { Json } from '../../language/json.ts';
import { isArray, isObject } from '../../language/json.ts';
import type { MapState } from '../../language/model/stateMachine.ts';
import { batchOf, startBatch, takeItem } from './batches.ts';
import { startChild } from './childExecution.ts';
import type { Destination } from './destination.ts';
import { endExecution } from './end.ts';
import { awaited } from './evaluate.ts';
import { fail } from './fail.ts';
import { Fault } from './fault.ts';
import { childrenOf } from './fibre.ts';
import { record, say } from './history.ts';
import { nextRequest, readerFault, takeAnswer } from './items/reading.ts';
import { childRecord, closeFiles, manifestKey, nextWrite, withChild } from './items/writing.ts';
import { sizeOf } from './limits.ts';
import { itemsStep, selectItem } from './mapItems.ts';
import { counted, failsTooOften, knowsAll, type MapRun, noneYet } from './mapRun.ts';
import {
  batcherSteps,
  concurrencySteps,
  mapRunOf,
  readerSteps,
  toleranceSteps,
  writerSteps,
} from './mapRunSettings.ts';
import { ask } from './requests.ts';
import type { Fibre, Progress, Run, Step, Visit } from './run.ts';
import { observe } from './steps.ts';

/** A distributed Map: its items become child executions, which have histories of their own. */
export function distributedSteps(state: MapState, start: Destination): Step[] {
  return [
    ...(state.itemReader ? [] : [itemsStep(state)]),
    { stage: 'work', take: (run, fibre, visit) => prepare(state, run, fibre, visit) },
    ...concurrencySteps(state),
    { stage: 'work', take: begin },
    ...toleranceSteps(state),
    ...readerSteps(state),
    ...batcherSteps(state),
    ...writerSteps(state),
    { stage: 'work', take: startRun },
    { stage: 'afterItemSelector', take: (run, fibre, visit) => work(start, run, fibre, visit) },
  ];
}

function prepare(state: MapState, run: Run, fibre: Fibre, visit: Visit): Progress {
  const { identity } = fibre.chronicle;
  const [, , , region, account] = identity.stateMachineArn.split(':');
  const label = `${identity.stateMachineName}/${state.label?.value ?? run.host.uuid()}`;
  const data = state.itemReader ? [] : visit.value;
  visit.work = {
    kind: 'mapRun',
    state,
    arn: `arn:aws:states:${region}:${account}:mapRun:${label}:${run.host.uuid()}`,
    label,
    started: 0,
    concurrency: run.limits.distributedConcurrency,
    toleratedCount: undefined,
    toleratedPercentage: undefined,
    buffer: isArray(data) ? data : isObject(data) ? Object.values(data) : [],
    keys: isObject(data) ? Object.keys(data) : undefined,
    source: 'STATE_DATA',
    cursor: 0,
    reading: undefined,
    maxItems: undefined,
    next: 0,
    batchInput: undefined,
    maxItemsPerBatch: undefined,
    maxBytesPerBatch: run.limits.payloadBytes,
    batch: [],
    batchBytes: 0,
    emptyBatchBytes: 0,
    begun: 0,
    children: [],
    batchSizes: new Map(),
    ended: [],
    unsuccessful: [],
    again: [],
    results: [],
    items: noneYet,
    executions: noneYet,
    writing: undefined,
    request: undefined,
    asked: undefined,
    answers: [],
  };
  visit.step++;
  return 'on';
}

function begin(run: Run, fibre: Fibre, visit: Visit): Progress {
  const length = mapRunOf(visit).buffer.length;
  say(run, fibre, 'MapStateStarted', undefined, undefined, { length });
  visit.step++;
  return 'on';
}

function startRun(run: Run, fibre: Fibre, visit: Visit): Progress {
  const work = mapRunOf(visit);
  work.started = say(run, fibre, 'MapRunStarted', undefined, undefined, { mapRunArn: work.arn });
  run.mapRuns.set(work.arn, { work, status: 'RUNNING', endedAt: undefined });
  if ((work.maxItems ?? 0) < 0) return failRun(run, fibre, visit, work, readerFault('field MaxItems must be positive'));
  if (work.maxItems === 0) work.maxItems = undefined;
  work.emptyBatchBytes = sizeOf(batchOf(work, []));
  visit.step++;
  return 'on';
}

/** Taken again whenever a child has ended or the host has answered, until everything is done. */
function work(start: Destination, run: Run, fibre: Fibre, visit: Visit): Progress {
  const work = mapRunOf(visit);
  settleEnded(work);
  const fault = receive(work) ?? (failsTooOften(work) ? tooManyFailures() : undefined);
  if (fault !== undefined) return failRun(run, fibre, visit, work, fault);
  writeDue(run, fibre, work);
  const progress = giveOut(start, run, fibre, visit, work);
  return progress === 'on' ? conclude(run, fibre, visit, work) : progress;
}

function tooManyFailures(): Fault {
  const cause = 'The specified tolerated failure threshold was exceeded';
  return new Fault('work', 'States.ExceedToleratedFailureThreshold', cause);
}

function settleEnded(work: MapRun): void {
  for (const { index, chronicle } of work.ended.splice(0)) {
    const size = work.batchSizes.get(index) ?? 1;
    work.batchSizes.delete(index);
    work.items = counted(work.items, chronicle.status, size);
    work.executions = counted(work.executions, chronicle.status, 1);
    const { resultWriter } = work.state;
    if (chronicle.status !== 'SUCCEEDED') work.unsuccessful.push({ index, input: chronicle.input, items: size });
    if (work.writing !== undefined) work.writing = withChild(work.writing, chronicle);
    else if (resultWriter?.transformation === 'NONE') work.results[index] = childRecord(chronicle);
    else if (chronicle.output !== undefined) work.results[index] = chronicle.output;
  }
}

/** Takes in what the host has answered; a fault when it could not do its part. */
function receive(work: MapRun): Fault | undefined {
  for (const answer of work.answers.splice(0)) {
    if (answer.kind === 'written') continue;
    if (work.asked === 'write') {
      const cause = answer.kind === 'failed' ? answer.cause : undefined;
      return new Fault('work', 'States.ResultWriterFailed', cause ?? 'The results could not be written.');
    }
    if (work.reading === undefined) continue;
    const taken = takeAnswer(work.reading, answer);
    if (taken instanceof Fault) return taken;
    work.reading = taken.reading;
    work.buffer = taken.stretch.items;
    work.keys = taken.stretch.keys;
    work.source = taken.stretch.source;
    work.cursor = 0;
  }
  return undefined;
}

function writeDue(run: Run, fibre: Fibre, work: MapRun): void {
  if (work.writing === undefined || work.request !== undefined) return;
  const due = nextWrite(work.writing, work.arn, work.state.name);
  if (due === undefined) return;
  work.writing = due.writing;
  work.asked = 'write';
  work.request = ask(run, fibre, due.request);
}

function askForItems(run: Run, fibre: Fibre, work: MapRun): void {
  if (work.reading === undefined || work.request !== undefined) return;
  const request = nextRequest(work.reading, work.state.name);
  if (request === undefined) return;
  work.asked = 'items';
  work.request = ask(run, fibre, request);
}

/** Starts children as long as there are items and room. `on`: everything was given out, and nobody is at work. */
function giveOut(start: Destination, run: Run, fibre: Fibre, visit: Visit, work: MapRun): Progress {
  while (work.children.length < work.concurrency) {
    const unit = work.again.shift();
    if (unit !== undefined) startChild(run, fibre, work, start, unit);
    else if (hasItem(work)) {
      const input = awaited(run, fibre, visit, () => selectItem(work.state, itemAt(work), run, fibre, visit));
      if (input === undefined) return 'evaluating';
      if (input instanceof Fault) {
        endMapRun(run, work, 'FAILED');
        return fail(run, fibre, visit, input);
      }
      if (work.state.itemSelector !== undefined) observe(run, fibre, visit, 'afterItemSelector', input);
      work.cursor++;
      work.next++;
      const fault = takeItem(start, run, fibre, work, input);
      if (fault !== undefined) return failRun(run, fibre, visit, work, fault);
    } else if (!knowsAll(work)) {
      askForItems(run, fibre, work);
      return 'wait';
    } else if (work.batch.length > 0) startBatch(start, run, fibre, work);
    else return work.children.length > 0 ? 'wait' : 'on';
  }
  return 'wait';
}

function hasItem({ cursor, buffer, maxItems, next }: MapRun): boolean {
  return cursor < buffer.length && (maxItems === undefined || next < maxItems);
}

function itemAt({ buffer, cursor, keys, next, source }: MapRun) {
  return { index: next, value: buffer[cursor] ?? null, key: keys?.[cursor], source };
}

/** Everybody has come home: what is left is written, then the Map Run has succeeded. */
function conclude(run: Run, fibre: Fibre, visit: Visit, work: MapRun): Progress {
  if (work.writing !== undefined) {
    work.writing = closeFiles(work.writing);
    writeDue(run, fibre, work);
    if (work.request !== undefined) return 'wait';
  }
  const succeeded = record(run, fibre.chronicle, 'MapRunSucceeded', work.started);
  record(run, fibre.chronicle, 'MapStateSucceeded', succeeded);
  fibre.previous = work.started;
  endMapRun(run, work, 'SUCCEEDED');
  const result = resultOf(work);
  visit.result = result;
  visit.value = result;
  visit.work = undefined;
  observe(run, fibre, visit, 'result', result);
  visit.step++;
  return 'on';
}

function resultOf(work: MapRun): Json {
  const { writing, results } = work;
  if (writing !== undefined)
    return { MapRunArn: work.arn, ResultWriterDetails: { Bucket: writing.bucket, Key: manifestKey(writing) } };
  // A failed child has left a hole, which filter and flat skip.
  const outputs = results.filter(() => true);
  return work.state.resultWriter?.transformation === 'FLATTEN' ? (outputs.flat(1) as Json[]) : outputs;
}

function endMapRun(run: Run, work: MapRun, status: 'SUCCEEDED' | 'FAILED'): void {
  run.mapRuns.set(work.arn, { work, status, endedAt: run.host.now() });
}

function failRun(run: Run, fibre: Fibre, visit: Visit, work: MapRun, fault: Fault): Progress {
  for (const child of childrenOf(fibre)) endExecution(run, child.chronicle, 'ABORTED', 0);
  settleEnded(work);
  endMapRun(run, work, 'FAILED');
  const details = { error: fault.error, cause: fault.cause };
  fibre.previous = record(run, fibre.chronicle, 'MapRunFailed', work.started, undefined, undefined, details);
  return fail(run, fibre, visit, fault);
}
