import type { Fault } from './fault.ts';
import type { Fibre, Progress, Run } from './run.ts';
import { popTimer, pushTimer, type Timer } from './timers.ts';

/** Puts a fibre at the end of the queue of those that can go on. */
export function wake(run: Run, fibre: Fibre): void {
  if (fibre.queued || !fibre.alive) return;
  fibre.queued = true;
  run.ready.push(fibre);
}

/** Wakes a fibre with an error, which is dealt with when its turn comes: errors of one moment are all recorded first. */
export function strike(run: Run, fibre: Fibre, fault: Fault): void {
  fibre.fault = fault;
  wake(run, fibre);
}

export function nextReady(run: Run): Fibre | undefined {
  for (;;) {
    const fibre = run.ready[run.readyTaken];
    if (fibre === undefined) {
      if (run.readyTaken > 0) run.ready = [];
      run.readyTaken = 0;
      return undefined;
    }
    run.readyTaken++;
    if (run.readyTaken > 4096) {
      run.ready = run.ready.slice(run.readyTaken);
      run.readyTaken = 0;
    }
    fibre.queued = false;
    if (fibre.alive) return fibre;
  }
}

/** Whether the fibre may simply go on: nobody else is waiting for a turn. */
export function turnEnds(run: Run): Progress {
  return run.readyTaken < run.ready.length ? 'turn' : 'on';
}

export function setTimer(run: Run, fibre: Fibre, purpose: Timer['purpose'], at: number): void {
  run.counters.timer++;
  fibre.timers = { ...fibre.timers, [purpose]: run.counters.timer };
  if (run.timers.length > run.timersSwept) dropDeadTimers(run);
  pushTimer(run.timers, { at, sequence: run.counters.timer, fibre, purpose });
}

/**
 * Ends an execution, by the top level's fibre, when it takes longer than its quota, counted from now,
 * or as long as the TimeoutSeconds of its definition.
 */
export function setDeadline(run: Run, root: Fibre, timeoutSeconds = Number.POSITIVE_INFINITY): void {
  const { standardMilliseconds, expressMilliseconds } = run.limits;
  const quota = root.chronicle.type === 'EXPRESS' ? expressMilliseconds : standardMilliseconds;
  // A quota may be used to the full: a Wait of a year ends in time.
  const budget = Math.min(quota + 1, timeoutSeconds * 1000);
  if (budget !== Number.POSITIVE_INFINITY) setTimer(run, root, 'deadline', run.host.now() + budget);
}

/** So many are never worth a sweep. */
export const fewTimers = 4096;

/** Clocks of work that has ended would otherwise stay until their time comes. */
function dropDeadTimers(run: Run): void {
  run.timers = liveTimers(run.timers);
  run.timersSwept = Math.max(fewTimers, 2 * run.timers.length);
}

/** A heap of those that count. A sorted list is one. */
export function liveTimers(timers: readonly Timer[]): Timer[] {
  return timers.filter(counts).sort((a, b) => a.at - b.at || a.sequence - b.sequence);
}

export function clearTimer(fibre: Fibre, purpose: Timer['purpose']): void {
  if (fibre.timers[purpose] !== undefined) fibre.timers = { ...fibre.timers, [purpose]: undefined };
}

/** The moment of the first timer that still counts; drops dead ones on the way. */
export function firstTimer(run: Run): Timer | undefined {
  for (;;) {
    const timer = run.timers[0];
    if (timer === undefined || counts(timer)) return timer;
    popTimer(run.timers);
  }
}

/** Takes the first timer when it is due at `now`. */
export function dueTimer(run: Run, now: number): Timer | undefined {
  const timer = firstTimer(run);
  if (timer === undefined || timer.at > now) return undefined;
  popTimer(run.timers);
  return timer;
}

function counts({ fibre, purpose, sequence }: Timer): boolean {
  return fibre.alive && fibre.timers[purpose] === sequence;
}
