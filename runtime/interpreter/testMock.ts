import { isArray, isObject, type Json } from '../../language/json.ts';
import type { State } from '../../language/model/stateMachine.ts';
import { type Refusal, refuse } from './testContext.ts';
import type { TestMock, TestRequest, TestWorld } from './testState.ts';

/** What is wrong with a request's mock, or with its having none. */
export async function mockProblem(request: TestRequest, state: State, world: TestWorld): Promise<Refusal | undefined> {
  const { mock, stateConfiguration } = request;
  const failures = stateConfiguration?.mapIterationFailureCount;
  if (mock === undefined) return withoutMock(request, state);
  if (request.revealSecrets) return refuse('TestState does not support RevealSecrets when a mock is specified.');
  if (state.type !== 'Task' && state.type !== 'Map' && state.type !== 'Parallel')
    return refuse(`State type '${state.type}' is not supported when a mock is specified`);
  if (mock.result !== undefined && mock.errorOutput !== undefined)
    return refuse('A test mock should have only one of the following fields: [result, errorOutput].');
  if (mock.result === undefined) return undefined;
  const result = mockedResult(mock.result);
  if (result === undefined) return refuse('Mocked result must be valid JSON');
  return shapeProblem(state, result, failures) ?? (await schemaProblem(state, result, mock, world));
}

function withoutMock({ roleArn, stateConfiguration }: TestRequest, state: State): Refusal | undefined {
  if (stateConfiguration?.mapIterationFailureCount !== undefined)
    return refuse('TestState does not support MapIterationFailureCount when a mock is not specified.');
  if (state.type === 'Map' || state.type === 'Parallel') {
    const supported = '[Task, Wait, Pass, Succeed, Fail, Choice]';
    const problem = 'TestState API does not support Map or Parallel states.';
    return refuse(`${problem} Supported state types include: ${supported}`, 'InvalidDefinition');
  }
  if (state.type === 'Task' && roleArn === undefined)
    return refuse('RoleArn must be specified when testing a Task state');
  return undefined;
}

function shapeProblem(state: State, result: Json, failures = 0): Refusal | undefined {
  // A ResultWriter without a Resource only shapes the list.
  if (state.type === 'Map' && state.resultWriter?.resource !== undefined)
    return isObject(result) ? undefined : refuse('Mocked result must be a JSON object.');
  if (state.type !== 'Map' && state.type !== 'Parallel') return undefined;
  if (!isArray(result)) return refuse('Mocked result must be an array.');
  if (state.type === 'Parallel' && result.length !== state.branches.length)
    return refuse('Mocked result must contain the same number of items as number of Parallel branches.');
  return failures > result.length
    ? refuse('Map iteration failure count must be less than or equal to the number of Map iterations')
    : undefined;
}

async function schemaProblem(
  state: State,
  result: Json,
  { fieldValidationMode = 'STRICT' }: TestMock,
  world: TestWorld,
): Promise<Refusal | undefined> {
  if (state.type !== 'Task' || 'kind' in state.resource || fieldValidationMode === 'NONE') return undefined;
  const problem = await world.checkResult?.(state.resource.value, result, fieldValidationMode);
  return problem === undefined ? undefined : refuse(`Mock result schema validation error: ${problem}`);
}

export function mockedResult(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
