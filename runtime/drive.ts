import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Clock, LetGo } from './clocks.ts';
import type { HistoryEvent } from './interpreter/events.ts';
import type { Execution, Waiting } from './interpreter/execution.ts';
import type { Answer, Request, TaskAnswer, TaskRequest } from './interpreter/host.ts';
import { noStorage, type Storage } from './storage.ts';
import { isSubmittedFirst } from './submission.ts';

/**
 * Does a task's work. Undefined: nobody here will answer, so that only a timeout or an answer from elsewhere ends
 * the task. An answer that is there at once needs no promise. `progress` takes answers on the way: submitted,
 * started, heartbeat. `signal` aborts when nobody wants the answer any more. Virtual time stands still until the answer
 * is there.
 */
export type TaskRunner = (
  request: TaskRequest,
  signal: AbortSignal,
  progress: (answer: TaskAnswer) => void,
) => TaskAnswer | undefined | Promise<TaskAnswer | undefined>;

export interface DriveOptions {
  readonly clock: Clock;
  readonly runTask: TaskRunner;
  /** S3 for distributed Maps; without it every access fails. */
  readonly storage?: Storage;
  /** Aborting it stops the execution. */
  readonly signal?: AbortSignal;
  /** Given the new events of each round, in order. */
  readonly onEvents?: (events: readonly HistoryEvent[]) => void;
  /** Called before each round; the round waits for its promise. This is how a run is paused. */
  readonly between?: () => Promise<void> | undefined;
  /** How many steps a round may take: one, for a debugger that looks at every stage. */
  readonly stepsAtOnce?: number;
}

/** Moves an execution until it has ended. Other work of the process waits no longer than about 10 ms for it. */
export async function drive(execution: Execution, options: DriveOptions): Promise<void> {
  const { clock, signal } = options;
  const work: Works = new Map();
  const stop = () => execution.stop();
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  // After going back to a snapshot there are fewer events than were reported.
  let reported = 0;
  const report = () => {
    if (options.onEvents && execution.eventCount > reported) options.onEvents(execution.eventsFrom(reported));
    reported = execution.eventCount;
  };
  const pace = pacer(options.stepsAtOnce);
  try {
    for (;;) {
      await options.between?.();
      const waiting = pace.round((steps) => {
        const reached = execution.advance(steps);
        report();
        return reached;
      });
      if (waiting.kind === 'ended') return;
      if (waiting.kind === 'evaluating') await waiting.settled;
      else if (waiting.kind === 'waiting' && !see(execution, waiting, work, options)) {
        await rest(execution, waiting, clock);
        // Answers of one turn of the event loop count as simultaneous.
        if (clock.isVirtual && work.size > 0) await turnOfTheLoop();
      }
      await pace.pause();
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    for (const { controller } of work.values()) controller.abort();
    for (const { letGo } of work.values()) letGo?.();
  }
}

/** What is under way for a run, by request; virtual time stands still meanwhile. */
type Works = Map<number, { readonly controller: AbortController; readonly letGo: LetGo | undefined }>;

/** What a step costs depends on the data: as many at once as take a few milliseconds. */
const mostSteps = 256;
const longestRound = 4;
const longestTurn = 8;

interface Pacer {
  /** Does one round of work, in as many steps as it is told. */
  round(work: (steps: number) => Waiting): Waiting;
  /** Gives the event loop a turn when the last one is some milliseconds ago. */
  pause(): Promise<void> | undefined;
}

function pacer(stepsAtOnce: number | undefined): Pacer {
  let last = performance.now();
  let steps = 1;
  return {
    round(work) {
      const begun = performance.now();
      const waiting = work(stepsAtOnce ?? steps);
      const isLong = performance.now() - begun > longestRound;
      steps = isLong ? Math.ceil(steps / 2) : Math.min(2 * steps, mostSteps);
      return waiting;
    },
    pause() {
      if (performance.now() - last < longestTurn) return undefined;
      return turnOfTheLoop().then(() => {
        last = performance.now();
      });
    },
  };
}

type Resting = Extract<Waiting, { kind: 'waiting' }>;

/** Sees to the requests; true when one was answered at once. */
function see(execution: Execution, { requests, withdrawn }: Resting, work: Works, options: DriveOptions): boolean {
  for (const id of withdrawn) {
    work.get(id)?.controller.abort();
    work.get(id)?.letGo?.();
    work.delete(id);
  }
  let answered = false;
  for (const request of requests) if (begin(execution, request, work, options)) answered = true;
  return answered;
}

/** Waits for an answer or for the time to come. */
async function rest(execution: Execution, { until }: Resting, clock: Clock): Promise<void> {
  const changed = execution.changed();
  const sleep = new AbortController();
  await Promise.race([changed, clock.until(until, sleep.signal)]);
  sleep.abort();
  // Lets go of `changed`, which would otherwise remember every wait.
  execution.wake();
}

/** Starts the work of a request; true when there was an answer at once. */
function begin(execution: Execution, request: Request, work: Works, options: DriveOptions): boolean {
  const controller = new AbortController();
  let answered = false;
  let unsubmitted = isSubmittedFirst(request);
  const give = (answer: Answer): boolean => {
    if (unsubmitted && answer.kind === 'succeeded') execution.answer(request.id, { kind: 'submitted', output: {} });
    if (answer.kind === 'submitted') unsubmitted = false;
    return execution.answer(request.id, answer);
  };
  const progress = (answer: TaskAnswer) => {
    answered = true;
    give(answer);
  };
  const letGo = options.clock.hold?.();
  const answer = perform(request, controller.signal, progress, options);
  if (!(answer instanceof Promise)) letGo?.();
  if (answer === undefined) return answered;
  if (!(answer instanceof Promise)) return give(answer);
  work.set(request.id, { controller, letGo });
  void answer.catch(failed).then((settled) => {
    work.delete(request.id);
    letGo?.();
    // Time may pass again, whether or not anybody still wants the answer.
    if (settled === undefined || controller.signal.aborted || !give(settled)) execution.wake();
  });
  return answered;
}

function perform(
  request: Request,
  signal: AbortSignal,
  progress: (answer: TaskAnswer) => void,
  { runTask, storage }: DriveOptions,
): Answer | undefined | Promise<Answer | undefined> {
  if (request.kind === 'task') {
    try {
      return runTask(request, signal, progress);
    } catch (error) {
      return failed(error);
    }
  }
  if (storage === undefined) return noStorage(request);
  if (request.kind === 'read') return storage.read(request);
  return request.kind === 'list' ? storage.list(request) : storage.write(request);
}

function failed(reason: unknown): Answer {
  return {
    kind: 'failed',
    error: 'States.TaskFailed',
    cause: reason instanceof Error ? reason.message : String(reason),
  };
}
