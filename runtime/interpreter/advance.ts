import { deliver, timeOut } from './answer.ts';
import { type Destination, stateAt } from './destination.ts';
import { endExecution } from './end.ts';
import type { Waiting } from './execution.ts';
import { fail } from './fail.ts';
import { isHeld } from './gate.ts';
import { type Origin, say } from './history.ts';
import { doTasks, isRunning, settleNested } from './nestedExecution.ts';
import type { Fibre, Plan, Progress, Run, Visit } from './run.ts';
import { clearTimer, dueTimer, firstTimer, nextReady, wake } from './schedule.ts';
import { planOf } from './states.ts';
import { observe } from './steps.ts';
import type { Timer } from './timers.ts';

/** Works until the run must wait, at most `steps` steps. Answers and due timers come first, in their order. */
export function advance(run: Run, steps = Number.POSITIVE_INFINITY): Waiting {
  if (run.evaluating !== undefined && !takeEvaluated(run)) {
    return { kind: 'evaluating', settled: run.evaluating.settled };
  }
  // Where the gate held a strand nothing else has happened: it simply goes on.
  if (run.settled === undefined && !run.held) receive(run);
  run.held = false;
  for (let left = steps; left > 0 && isRunning(run); left--) {
    run.current ??= nextReady(run);
    if (run.current === undefined) {
      if (!fireTimer(run) && !settleNested(run) && !doTasks(run)) return waiting(run);
      continue;
    }
    if (isHeld(run, run.current)) {
      run.held = true;
      return { kind: 'ready' };
    }
    const progress = takeStep(run, run.current);
    if (run.current.chronicle.full) endByEventLimit(run, run.current);
    if (progress === 'evaluating' && run.evaluating !== undefined)
      return { kind: 'evaluating', settled: (run.evaluating as { settled: Promise<void> }).settled };
    if (progress === 'turn') wake(run, run.current);
    if (progress !== 'on' || !run.current.alive) run.current = undefined;
  }
  return isRunning(run) ? { kind: 'ready' } : ended(run);
}

function takeEvaluated(run: Run): boolean {
  if (run.evaluating?.value === undefined) return false;
  run.settled = run.evaluating.value;
  run.evaluating = undefined;
  return true;
}

/** Hands out what arrived and what came due since the last call. */
function receive(run: Run): void {
  // A clock that ran out before an answer came has won.
  while (fireTimer(run, 1));
  const { inbox } = run;
  run.inbox = [];
  for (const { request, fibre, answer } of inbox) if (fibre.alive) deliver(run, fibre, request, answer);
  // While a strand is in the middle of its turn only what is overdue breaks in: that is never so in virtual time,
  // so that it makes no difference in how many steps a run is advanced.
  while (fireTimer(run, run.current === undefined ? 0 : 1));
  if (run.current?.alive === false) run.current = undefined;
}

function waiting(run: Run): Waiting {
  const { outbox, withdrawn } = run;
  run.outbox = [];
  run.withdrawn = [];
  return { kind: 'waiting', until: firstTimer(run)?.at, requests: outbox, withdrawn };
}

function ended(run: Run): Waiting {
  run.current = undefined;
  run.outbox = [];
  return { kind: 'ended' };
}

/** Fires the first timer that has been due for `late` milliseconds. */
function fireTimer(run: Run, late = 0): boolean {
  const timer = dueTimer(run, run.host.now() - late);
  if (timer === undefined) return false;
  fire(run, timer.fibre, timer.purpose);
  return true;
}

function fire(run: Run, fibre: Fibre, purpose: Timer['purpose']): void {
  clearTimer(fibre, purpose);
  const { visit } = fibre;
  if (purpose === 'deadline') endExecution(run, fibre.chronicle, 'TIMED_OUT', 0, 'States.Timeout');
  else if (purpose === 'wake') wake(run, fibre);
  else if (visit?.work?.kind === 'task') timeOut(run, fibre, visit, visit.work, purpose);
}

function takeStep(run: Run, fibre: Fibre): Progress {
  const { visit } = fibre;
  if (visit === undefined) return enter(run, fibre);
  if (fibre.timers.wake !== undefined) return 'wait';
  if (fibre.fault !== undefined) return fail(run, fibre, visit, fibre.fault);
  const step = visit.plan.steps[visit.step];
  if (step === undefined) throw new Error(`The state '${visit.plan.state.name}' has no step ${visit.step}.`);
  return step.take(run, fibre, visit);
}

/** Enters the state that the fibre is bound for. */
function enter(run: Run, fibre: Fibre): Progress {
  const { input, target } = fibre;
  const plan = target.plan ?? planFor(fibre.chronicle.origin, target);
  if (plan === undefined) return lost(run, fibre);
  const entered = plan.entered === undefined ? fibre.previous : say(run, fibre, plan.entered, plan.state.name, input);
  const visit = newVisit(plan, input, entered);
  fibre.visit = visit;
  if (run.observer !== undefined) observe(run, fibre, visit, 'input', input);
  return 'on';
}

function newVisit(plan: Plan, input: Visit['input'], entered: number): Visit {
  return {
    input,
    entered,
    plan,
    step: 0,
    value: input,
    effective: input,
    result: undefined,
    assigned: undefined,
    retries: undefined,
    retryCount: 0,
    errorOutput: undefined,
    taskToken: undefined,
    rule: 0,
    work: undefined,
  };
}

function planFor({ plans }: Origin, target: Destination): Plan | undefined {
  const state = stateAt(target);
  if (state === undefined) return undefined;
  const plan = plans.get(state) ?? planOf(state);
  plans.set(state, plan);
  target.plan = plan;
  return plan;
}

/** The scope has no such state: nothing can handle that. */
function lost(run: Run, fibre: Fibre): Progress {
  const cause =
    fibre.target.name === undefined
      ? 'There is no state to start at.'
      : `There is no state named '${fibre.target.name}' to go to.`;
  endExecution(run, fibre.chronicle, 'FAILED', fibre.previous, 'States.Runtime', cause);
  return 'wait';
}

/** An Express execution has no such limit of its own, but one that goes in circles would take all its time. */
function endByEventLimit(run: Run, fibre: Fibre): void {
  if (fibre.chronicle.type === 'EXPRESS') {
    endExecution(run, fibre.chronicle, 'TIMED_OUT', 0, 'States.Timeout');
    return;
  }
  const cause = `The execution reached the maximum number of history events (${run.limits.events}).`;
  endExecution(run, fibre.chronicle, 'FAILED', fibre.previous, 'States.Runtime', cause);
}
