import type { Json } from '../../language/json.ts';
import type { ErrorHandling } from '../../language/model/stateMachine.ts';
import { abortStrand, endExecution, forgetChildren, release, stopStrand } from './end.ts';
import { Fault } from './fault.ts';
import { rangeOfFault } from './faultRange.ts';
import { childrenOf } from './fibre.ts';
import { record, say } from './history.ts';
import { placeOf } from './observe.ts';
import { catcherFor, retrierFor, retryDelay } from './retry.ts';
import type { Fibre, Progress, Run, Visit } from './run.ts';
import { setTimer, wake } from './schedule.ts';

/** A state failed: try it again, go where a catcher says, or let the error travel outwards. */
export function fail(run: Run, fibre: Fibre, visit: Visit, found: Fault): Progress {
  // A gate may hold the strand between an error and what is done about it.
  if (run.options.gate !== undefined && fibre.fault === undefined && fibre === run.current) {
    fibre.fault = found;
    return 'on';
  }
  if (run.observer?.failed !== undefined) {
    const stage = visit.plan.steps[visit.step]?.stage;
    run.observer.failed(placeOf(fibre, visit), found, rangeOfFault(visit.plan.state, found, stage));
  }
  const fault = told(run, fibre, visit, found);
  release(run, fibre, visit);
  fibre.fault = undefined;
  if (fault.error === 'States.Runtime') {
    endExecution(run, fibre.chronicle, 'FAILED', fibre.previous, fault.error, fault.cause);
    return 'wait';
  }
  return retried(run, fibre, visit, fault) ?? caught(run, fibre, visit, fault) ?? thrown(run, fibre, visit, fault);
}

/** The error in its final words: the innermost state puts its name before what the interpreter found. */
function told(run: Run, fibre: Fibre, visit: Visit, fault: Fault): Fault {
  if (fault.origin !== 'state' && fault.origin !== 'evaluation') return fault;
  const { name } = visit.plan.state;
  const prefix = `An error occurred while executing the state '${name}' (entered at the event id #${visit.entered}). `;
  const cause = run.options.plainCauses ? fault.cause : prefix + (fault.cause ?? '');
  if (fault.origin === 'evaluation') {
    const { location, error } = fault;
    const details = { state: name, error, cause, ...(location === undefined ? {} : { location }) };
    const previous = evaluationPredecessor(fibre, visit);
    fibre.previous = record(run, fibre.chronicle, 'EvaluationFailed', previous, undefined, undefined, details);
  }
  return new Fault('inner', fault.error, cause, fault);
}

/**
 * AWS evaluates what a state starts with before it moves the chain to the Entered event; a Wait does so after.
 * A catcher's error points at what came before the failure of the Map or Parallel.
 */
function evaluationPredecessor(fibre: Fibre, visit: Visit): number {
  const last = fibre.chronicle.events.byId(fibre.previous);
  if (last?.type === 'MapStateFailed' || last?.type === 'ParallelStateFailed') {
    if (visit.plan.catchers === undefined) return last.previous;
  }
  const atStart = fibre.previous === visit.entered && visit.plan.state.type !== 'Wait';
  return atStart ? (last?.previous ?? 0) : fibre.previous;
}

function retried(run: Run, fibre: Fibre, visit: Visit, fault: Fault): Progress | undefined {
  const handling = handlingOf(visit);
  if (handling === undefined) return undefined;
  const index = retrierFor(handling.retry, fault);
  const retrier = handling.retry[index];
  if (retrier === undefined) return undefined;
  const used = visit.retries?.[index] ?? 0;
  if (used >= retrier.maxAttempts) {
    run.observer?.decided?.(placeOf(fibre, visit), { kind: 'retrierUsedUp', index });
    return undefined;
  }
  const delaySeconds = retryDelay(retrier, used, run.host);
  run.observer?.decided?.(placeOf(fibre, visit), { kind: 'retrier', index, delaySeconds });
  visit.retries = handling.retry.map((_, at) => (visit.retries?.[at] ?? 0) + (at === index ? 1 : 0));
  visit.retryCount++;
  startAgain(run, fibre, visit);
  setTimer(run, fibre, 'wake', run.host.now() + delaySeconds * 1000);
  return 'wait';
}

