import { deliver } from './answer.ts';
import { begin, type Input, readInput } from './begin.ts';
import { endExecution } from './end.ts';
import type { Identity, NestedExecution, NestedMachine } from './execution.ts';
import { type Chronicle, newChronicle } from './history.ts';
import type { Request, TaskRequest } from './host.ts';
import { invalidInput, outcome, type StartCall, startCall, submission, tooManyExecutions } from './nestedCall.ts';
import { nestedView } from './nestedView.ts';
import type { OpenRequest } from './requests.ts';
import { type Fibre, innerVariables, type Run } from './run.ts';
import { plansOf } from './states.ts';
import { returnToken } from './tokenReturn.ts';

/** The task that started a nested execution. */
export interface NestedCall {
  readonly request: TaskRequest;
  readonly call: StartCall;
  /** The fibre whose task it is; undefined when that is no more. */
  readonly caller: Fibre | undefined;
}

/** Whether anything goes on: the execution, or one that it has started. */
export function isRunning({ main, nested }: Run): boolean {
  return main.status === 'RUNNING' || nested.size > 0;
}

/** Does what the run itself can do for tasks since it last had nothing else to do, as the world would do it then. */
export function doTasks(run: Run): boolean {
  if (run.options.nested === undefined || run.outbox.length === 0) return false;
  const asked = run.outbox;
  run.outbox = [];
  for (const request of asked) {
    const open = run.requests.get(request.id);
    if (open === undefined || !isDoneHere(run, request, open)) run.outbox.push(request);
  }
  return run.outbox.length < asked.length;
}

/** Whether the run sees to a task itself: it starts an execution that is at hand, or gives back a token of the run. */
function isDoneHere(run: Run, request: Request, open: OpenRequest): boolean {
  if (request.kind !== 'task' || open.awaitsToken || run.options.isAnswered?.(request)) return false;
  if (isStartedHere(run, request, open)) return true;
  if (!returnToken(run, request)) return false;
  run.requests.delete(request.id);
  deliver(run, open.fibre, request.id, { kind: 'succeeded', output: {} });
  return true;
}

function isStartedHere(run: Run, request: TaskRequest, open: OpenRequest): boolean {
  const call = startCall(request);
  if (call === undefined) return false;
  const { machine } = open.fibre.chronicle.origin;
  const known = run.options.nested?.(call.stateMachineArn, request, machine);
  if (known === undefined) return false;
  // Nobody else is to answer it.
  run.requests.delete(request.id);
  start(run, { request, call, caller: open.fibre }, open.fibre, known);
  return true;
}

function start(run: Run, nestedCall: NestedCall, caller: Fibre, known: NestedMachine): void {
  const { request, call } = nestedCall;
  const input = readInput(call.input, run.limits);
  const tooMany = limitReached(run, caller);
  if (tooMany !== undefined || input.problem !== undefined) {
    const refusal = tooMany === undefined ? invalidInput(input.problem ?? '') : tooManyExecutions(tooMany);
    deliver(run, caller, request.id, refusal);
    return;
  }
  const chronicle = chronicleOf(run, call, caller, known, input);
  const isAwaited = call.pattern === 'sync' || call.pattern === 'sync:2';
  const parent = isAwaited ? caller : undefined;
  const root = begin(run, chronicle, input, { kind: 'nested', parent, variables: innerVariables(undefined) });
  if (root !== undefined) run.nested.set(root, nestedCall);
  const kind = call.pattern === 'requestResponse' ? 'succeeded' : 'submitted';
  deliver(run, caller, request.id, { kind, output: submission(chronicle) });
}

/** A machine that starts itself would never come to an end. */
function limitReached({ nested, limits }: Run, { chronicle }: Fibre): string | undefined {
  const { nestedDepth, nestedExecutions } = limits;
  if (chronicle.origin.depth >= nestedDepth)
    return `Executions have started each other ${nestedDepth} times; the debugger and the local runs stop there.`;
  return nested.size < nestedExecutions ? undefined : `There are ${nestedExecutions} executions already.`;
}

function chronicleOf(run: Run, call: StartCall, caller: Fibre, known: NestedMachine, input: Input): Chronicle {
  const { origin } = caller.chronicle;
  const stateMachineArn = arnOf(call, caller, known);
  const executionName = call.name ?? run.host.uuid();
  const identity: Identity = {
    // Of a version or an alias too it is an execution of the state machine.
    executionArn: `${stateMachineArn.replace(/:stateMachine:([^:]*).*/, ':execution:$1')}:${executionName}`,
    executionName,
    stateMachineArn,
    stateMachineName: known.name,
    roleArn: known.roleArn,
    region: stateMachineArn.split(':')[3] ?? '',
  };
  const { machine, type } = known;
  const id = ++run.counters.nested;
  return newChronicle({
    origin: { id, machine, plans: plansOf(machine), depth: origin.depth + 1, starter: caller.id },
    identity,
    type,
    input: input.value,
    startedAt: run.host.now(),
  });
}

/** What a task names before it is deployed may be no ARN yet. */
function arnOf({ stateMachineArn }: StartCall, { chronicle }: Fibre, { name }: NestedMachine): string {
  if (stateMachineArn.includes(':stateMachine:')) return stateMachineArn;
  return chronicle.identity.stateMachineArn.replace(/[^:]*$/, name);
}

/** Tells the tasks what became of the executions that they wait for. */
export function settleNested(run: Run): boolean {
  const ended = run.nestedEnded;
  run.nestedEnded = [];
  for (const root of ended) {
    const call = run.nested.get(root);
    run.nested.delete(root);
    if (call?.caller?.alive) settle(run, call, call.caller, root.chronicle);
  }
  return ended.length > 0;
}

function settle(run: Run, { request, call }: NestedCall, caller: Fibre, chronicle: Chronicle): void {
  const work = caller.visit?.work;
  const isAwaited = work?.kind === 'task' && work.request === request.id;
  if (call.pattern !== 'waitForTaskToken') deliver(run, caller, request.id, outcome(run, chronicle, call));
  else if (isAwaited) {
    // The token did not come back while the execution went on: from now on somebody else may bring it.
    run.requests.set(request.id, { fibre: caller, request, awaitsToken: true });
    run.outbox.push(request);
  }
}

/** Ends all of them as ABORTED. */
export function stopNested(run: Run): void {
  for (const root of run.nested.keys()) endExecution(run, root.chronicle, 'ABORTED', 0);
  run.nested.clear();
  run.nestedEnded = [];
}

export function nestedOf(run: Run): NestedExecution[] {
  return [...run.nested.keys()].map(({ chronicle }) => nestedView(run, chronicle));
}
