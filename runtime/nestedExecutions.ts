import { isObject, type Json, type JsonObject, member } from '../language/json.ts';
import type { StateMachine } from '../language/model/stateMachine.ts';
import type { Clock } from './clocks.ts';
import { drive, type TaskRunner } from './drive.ts';
import { startExecution } from './interpreter/execute.ts';
import type { Execution, Identity } from './interpreter/execution.ts';
import type { Host, TaskAnswer, TaskRequest } from './interpreter/host.ts';
import { taskKindOf } from './interpreter/resource.ts';

/** A state machine that other executions may start. */
export interface KnownMachine {
  readonly machine: StateMachine;
  readonly name: string;
  readonly roleArn: string;
}

export interface NestedOptions {
  /** The machine that an ARN names; undefined when it is not here. */
  machineOf(stateMachineArn: string): KnownMachine | undefined;
  readonly host: Host;
  readonly clock: Clock;
  /** Does the tasks of the children, and all tasks of the parents that start nothing. */
  readonly otherwise: TaskRunner;
}

/** Runs `states:startExecution` tasks with the same interpreter, children of children included. */
export function nestedExecutions(options: NestedOptions): TaskRunner {
  const runTask: TaskRunner = (request, signal, progress, letTimePass) => {
    const call = startCall(request);
    if (call === undefined) return options.otherwise(request, signal, progress, letTimePass);
    const known = options.machineOf(call.stateMachineArn);
    if (known === undefined) return unknownMachine(call.stateMachineArn);
    const child = startChild(call, known, options);
    // From here on the child's own drive keeps time from passing while it is at work.
    letTimePass?.();
    const ended = drive(child, { clock: options.clock, runTask, signal });
    const submitted = submission(child);
    if (call.pattern === 'requestResponse') return { kind: 'succeeded', output: submitted };
    progress({ kind: 'submitted', output: submitted });
    return ended.then(() => outcome(child, call));
  };
  return runTask;
}

interface StartCall {
  readonly stateMachineArn: string;
  readonly name: string | undefined;
  readonly input: string;
  readonly pattern: 'requestResponse' | 'sync' | 'sync:2';
}

function startCall({ resource, input }: TaskRequest): StartCall | undefined {
  const task = taskKindOf(resource);
  if (task.kind !== 'service' || task.resourceType !== 'states' || !task.resource.startsWith('startExecution'))
    return undefined;
  if (task.pattern === 'waitForTaskToken' || !isObject(input)) return undefined;
  const arn = member(input, 'StateMachineArn');
  const name = member(input, 'Name');
  return {
    stateMachineArn: typeof arn === 'string' ? arn : '',
    name: typeof name === 'string' ? name : undefined,
    input: inputText(member(input, 'Input')),
    pattern: task.pattern,
  };
}

/** Null and nothing become an empty object; text is taken as the JSON text that it is. */
function inputText(input: Json | undefined): string {
  if (input === undefined || input === null) return '{}';
  return typeof input === 'string' ? input : JSON.stringify(input);
}

function unknownMachine(arn: string): TaskAnswer {
  const error = 'StepFunctions.StateMachineDoesNotExistException';
  return { kind: 'failed', error, cause: `State Machine Does Not Exist: '${arn}'` };
}

function startChild(
  { stateMachineArn, name, input }: StartCall,
  known: KnownMachine,
  options: NestedOptions,
): Execution {
  const executionName = name ?? options.host.uuid();
  const identity: Identity = {
    executionArn: `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${executionName}`,
    executionName,
    stateMachineArn,
    stateMachineName: known.name,
    roleArn: known.roleArn,
    region: stateMachineArn.split(':')[3] ?? '',
  };
  return startExecution({ machine: known.machine, input, type: 'STANDARD', identity, host: options.host });
}

function submission(child: Execution): JsonObject {
  const requestId = `${child.identity.executionName}`;
  return {
    ExecutionArn: child.identity.executionArn,
    SdkHttpMetadata: { AllHttpHeaders: {}, HttpHeaders: {}, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: requestId },
    StartDate: child.startedAt,
  };
}

function outcome(child: Execution, call: StartCall): TaskAnswer {
  const description = describe(child, call);
  if (child.status === 'SUCCEEDED') return { kind: 'succeeded', output: description };
  return { kind: 'failed', error: 'States.TaskFailed', cause: JSON.stringify(description) };
}

/** `.sync` gives Input and Output as text, `.sync:2` as values; a failure gives both as text. */
function describe(child: Execution, { input, pattern }: StartCall): JsonObject {
  const parsed = pattern === 'sync:2' && child.status === 'SUCCEEDED';
  const shown = (text: string): Json => (parsed ? JSON.parse(text) : text);
  const timedOut = child.status === 'TIMED_OUT';
  const error = timedOut ? 'States.Timeout' : child.error;
  return {
    ...(child.cause === undefined ? {} : { Cause: child.cause }),
    ...(error === undefined ? {} : { Error: error }),
    ExecutionArn: child.identity.executionArn,
    Input: shown(input),
    InputDetails: { Included: true },
    Name: child.identity.executionName,
    ...(child.output === undefined ? {} : { Output: shown(child.output), OutputDetails: { Included: true } }),
    RedriveCount: child.redriveCount,
    RedriveStatus: child.status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
    StartDate: child.startedAt,
    StateMachineArn: child.identity.stateMachineArn,
    Status: timedOut ? 'FAILED' : child.status,
    StopDate: child.endedAt ?? child.startedAt,
  };
}