/** Sets a visit back to its first step, with its original input. */
export function startAgain(run: Run, fibre: Fibre, visit: Visit): void {
  forgetChildren(run, fibre);
  visit.step = 0;
  visit.value = visit.input;
  visit.effective = visit.input;
  visit.result = undefined;
  visit.assigned = undefined;
  visit.taskToken = undefined;
  visit.rule = 0;
  visit.work = undefined;
}

function caught(run: Run, fibre: Fibre, visit: Visit, fault: Fault): Progress | undefined {
  sayStateFailed(run, fibre, visit);
  const handling = handlingOf(visit);
  if (handling === undefined) return undefined;
  const index = catcherFor(handling.catch, fault);
  const plan = visit.plan.catchers?.[index];
  if (plan === undefined) return undefined;
  run.observer?.decided?.(placeOf(fibre, visit), { kind: 'catcher', index });
  forgetChildren(run, fibre);
  visit.work = undefined;
  visit.plan = plan;
  visit.step = 0;
  visit.errorOutput = errorOutput(fault);
  visit.value = visit.errorOutput;
  visit.result = undefined;
  visit.assigned = undefined;
  return 'on';
}

function sayStateFailed(run: Run, fibre: Fibre, visit: Visit): void {
  const { type } = visit.plan.state;
  if (type === 'Map' || type === 'Parallel') say(run, fibre, `${type}StateFailed`);
}

/** What a catcher sees. A timeout has an empty cause; members that the error lacks are null. */
export function errorOutput(fault: Fault): Json {
  const silent = fault.error === 'States.Timeout' && fault.cause === undefined;
  return { Error: fault.error ?? null, Cause: silent ? '' : (fault.cause ?? null) };
}

/** The error leaves the state: it fails the strand, and with it the Parallel or Map around it, or the execution. */
function thrown(run: Run, fibre: Fibre, visit: Visit, fault: Fault): Progress {
  const { parent } = fibre;
  if (parent?.visit === undefined || fibre.chronicle.root === fibre) {
    endExecution(run, fibre.chronicle, 'FAILED', fibre.previous, fault.error, fault.cause);
    return 'wait';
  }
  const because = fibre.previous;
  stopStrand(run, fibre);
  if (fibre.kind === 'iteration') sayIteration(run, fibre, parent.visit, 'MapIterationFailed', because);
  if (visit.plan.state.type === 'Task') record(run, fibre.chronicle, 'TaskStateAborted', because);
  for (const sibling of childrenOf(parent)) {
    if (!sibling.alive) continue;
    if (sibling.kind === 'iteration') sayIteration(run, sibling, parent.visit, 'MapIterationAborted', because);
    abortStrand(run, sibling, because);
  }
  parent.previous = because;
  const outer = fault.origin === 'heartbeat' ? fault : new Fault('inner', fault.error, fault.cause, fault);
  if (fail(run, parent, parent.visit, outer) === 'on') wake(run, parent);
  return 'wait';
}

function sayIteration(
  run: Run,
  fibre: Fibre,
  map: Visit,
  type: 'MapIterationFailed' | 'MapIterationAborted',
  because: number,
): void {
  record(run, fibre.chronicle, type, because, map.plan.state.name, undefined, fibre.index);
}

/** Undefined where nothing of the state answers errors: the state has no such fields, or its catcher is at work. */
function handlingOf(visit: Visit): ErrorHandling | undefined {
  const { state, catchers } = visit.plan;
  if (catchers === undefined) return undefined;
  return state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map' ? state : undefined;
}
