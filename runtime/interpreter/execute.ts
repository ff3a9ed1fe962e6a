import type { Json } from '../../language/json.ts';
import { advance } from './advance.ts';
import { isFinal } from './answer.ts';
import { endExecution } from './end.ts';
import type { Execution, ExecutionOptions } from './execution.ts';
import { newFibre } from './fibre.ts';
import { historyEvents, jsonText, newChronicle, record } from './history.ts';
import { awsLimits, type Limits } from './limits.ts';
import type { Run } from './run.ts';
import { setTimer, wake } from './schedule.ts';

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
    eventsFrom: (from) => historyEvents(run, run.main, from),
    advance: (steps) => advance(run, steps),
    answer(requestId, answer) {
      const fibre = run.requests.get(requestId);
      if (fibre === undefined) return false;
      if (isFinal(answer)) run.requests.delete(requestId);
      run.inbox.push({ fibre, answer });
      bell.ring();
      return true;
    },
    stop(error, cause) {
      endExecution(run, run.main, 'ABORTED', lastEvent(run), error, cause);
      bell.ring();
    },
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

/** The last event of the top level's strand. */
function lastEvent(run: Run): number {
  return run.fibres.get(run.main.root)?.previous ?? run.main.events.length;
}

function newRun(options: ExecutionOptions): Run {
  const { machine, host } = options;
  const limits = options.limits ?? awsLimits;
  const input = readInput(options.input, limits);
  const run: Run = {
    options,
    machine,
    host,
    limits,
    observer: options.observer,
    childEnded: options.childEnded,
    plans: new Map(),
    texts: new WeakMap(),
    main: newChronicle(options.identity, options.type, input.value, host.now()),
    fibres: new Map(),
    ready: [],
    readyTaken: 0,
    current: undefined,
    timers: [],
    requests: new Map(),
    outbox: [],
    withdrawn: [],
    inbox: [],
    evaluating: undefined,
    settled: undefined,
    invocations: new Map(),
    mapRuns: new Map(),
    counters: { fibre: 0, request: 0, timer: 0 },
  };
  begin(run, input);
  return run;
}

function begin(run: Run, input: Input): void {
  const { main, options } = run;
  if (typeof input.value === 'object' && input.value !== null) run.texts.set(input.value, options.input);
  const shown = { input: options.input, inputDetails: { truncated: false }, roleArn: options.identity.roleArn };
  record(run, main, 'ExecutionStarted', 0, undefined, undefined, shown);
  if (input.problem !== undefined) {
    endExecution(run, main, 'FAILED', 0, 'States.Runtime', input.problem);
    return;
  }
  const variables = { own: new Map<string, Json>(), outer: undefined };
  const top = newFibre(run, {
    kind: 'top',
    parent: undefined,
    index: 0,
    chronicle: main,
    scope: run.machine.top,
    variables,
    previous: 0,
    input: input.value,
  });
  main.root = top.id;
  const { standardMilliseconds, expressMilliseconds } = run.limits;
  const longest = options.type === 'EXPRESS' ? expressMilliseconds : standardMilliseconds;
  const budget = Math.min(longest, (run.machine.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000);
  if (budget !== Number.POSITIVE_INFINITY) setTimer(run, top, 'deadline', main.startedAt + budget);
  wake(run, top);
}

interface Input {
  readonly value: Json;
  readonly problem: string | undefined;
}

/** The caller's text as a value. An execution without input has an empty object. */
function readInput(text: string, limits: Limits): Input {
  if (text === '') return { value: {}, problem: undefined };
  if (text.length > limits.payloadBytes)
    return { value: null, problem: `The input is longer than the maximum of ${limits.payloadBytes} bytes.` };
  try {
    return { value: JSON.parse(text), problem: undefined };
  } catch (error) {
    return { value: null, problem: `Invalid State Machine Execution Input: '${(error as Error).message}'` };
  }
}
