import type { Json } from '../../language/json.ts';
import type { ExecutionStatus } from './execution.ts';
import { childrenOf, removeChild } from './fibre.ts';
import { type Chronicle, errorDetails, historyEvents, jsonText, record } from './history.ts';
import { nestedView } from './nestedView.ts';
import { withdraw } from './requests.ts';
import type { Fibre, Iterations, Run, Visit } from './run.ts';
import { clearTimer, wake } from './schedule.ts';

/** A strand of work came to its end with `output`. */
export function finish(run: Run, fibre: Fibre, output: Json): void {
  fibre.visit = undefined;
  const { parent } = fibre;
  const work = parent?.visit?.work;
  if (parent !== undefined && work?.kind === 'branches') {
    fibre.alive = false;
    work.results[fibre.index] = output;
    removeChild(work.children, fibre);
    parent.previous = fibre.previous;
    if (work.children.length === 0) wake(run, parent);
  } else if (parent !== undefined && work?.kind === 'iterations') {
    fibre.alive = false;
    finishIteration(run, parent, fibre, work, output);
  } else {
    fibre.chronicle.output = output;
    endExecution(run, fibre.chronicle, 'SUCCEEDED', fibre.previous);
  }
}

function finishIteration(run: Run, parent: Fibre, fibre: Fibre, work: Iterations, output: Json): void {
  const name = work.state.name;
  work.last = record(run, fibre.chronicle, 'MapIterationSucceeded', fibre.previous, name, undefined, fibre.index);
  work.results[fibre.index] = output;
  removeChild(work.children, fibre);
  work.freed.push(fibre.previous);
  wake(run, parent);
}

const finalEvents = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  ABORTED: 'ExecutionAborted',
  TIMED_OUT: 'ExecutionTimedOut',
} as const;

/**
 * Ends an execution and everything that still goes on in it. An end that comes from no event of its own, a stop or
 * the execution's timeout, follows on event 0.
 */
export function endExecution(
  run: Run,
  chronicle: Chronicle,
  status: Exclude<ExecutionStatus, 'RUNNING'>,
  previous: number,
  error?: string,
  cause?: string,
): void {
  if (chronicle.status !== 'RUNNING') return;
  const output = status === 'SUCCEEDED' ? chronicle.output : undefined;
  record(run, chronicle, finalEvents[status], previous, undefined, output, errorDetails(error, cause));
  chronicle.status = status;
  chronicle.error = error;
  chronicle.cause = cause;
  chronicle.endedAt = run.host.now();
  const { root } = chronicle;
  if (root === undefined) return;
  stopStrand(run, root);
  if (root.kind === 'child') reportChild(run, root);
  if (root.kind === 'nested') reportNested(run, root);
}

/** Tells the distributed Map that holds the child, and whoever collects child executions. */
function reportChild(run: Run, root: Fibre): void {
  const { chronicle } = root;
  run.childEnded?.({
    identity: chronicle.identity,
    status: chronicle.status,
    input: jsonText(run, chronicle.input),
    output: chronicle.output === undefined ? undefined : jsonText(run, chronicle.output),
    error: chronicle.error,
    cause: chronicle.cause,
    events: () => historyEvents(run, chronicle, 0),
  });
  const { parent } = root;
  const work = parent?.visit?.work;
  if (parent === undefined || work?.kind !== 'mapRun') return;
  removeChild(work.children, root);
  work.ended.push({ index: root.index, chronicle });
  wake(run, parent);
}

/** Whose task started it is told when nothing else can be done, as with any work. */
function reportNested(run: Run, root: Fibre): void {
  run.nestedEnded.push(root);
  run.options.nestedEnded?.(nestedView(run, root.chronicle));
}

/** Takes a strand and all strands below it out of the game; it is kept for a redrive until it is forgotten. */
export function stopStrand(run: Run, fibre: Fibre): void {
  fibre.alive = false;
  if (fibre.visit !== undefined) stopWork(run, fibre, fibre.visit);
}

function stopWork(run: Run, fibre: Fibre, visit: Visit): void {
  release(run, fibre, visit);
  const { work } = visit;
  const entry = work?.kind === 'mapRun' ? run.mapRuns.get(work.arn) : undefined;
  if (entry?.status === 'RUNNING')
    run.mapRuns.set(entry.work.arn, { ...entry, status: 'ABORTED', endedAt: run.host.now() });
  for (const child of childrenOf(fibre)) {
    if (child.kind === 'child' && child.alive) endExecution(run, child.chronicle, 'ABORTED', 0);
    else stopStrand(run, child);
  }
}

/** Withdraws what a state has asked of the world. */
export function release(run: Run, fibre: Fibre, visit: Visit): void {
  for (const purpose of ['wake', 'timeout', 'heartbeat'] as const) clearTimer(fibre, purpose);
  const { work } = visit;
  const request = work?.kind === 'task' || work?.kind === 'mapRun' ? work.request : undefined;
  if (request !== undefined) withdraw(run, request);
  for (const root of run.nested.keys()) if (root.parent === fibre) endExecution(run, root.chronicle, 'ABORTED', 0);
}

/** Stops the strands below a state that is done with them: their failure was dealt with. */
export function forgetChildren(run: Run, fibre: Fibre): void {
  for (const child of childrenOf(fibre)) {
    if (child.kind === 'child') endExecution(run, child.chronicle, 'ABORTED', 0);
    stopStrand(run, child);
  }
}

/**
 * Cuts a strand because of event `because`: the state that was going on says so, and the strands below it too.
 * The strand stays for a redrive until it is forgotten.
 */
export function abortStrand(run: Run, fibre: Fibre, because: number): void {
  if (!fibre.alive) return;
  const { visit } = fibre;
  stopStrand(run, fibre);
  if (visit === undefined) return;
  const { type } = visit.plan.state;
  if (visit.work?.kind === 'mapRun') record(run, fibre.chronicle, 'MapRunAborted', because);
  if (type === 'Task' || type === 'Wait' || type === 'Parallel' || type === 'Map')
    record(run, fibre.chronicle, `${type}StateAborted`, because);
}
