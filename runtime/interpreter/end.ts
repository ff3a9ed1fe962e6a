import type { Json } from '../../language/json.ts';
import type { ExecutionStatus } from './execution.ts';
import { type Chronicle, errorDetails, historyEvents, jsonText, record } from './history.ts';
import { withdraw } from './requests.ts';
import type { Fibre, Iterations, Run, Visit } from './run.ts';
import { clearTimer, wake } from './schedule.ts';

/** A strand of work came to its end with `output`. */
export function finish(run: Run, fibre: Fibre, output: Json): void {
  fibre.visit = undefined;
  const parent = fibre.parent === undefined ? undefined : run.fibres.get(fibre.parent);
  const work = parent?.visit?.work;
  if (parent !== undefined && work?.kind === 'branches') {
    drop(run, fibre);
    work.results[fibre.index] = output;
    work.children.delete(fibre.id);
    parent.previous = fibre.previous;
    if (work.children.size === 0) wake(run, parent);
  } else if (parent !== undefined && work?.kind === 'iterations') {
    drop(run, fibre);
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
  work.children.delete(fibre.id);
  work.freed.push(fibre.previous);
  wake(run, parent);
}

const finalEvents = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  ABORTED: 'ExecutionAborted',
  TIMED_OUT: 'ExecutionTimedOut',
} as const;

/** Ends an execution and everything that still goes on in it. */
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
  const root = run.fibres.get(chronicle.root);
  if (root === undefined) return;
  stopStrand(run, root);
  if (status === 'SUCCEEDED') run.fibres.delete(root.id);
  if (root.kind === 'child') reportChild(run, root);
}

/** Tells the distributed Map that holds the child, and whoever collects child executions. */
function reportChild(run: Run, root: Fibre): void {
  const { chronicle } = root;
  run.fibres.delete(root.id);
  run.childEnded?.({
    identity: chronicle.identity,
    status: chronicle.status,
    input: jsonText(run, chronicle.input),
    output: chronicle.output === undefined ? undefined : jsonText(run, chronicle.output),
    error: chronicle.error,
    cause: chronicle.cause,
    events: () => historyEvents(run, chronicle, 0),
  });
  const parent = root.parent === undefined ? undefined : run.fibres.get(root.parent);
  const work = parent?.visit?.work;
  if (parent === undefined || work?.kind !== 'mapRun') return;
  work.children.delete(root.id);
  work.ended.push({ index: root.index, chronicle });
  wake(run, parent);
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
  for (const child of childrenOf(run, visit)) {
    if (child.kind === 'child' && child.alive) endExecution(run, child.chronicle, 'ABORTED', child.previous);
    else stopStrand(run, child);
  }
}

/** Withdraws what a state has asked of the world. */
export function release(run: Run, fibre: Fibre, visit: Visit): void {
  for (const purpose of ['wake', 'timeout', 'heartbeat'] as const) clearTimer(fibre, purpose);
  const { work } = visit;
  const request = work?.kind === 'task' || work?.kind === 'mapRun' ? work.request : undefined;
  if (request !== undefined) withdraw(run, request);
}

/** Forgets the strands below a visit: their failure was dealt with. */
export function forgetChildren(run: Run, visit: Visit): void {
  for (const child of childrenOf(run, visit)) {
    if (child.kind === 'child') endExecution(run, child.chronicle, 'ABORTED', child.previous);
    stopStrand(run, child);
    if (child.visit !== undefined) forgetChildren(run, child.visit);
    run.fibres.delete(child.id);
  }
}

export function childrenOf(run: Run, visit: Visit): Fibre[] {
  const { work } = visit;
  if (work === undefined || work.kind === 'task') return [];
  return [...work.children].flatMap((id) => run.fibres.get(id) ?? []);
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
  const { type } = visit.state;
  if (visit.work?.kind === 'mapRun') record(run, fibre.chronicle, 'MapRunAborted', because);
  if (type === 'Task' || type === 'Wait' || type === 'Parallel' || type === 'Map')
    record(run, fibre.chronicle, `${type}StateAborted`, because);
}

function drop(run: Run, fibre: Fibre): void {
  fibre.alive = false;
  run.fibres.delete(fibre.id);
}
