import { startAgain } from './fail.ts';
import { childrenOf } from './fibre.ts';
import { record } from './history.ts';
import type { MapRun } from './mapRun.ts';
import { noneYet } from './mapRun.ts';
import { type Fibre, noTimers, type Run, type Visit } from './run.ts';
import { setDeadline, wake } from './schedule.ts';
import { planOf } from './states.ts';

/** Why an execution cannot be redriven, in AWS's words; undefined when it can. */
export function notRedrivable(run: Run): string | undefined {
  const { status, type, events } = run.main;
  if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
  if (type === 'EXPRESS') return 'Express executions cannot be redriven';
  return events.length >= run.limits.events - 1 ? 'Execution history event limit exceeded' : undefined;
}

/**
 * Continues an unsuccessful execution from where it failed: the same execution, further events. What had succeeded
 * keeps its results; branches, iterations and children that had not are begun again. Retries and clocks start anew.
 */
export function redrive(run: Run): void {
  const { main } = run;
  const now = run.host.now();
  Object.assign(main, { status: 'RUNNING', error: undefined, cause: undefined, output: undefined, endedAt: undefined });
  main.redriveCount++;
  main.redrivenAt = now;
  run.current = undefined;
  // What goes on meanwhile are executions that this one has started and does not wait for.
  run.ready = run.ready.slice(run.readyTaken).filter(({ chronicle }) => chronicle.origin !== main.origin);
  run.readyTaken = 0;
  run.inbox = [];
  run.withdrawn = [];
  run.evaluating = undefined;
  run.settled = undefined;
  const details = { redriveCount: main.redriveCount };
  const redriven = record(run, main, 'ExecutionRedriven', main.events.length, undefined, undefined, details);
  const top = main.root;
  if (top === undefined) return;
  revive(run, top, redriven);
  setDeadline(run, top, main.origin.machine.timeoutSeconds);
}

function revive(run: Run, fibre: Fibre, redriven: number): void {
  fibre.alive = true;
  fibre.queued = false;
  fibre.fault = undefined;
  fibre.timers = noTimers;
  fibre.previous = redriven;
  const { visit } = fibre;
  if (visit !== undefined) goOn(run, fibre, visit, redriven);
  wake(run, fibre);
}

function goOn(run: Run, fibre: Fibre, visit: Visit, redriven: number): void {
  const { work } = visit;
  if (work?.kind === 'mapRun' && work.begun > 0) redriveMapRun(run, fibre, work);
  else if ((work?.kind === 'branches' || work?.kind === 'iterations') && work.children.length > 0) {
    for (const child of childrenOf(fibre)) revive(run, child, redriven);
  } else beginAgain(run, fibre, visit);
}

function beginAgain(run: Run, fibre: Fibre, visit: Visit): void {
  const { type, name, scope } = visit.plan.state;
  if (type === 'Task' || type === 'Wait' || type === 'Parallel' || type === 'Map') {
    startAgain(run, fibre, visit);
    visit.plan = fibre.chronicle.origin.plans.get(visit.plan.state) ?? planOf(visit.plan.state);
    visit.retries = undefined;
    visit.retryCount = 0;
    visit.errorOutput = undefined;
  } else {
    // The other states have nothing that could be gone on with: they are entered again.
    fibre.target = { scope, name, plan: undefined };
    fibre.input = visit.input;
    fibre.visit = undefined;
  }
}

/** Only the children that did not succeed, and those that were not begun yet. */
function redriveMapRun(run: Run, fibre: Fibre, work: MapRun): void {
  const { chronicle } = fibre;
  work.again.push(...work.unsuccessful);
  work.unsuccessful = [];
  work.items = { ...noneYet, succeeded: work.items.succeeded };
  work.executions = { ...noneYet, succeeded: work.executions.succeeded };
  work.request = undefined;
  const details = { mapRunArn: work.arn, redriveCount: chronicle.redriveCount };
  fibre.previous = record(run, chronicle, 'MapRunRedriven', fibre.previous, undefined, undefined, details);
  work.started = fibre.previous;
  run.mapRuns.set(work.arn, { work, status: 'RUNNING', endedAt: undefined });
}
