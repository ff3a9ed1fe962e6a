import type { Json } from '../../language/json.ts';
import { destinationOf } from './destination.ts';
import { endExecution } from './end.ts';
import type { ExecutionOptions } from './execution.ts';
import { newFibre } from './fibre.ts';
import { newChronicle, record } from './history.ts';
import { awsLimits, type Limits, nestsTooDeep } from './limits.ts';
import type { Run } from './run.ts';
import { fewTimers, setTimer, wake } from './schedule.ts';
import { plansOf } from './states.ts';

/** A run that is about to enter its first state, with its ExecutionStarted event. */
export function newRun(options: ExecutionOptions): Run {
  const { machine, host } = options;
  const limits = options.limits ?? awsLimits;
  const input = readInput(options.input === '' ? '{}' : options.input, limits);
  const run: Run = {
    options,
    machine,
    host,
    limits,
    observer: options.observer,
    childEnded: options.childEnded,
    plans: plansOf(machine),
    texts: new WeakMap(),
    main: newChronicle(options.identity, options.type, input.value, host.now()),
    ready: [],
    readyTaken: 0,
    current: undefined,
    timers: [],
    timersSwept: fewTimers,
    requests: new Map(),
    outbox: [],
    withdrawn: [],
    inbox: [],
    held: false,
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
  if (typeof input.value === 'object' && input.value !== null) run.texts.set(input.value, input.text);
  const shown = { input: input.text, inputDetails: { truncated: false }, roleArn: options.identity.roleArn };
  record(run, main, 'ExecutionStarted', 0, undefined, undefined, shown);
  if (input.problem !== undefined) {
    endExecution(run, main, 'FAILED', 0, 'States.Runtime', input.problem);
    return;
  }
  const variables = { own: new Map<string, Json>(Object.entries(options.variables ?? {})), outer: undefined, bytes: 0 };
  const top = newFibre(run, {
    kind: 'top',
    parent: undefined,
    index: 0,
    chronicle: main,
    variables,
    previous: 0,
    target: destinationOf(run.machine.top, run.machine.top.startAt),
    input: input.value,
  });
  main.root = top;
  const { standardMilliseconds, expressMilliseconds } = run.limits;
  const longest = options.type === 'EXPRESS' ? expressMilliseconds : standardMilliseconds;
  const budget = Math.min(longest, (run.machine.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000);
  if (budget !== Number.POSITIVE_INFINITY) setTimer(run, top, 'deadline', main.startedAt + budget);
  wake(run, top);
}

interface Input {
  readonly text: string;
  readonly value: Json;
  readonly problem: string | undefined;
}

/** The caller's text as a value. An execution without input has an empty object. */
function readInput(text: string, limits: Limits): Input {
  if (text.length > limits.payloadBytes)
    return { text, value: null, problem: `The input is longer than the maximum of ${limits.payloadBytes} bytes.` };
  if (nestsTooDeep(text)) return { text, value: null, problem: 'The input is nested too deep.' };
  try {
    return { text, value: JSON.parse(text), problem: undefined };
  } catch (error) {
    return { text, value: null, problem: `Invalid State Machine Execution Input: '${(error as Error).message}'` };
  }
}
