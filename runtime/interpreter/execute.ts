import { advance } from './advance.ts';
import { isFinal } from './answer.ts';
import { newRun } from './begin.ts';
import { endExecution } from './end.ts';
import type { Execution, ExecutionOptions } from './execution.ts';
import { historyEvents, jsonText } from './history.ts';
import { mapRunView } from './mapRunView.ts';
import { isRunning, nestedOf, stopNested } from './nestedExecution.ts';
import { notRedrivable, redrive } from './redrive.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';
import { changeStrand, nextStrand, strandById, strandsOf } from './strands.ts';

/**
 * Starts a run of a state machine. Nothing happens until somebody advances it.
 * Input that is no JSON ends the execution at once as FAILED.
 */
export function startExecution(options: ExecutionOptions): Execution {
  const run = newRun(options);
  const bell = newBell();
  return {
    identity: options.identity,
    get status() {
      return run.main.status;
    },
    get output() {
      return run.main.output === undefined ? undefined : jsonText(run, run.main.output);
    },
    get error() {
      return run.main.error;
    },
    get cause() {
      return run.main.cause;
    },
    get startedAt() {
      return run.main.startedAt;
    },
    get endedAt() {
      return run.main.endedAt;
    },
    get eventCount() {
      return run.main.events.length;
    },
    get isOver() {
      return !isRunning(run);
    },
    eventsFrom: (from) => historyEvents(run, run.main, from),
    advance: (steps) => advance(run, steps),
    answer(requestId, answer) {
      const open = run.requests.get(requestId);
      if (open === undefined || !isRunning(run)) return false;
      if (isFinal(answer)) run.requests.delete(requestId);
      run.inbox.push({ request: requestId, fibre: open.fibre, answer });
      bell.ring();
      return true;
    },
    stop(error, cause) {
      endExecution(run, run.main, 'ABORTED', 0, error, cause);
      stopNested(run);
      bell.ring();
    },
    nested: () => nestedOf(run),
    get nestedCount() {
      return run.counters.nested;
    },
    strands: () => strandsOf(run),
    strand: (id) => strandById(run, id),
    nextStrand: () => nextStrand(run),
    change: (strand, change) => changeStrand(run, strand, change),
    snapshot: () => takeSnapshot(run),
    restore(snapshot) {
      restoreSnapshot(run, snapshot);
      bell.ring();
    },
    redrive() {
      const reason = notRedrivable(run);
      if (reason === undefined) redrive(run);
      bell.ring();
      return reason;
    },
    get redriveCount() {
      return run.main.redriveCount;
    },
    mapRuns: () => [...run.mapRuns.values()].map(mapRunView),
    changed: bell.heard,
    wake: bell.ring,
  };
}

interface Bell {
  ring(): void;
  heard(): Promise<void>;
}

function newBell(): Bell {
  let ring = () => {};
  let heard: Promise<void> | undefined;
  return {
    ring() {
      heard = undefined;
      ring();
    },
    heard() {
      heard ??= new Promise((resolve) => {
        ring = resolve;
      });
      return heard;
    },
  };
}
