import { isObject, type Json, type JsonObject, member } from '../../language/json.ts';
import { type Chronicle, jsonText } from './history.ts';
import type { TaskAnswer, TaskRequest } from './host.ts';
import { taskKindOf } from './resource.ts';
import type { Run } from './run.ts';

/** What a `states:startExecution` task asks for. */
export interface StartCall {
  readonly stateMachineArn: string;
  readonly name: string | undefined;
  /** A JSON text. */
  readonly input: string;
  readonly pattern: 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken';
}

/** Undefined for a task that does something else. */
export function startCall({ resource, input }: TaskRequest): StartCall | undefined {
  const task = taskKindOf(resource);
  if (task.kind !== 'service' || task.resourceType !== 'states' || !/^startExecution(\.|$)/.test(task.resource))
    return undefined;
  const text = (name: string) => {
    const value = isObject(input) ? member(input, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return {
    stateMachineArn: text('StateMachineArn') ?? '',
    name: text('Name'),
    input: inputText(isObject(input) ? member(input, 'Input') : undefined),
    pattern: task.pattern,
  };
}

/** Null and nothing become an empty object; text is taken as the JSON text that it is. */
function inputText(input: Json | undefined): string {
  if (input === undefined || input === null) return '{}';
  return typeof input === 'string' ? input : JSON.stringify(input);
}

/** What StartExecution answers at once. */
export function submission({ identity, startedAt }: Chronicle): JsonObject {
  return {
    ExecutionArn: identity.executionArn,
    SdkHttpMetadata: { AllHttpHeaders: {}, HttpHeaders: {}, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: identity.executionName },
    StartDate: startedAt,
  };
}

/** What a task that waits for the end of the execution comes to. */
export function outcome(run: Run, chronicle: Chronicle, call: StartCall): TaskAnswer {
  const description = describe(run, chronicle, call);
  if (chronicle.status === 'SUCCEEDED') return { kind: 'succeeded', output: description };
  // Each failure tells the one inside it, with more and more backslashes.
  const cause = JSON.stringify(description).slice(0, longestCause);
  return { kind: 'failed', error: 'States.TaskFailed', cause };
}

/** As long as AWS lets a cause be. */
const longestCause = 32_768;

/** `.sync` gives Input and Output as text, `.sync:2` as values; a failure gives both as text. */
function describe(run: Run, chronicle: Chronicle, { input, pattern }: StartCall): JsonObject {
  const { identity, status, cause, output, startedAt } = chronicle;
  const parsed = pattern === 'sync:2' && status === 'SUCCEEDED';
  const timedOut = status === 'TIMED_OUT';
  const error = timedOut ? 'States.Timeout' : chronicle.error;
  const shownOutput = output === undefined || parsed ? output : jsonText(run, output);
  return {
    ...(cause === undefined ? {} : { Cause: cause }),
    ...(error === undefined ? {} : { Error: error }),
    ExecutionArn: identity.executionArn,
    Input: parsed ? chronicle.input : input,
    InputDetails: { Included: true },
    Name: identity.executionName,
    ...(shownOutput === undefined ? {} : { Output: shownOutput, OutputDetails: { Included: true } }),
    RedriveCount: chronicle.redriveCount,
    RedriveStatus: status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
    StartDate: startedAt,
    StateMachineArn: identity.stateMachineArn,
    Status: timedOut ? 'FAILED' : status,
    StopDate: chronicle.endedAt ?? startedAt,
  };
}

const prefix = 'StepFunctions.';

/** How StartExecution fails for a state machine that is not there. */
export function unknownMachine(arn: string): TaskAnswer {
  const error = `${prefix}StateMachineDoesNotExistException`;
  return { kind: 'failed', error, cause: `State Machine Does Not Exist: '${arn}'` };
}

export function invalidInput(cause: string): TaskAnswer {
  return { kind: 'failed', error: `${prefix}InvalidExecutionInputException`, cause };
}

export function tooManyExecutions(cause: string): TaskAnswer {
  return { kind: 'failed', error: `${prefix}ExecutionLimitExceededException`, cause };
}
