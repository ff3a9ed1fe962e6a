import type { Json } from '../language/json.ts';
import { isObject, member } from '../language/json.ts';
import { machineMeant } from '../language/mockFile.ts';
import type { SyntaxProblem } from '../language/syntax/syntaxTree.ts';
import type { TextRange } from '../language/text.ts';
import type { TaskAnswer } from './interpreter/host.ts';

/** A mock file in the format of Step Functions Local, read as far as it can be. */
export interface MockFile {
  /** State machine → test case → state → the name of a mocked response. */
  readonly machines: ReadonlyMap<string, ReadonlyMap<string, TestCase>>;
  readonly responses: ReadonlyMap<string, MockedResponse>;
  readonly problems: readonly SyntaxProblem[];
}

export interface TestCase {
  readonly range: TextRange;
  readonly states: ReadonlyMap<string, { readonly response: string; readonly range: TextRange }>;
}

/** What a state answers, invocation by invocation. */
export interface MockedResponse {
  readonly range: TextRange;
  readonly entries: readonly MockEntry[];
}

export interface MockEntry {
  /** The invocations it answers, counted from 0, both included. */
  readonly first: number;
  readonly last: number;
  readonly outcome:
    | { readonly kind: 'return'; readonly value: Json }
    | { readonly kind: 'throw'; readonly error: string; readonly cause: string | undefined }
    | { readonly kind: 'broken'; readonly reason: string };
}

/** One attempt of a task that wants its answer. */
export interface MockedTask {
  readonly state: string;
  readonly resource: string;
  /** How often the state was invoked before in this execution. */
  readonly invocation: number;
}

/** The machine of the file that `name` means: that of the same name, or the only one. */
export function machineNamed(file: MockFile, name: string): string | undefined {
  return machineMeant(file.machines.keys(), name);
}

/** The test cases for a state machine, in the order of the file. */
export function testCasesOf(file: MockFile, machine: string | undefined): readonly string[] {
  return [...((machine !== undefined && file.machines.get(machine)?.keys()) || [])];
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
  const cases = machine === undefined ? undefined : file.machines.get(machine);
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
