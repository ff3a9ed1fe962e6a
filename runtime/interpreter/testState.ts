import { jsonDescription } from '../../language/checks/jsonDescription.ts';
import { type Diagnostic, refusal, validate } from '../../language/checks/validate.ts';
import { isObject, type Json } from '../../language/json.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import type { State, StateMachine } from '../../language/model/stateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import type { Host, TaskAnswer, TaskRequest } from './host.ts';
import { type Refusal, readContext, refuse } from './testContext.ts';
import { mockedResult, mockProblem } from './testMock.ts';
import { runTested } from './testRun.ts';

/** AWS's TestState request; texts are JSON texts. */
export interface TestStateRequest extends TestRequest {
  /** One state, or a whole machine of which `stateName` is tested. */
  readonly definition: string;
}

/** The request without the definition. */
export interface TestRequest {
  readonly stateName?: string;
  readonly roleArn?: string;
  readonly input?: string;
  readonly inspectionLevel?: 'INFO' | 'DEBUG' | 'TRACE';
  readonly revealSecrets?: boolean;
  readonly variables?: string;
  readonly context?: string;
  readonly mock?: TestMock;
  readonly stateConfiguration?: TestConfiguration;
}

export interface TestMock {
  readonly result?: string;
  readonly errorOutput?: { readonly error?: string; readonly cause?: string };
  readonly fieldValidationMode?: 'STRICT' | 'PRESENT' | 'NONE';
}

export interface TestConfiguration {
  readonly retrierRetryCount?: number;
  readonly errorCausedByState?: string;
  readonly mapIterationFailureCount?: number;
  readonly mapItemReaderData?: string;
}

export interface TestStateResponse {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  /** With DEBUG and TRACE: values between the stages as JSON texts, settings as numbers, `errorDetails`. */
  readonly inspectionData?: Readonly<Record<string, unknown>>;
}

/** What a test needs of the world. */
export interface TestWorld {
  readonly host: Host;
  /** The account that the context object shows. */
  readonly account?: string;
  /** Does a Task's work when nothing is mocked. */
  runTask?(request: TaskRequest): Promise<TaskAnswer>;
  /** AWS's words for what is wrong with a mocked result, by the service's own description of its answers. */
  checkResult?(resource: string, result: Json, mode: 'STRICT' | 'PRESENT'): Promise<string | undefined>;
}

/** Tests one state as AWS's TestState does; a request that AWS would not take is refused in its words. */
export async function testState(request: TestStateRequest, world: TestWorld): Promise<TestStateResponse | Refusal> {
  const { stateName } = request;
  const text = machineText(request);
  const problem = stateName === '' ? undefined : definitionProblem(request, text);
  if (problem !== undefined) return problem;
  const machine = readStateMachine(parseJson(text).root);
  return testMachineState(machine, { ...request, stateName: stateName ?? loneName }, world);
}

/** The whole machine: a state alone is made the only one of its own. Text that is no object stays as it is. */
function machineText({ stateName, definition }: TestStateRequest): string {
  const isAlone = stateName === undefined && isObject(mockedResult(definition) ?? null);
  return isAlone ? `{"StartAt":"${loneName}","States":{"${loneName}":${definition}}}` : definition;
}

/** AWS tests no state of a definition that it would not create; where a state alone leads is not asked. */
function definitionProblem({ stateName }: TestStateRequest, text: string): Refusal | undefined {
  const answer = validate(text);
  const diagnostics = answer.diagnostics.filter((diagnostic) => stateName !== undefined || !leadsOut(diagnostic));
  return diagnostics.length === 0 ? undefined : refuse(refusal({ ...answer, diagnostics }), 'InvalidDefinition');
}

function leadsOut({ code, location = '' }: Diagnostic): boolean {
  const isInside = location.lastIndexOf('/States/') > 0;
  return !isInside && (code === 'MISSING_TRANSITION_TARGET' || code === 'MISSING_END_STATE');
}

/** The same for a state of a machine that was read already. */
export async function testMachineState(
  machine: StateMachine,
  request: TestRequest & { readonly stateName: string },
  world: TestWorld,
): Promise<TestStateResponse | Refusal> {
  const { stateName, input = '{}' } = request;
  if (stateName === '') {
    const problem = 'Invalid length for parameter stateName, value: 0, valid min length: 1';
    return refuse(`Parameter validation failed:\n${problem}`, 'ParamValidationError');
  }
  if (mockedResult(input) === undefined) {
    const problem = jsonDescription(input)?.message ?? 'Invalid execution input.';
    return refuse(`Invalid State Machine Execution Input: '${problem}'`, 'InvalidExecutionInput');
  }
  const state = machine.states.find((candidate) => candidate.name === stateName);
  if (state === undefined) return refuse('State not found in definition');
  const problem = (await mockProblem(request, state, world)) ?? readContext(request, state);
  return problem?.kind === 'refused' ? problem : runTested(request, { machine, state }, problem?.context, world);
}

/** What a state is called that is tested alone. */
const loneName = 'StateName';

export interface Tested {
  readonly machine: StateMachine;
  readonly state: State;
}
