import type { Json } from '../../language/json.ts';
import { destinationOf } from './destination.ts';
import { endExecution } from './end.ts';
import type { ExecutionOptions } from './execution.ts';
import { newFibre } from './fibre.ts';
import { type Chronicle, newChronicle, record } from './history.ts';
import { awsLimits, type Limits, nestsTooDeep } from './limits.ts';
import type { Fibre, Run } from './run.ts';
import { fewTimers, setDeadline, wake } from './schedule.ts';
import { plansOf } from './states.ts';

/** A run that is about to enter its first state, with its ExecutionStarted event. */
export function newRun(options: ExecutionOptions): Run {
  const { machine, host, identity, type } = options;
  const limits = options.limits ?? awsLimits;
  const input = readInput(options.input === '' ? '{}' : options.input, limits);
  const run: Run = {
    options,
    host,
    limits,
    observer: options.observer,
    childEnded: options.childEnded,
    texts: new WeakMap(),
    main: newChronicle({
      origin: { id: 0, machine, plans: plansOf(machine), depth: 0, starter: undefined },
      identity,
      type,
      input: input.value,
      startedAt: host.now(),
    }),
    ready: [],
    readyTaken: 0,
    current: undefined,
    nested: new Map(),
    nestedEnded: [],
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
    counters: { fibre: 0, request: 0, timer: 0, nested: 0 },
  };
  const own = new Map<string, Json>(Object.entries(options.variables ?? {}));
  const variables = { own, outer: undefined, bytes: 0 };
  begin(run, run.main, input, { kind: 'top', parent: undefined, variables });
  return run;
}

/** Records that an execution has started, and sends its top level to the first state. Broken input ends it at once. */
export function begin(
  run: Run,
  chronicle: Chronicle,
  input: Input,
  top: Pick<Fibre, 'kind' | 'parent' | 'variables'>,
): Fibre | undefined {
  const { machine } = chronicle.origin;
  const { roleArn } = chronicle.identity;
  if (typeof input.value === 'object' && input.value !== null) run.texts.set(input.value, input.text);
  const shown = { input: input.text, inputDetails: { truncated: false }, roleArn };
  record(run, chronicle, 'ExecutionStarted', 0, undefined, undefined, shown);
  if (input.problem !== undefined) {
    endExecution(run, chronicle, 'FAILED', 0, 'States.Runtime', input.problem);
    return undefined;
  }
  const target = destinationOf(machine.top, machine.top.startAt);
  const root = newFibre(run, { ...top, index: 0, chronicle, previous: 0, target, input: input.value });
  chronicle.root = root;
  setDeadline(run, root, machine.timeoutSeconds);
  wake(run, root);
  return root;
}

export interface Input {
  readonly text: string;
  readonly value: Json;
  readonly problem: string | undefined;
}

/** The caller's text as a value. An execution without input has an empty object. */
export function readInput(text: string, limits: Limits): Input {
  if (text.length > limits.payloadBytes)
    return { text, value: null, problem: `The input is longer than the maximum of ${limits.payloadBytes} bytes.` };
  if (nestsTooDeep(text)) return { text, value: null, problem: 'The input is nested too deep.' };
  try {
    return { text, value: JSON.parse(text), problem: undefined };
  } catch (error) {
    return { text, value: null, problem: `Invalid State Machine Execution Input: '${(error as Error).message}'` };
  }
}
