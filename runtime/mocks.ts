import type { Json } from '../language/json.ts';
import { isObject, member } from '../language/json.ts';
import { type MockEntry, type MockFile, testCasesOf } from '../language/mocks/mockFile.ts';
import type { TaskAnswer, TaskRequest } from './interpreter/host.ts';

/** One attempt of a task that wants its answer. */
export interface MockedTask {
  readonly state: string;
  readonly resource: string;
  /** How often the state was invoked before in this execution. */
  readonly invocation: number;
}

/**
 * Answers the tasks of a run: its own by what the file has for `machine`, those of an execution that it started by what
 * the file has for a state machine of that name. Where that has no such test case, or none is given, it is the first one.
 */
export function mockedTasks(
  file: MockFile,
  machine: string | undefined,
  testCase: string | undefined,
): (request: TaskRequest) => TaskAnswer | undefined {
  return (request) => {
    const { nestedIn = machine } = request;
    const known = testCasesOf(file, nestedIn);
    const isKnown = request.nestedIn === undefined || (testCase !== undefined && known.includes(testCase));
    return mockAnswer(file, nestedIn, (isKnown ? testCase : undefined) ?? known[0], request);
  };
}

/**
 * The mocked answer to a task; undefined when the test case does not name its state.
 * A response that has nothing for this invocation fails the task as Step Functions Local does, with States.Runtime.
 */
export function mockAnswer(
  file: MockFile,
  machine: string | undefined,
  testCase: string | undefined,
  task: MockedTask,
): TaskAnswer | undefined {
  const cases = machine === undefined ? undefined : file.machines.get(machine)?.testCases;
  const name = testCase === undefined ? undefined : cases?.get(testCase)?.states.get(task.state)?.response;
  if (name === undefined) return undefined;
  const response = file.responses.get(name);
  if (!response) return misused(`There is no mocked response “${name}” for the state “${task.state}”.`);
  const entry = response.entries.find(({ first, last }) => first <= task.invocation && task.invocation <= last);
  if (!entry) {
    return misused(`The mocked response “${name}” has no entry for invocation ${task.invocation} of “${task.state}”.`);
  }
  return answerOf(entry.outcome, task.resource);
}

function answerOf(outcome: MockEntry['outcome'], resource: string): TaskAnswer {
  switch (outcome.kind) {
    case 'return':
      return { kind: 'succeeded', output: unwrapped(outcome.value, resource) };
    case 'throw':
      return {
        kind: 'failed',
        error: outcome.error,
        ...(outcome.cause !== undefined && { cause: outcome.cause }),
      };
    case 'broken':
      return misused(outcome.reason);
  }
}

/** A function called by its own ARN gives its bare result, though mocks are often written as lambda:invoke answers. */
function unwrapped(value: Json, resource: string): Json {
  if (!/^arn:[^:]+:lambda:/.test(resource) || !isObject(value)) return value;
  const payload = member(value, 'Payload');
  const isAnswer = payload !== undefined && Object.hasOwn(value, 'StatusCode') && Object.keys(value).length === 2;
  return isAnswer ? payload : value;
}

function misused(cause: string): TaskAnswer {
  return { kind: 'failed', error: 'States.Runtime', cause };
}
