import { isArray, isObject, type Json, type JsonObject } from '../../language/json.ts';
import type { MapState, State } from '../../language/model/stateMachine.ts';
import { advance } from './advance.ts';
import { newRun } from './begin.ts';
import { awaited } from './evaluate.ts';
import type { ExecutionOptions } from './execution.ts';
import { fail } from './fail.ts';
import { Fault } from './fault.ts';
import { jsonText } from './history.ts';
import type { TaskAnswer, TaskRequest } from './host.ts';
import { httpTrace } from './httpTrace.ts';
import { type Inspection, inspected, newInspection } from './inspection.ts';
import { checkCount, checkPercentage, itemsStep, selectItem, settingStep } from './mapItems.ts';
import { allVariables, type Fibre, type Run, type Step } from './run.ts';
import { clearTimer, wake } from './schedule.ts';
import { planOf, planWith } from './states.ts';
import { observe } from './steps.ts';
import { readSteps } from './testItems.ts';
import { mockedResult } from './testMock.ts';
import type { Tested, TestRequest, TestStateResponse, TestWorld } from './testState.ts';

/** Runs the one state and tells what became of it. */
export async function runTested(
  request: TestRequest,
  { machine, state }: Tested,
  context: JsonObject | undefined,
  world: TestWorld,
): Promise<TestStateResponse> {
  const inspection = newInspection();
  const variables = mockedResult(request.variables ?? '{}');
  const options: ExecutionOptions = {
    machine: { ...machine, timeoutSeconds: undefined, top: { ...state.scope, startAt: startAt(state) } },
    input: request.input ?? '{}',
    type: 'EXPRESS',
    identity: testIdentity(request, world),
    host: world.host,
    observer: inspection.observer,
    plainCauses: true,
    ...(context === undefined ? {} : { context }),
    ...(isObject(variables) ? { variables } : {}),
  };
  const run = newRun(options);
  run.main.origin.plans.set(state, testPlan(request, state));
  const fibre = run.main.root;
  inspection.stageNow = () => fibre?.visit?.plan.steps[fibre.visit.step]?.stage;
  if (fibre !== undefined) await finishVisit(run, fibre, request, inspection, world);
  return response(run, fibre, request, state, inspection);
}

function startAt(state: State) {
  return { target: state.name, range: state.nameRange, location: state.location };
}

/** A state under test looks like one of an Express execution. */
function testIdentity({ roleArn }: TestRequest, world: TestWorld): ExecutionOptions['identity'] {
  const { host, account = '123456789012' } = world;
  const machine = host.uuid();
  const name = host.uuid();
  const base = `arn:aws:states:us-east-1:${account}`;
  return {
    executionArn: `${base}:express:${machine}:${name}`,
    executionName: name,
    stateMachineArn: `${base}:stateMachine:${machine}`,
    stateMachineName: machine,
    roleArn: roleArn ?? `arn:aws:iam::${account}:role/TestStateRole`,
    region: 'us-east-1',
  };
}

function testPlan(request: TestRequest, state: State) {
  const mocked = state.type === 'Map' ? mapWork(request, state) : [mockStep(request)];
  const plan = state.type === 'Map' || state.type === 'Parallel' ? planWith(state, mocked) : planOf(state);
  return { ...plan, steps: [retriesStep(request), ...plan.steps] };
}

/** The retriers have been used as often as the request says. */
function retriesStep({ stateConfiguration }: TestRequest): Step {
  return {
    stage: 'input',
    take(_run, _fibre, visit) {
      const used = stateConfiguration?.retrierRetryCount ?? 0;
      if (used > 0 && 'retry' in visit.plan.state) visit.retries = visit.plan.state.retry.map(() => used);
      visit.step++;
      return 'on';
    },
  };
}

function mapWork(request: TestRequest, state: MapState): Step[] {
  const { mapIterationFailureCount: failures = 0 } = request.stateConfiguration ?? {};
  const tolerance = { exceeded: false };
  const iterations = () => {
    const result = mockedResult(request.mock?.result ?? '[]');
    return isArray(result) ? result.length : 0;
  };
  return [
    ...(state.itemReader === undefined ? [itemsStep(state)] : readSteps(request, state.itemReader)),
    ...(state.itemSelector === undefined ? [] : [selectorStep(state)]),
    ...settingStep('maxConcurrency', state.maxConcurrency, 'integer', () => undefined),
    ...settingStep('toleratedFailureCount', state.toleratedFailureCount, 'integer', (_visit, count) => {
      if (failures > count) tolerance.exceeded = true;
      return checkCount(count);
    }),
    ...settingStep('toleratedFailurePercentage', state.toleratedFailurePercentage, 'float', (_visit, percentage) => {
      if ((failures / Math.max(1, iterations())) * 100 > percentage) tolerance.exceeded = true;
      return checkPercentage(percentage);
    }),
    mockStep(request, () => tolerance.exceeded),
  ];
}

/** What every iteration would get, shown as one list. */
function selectorStep(state: MapState): Step {
  const selected: Json[] = [];
  return {
    stage: 'afterItemSelector',
    take(run, fibre, visit) {
      const items = visit.value;
      const values = isArray(items) ? items : isObject(items) ? Object.values(items) : [];
      const keys = isArray(items) || !isObject(items) ? [] : Object.keys(items);
      while (selected.length < values.length) {
        const index = selected.length;
        const item = { index, value: values[index] ?? null, key: keys[index], source: 'STATE_DATA' };
        const input = awaited(run, fibre, visit, () => selectItem(state, item, run, fibre, visit));
        if (input === undefined) return 'evaluating';
        if (input instanceof Fault) return fail(run, fibre, visit, input);
        selected.push(input);
      }
      observe(run, fibre, visit, 'afterItemSelector', selected);
      visit.step++;
      return 'on';
    },
  };
}

/** In place of branches and iterations: what the mock says. */
function mockStep({ mock }: TestRequest, isExceeded = () => false): Step {
  return {
    stage: 'result',
    take(run, fibre, visit) {
      const fault = mock?.errorOutput
        ? new Fault('work', mock.errorOutput.error, mock.errorOutput.cause)
        : isExceeded()
          ? new Fault('work', 'States.ExceedToleratedFailureThreshold', exceededText)
          : undefined;
      if (fault !== undefined) return fail(run, fibre, visit, fault);
      const result = resultWithText(run, mock?.result ?? 'null');
      visit.result = result;
      visit.value = result;
      observe(run, fibre, visit, 'result', result);
      visit.step++;
      return 'on';
    },
  };
}

const exceededText = 'The specified tolerated failure threshold was exceeded';

/** The result as it was written, so that it is echoed so. */
function resultWithText(run: Run, text: string): Json {
  const value = mockedResult(text) ?? null;
  if (typeof value === 'object' && value !== null) run.texts.set(value, text);
  return value;
}

/** Steps until the state is left, has failed, or would be tried again. */
async function finishVisit(
  run: Run,
  fibre: Fibre,
  request: TestRequest,
  inspection: Inspection,
  world: TestWorld,
): Promise<void> {
  let entered = false;
  while (run.main.status === 'RUNNING' && !inspection.retriable()) {
    const waiting = advance(run, 1);
    if (fibre.visit !== undefined) entered = true;
    else if (entered) return;
    if (waiting.kind === 'evaluating') await waiting.settled;
    if (waiting.kind !== 'waiting') continue;
    const [task] = waiting.requests;
    if (task?.kind === 'task') {
      run.requests.delete(task.id);
      run.inbox.push({ request: task.id, fibre, answer: await answerOf(run, task, request, world) });
    } else if (!inspection.retriable()) {
      // A Wait is not waited for.
      clearTimer(fibre, 'wake');
      wake(run, fibre);
    }
  }
}

async function answerOf(run: Run, task: TaskRequest, { mock }: TestRequest, world: TestWorld): Promise<TaskAnswer> {
  if (mock?.result !== undefined) return { kind: 'succeeded', output: resultWithText(run, mock.result) };
  if (mock?.errorOutput) return { kind: 'failed', ...mock.errorOutput };
  const answer = await world.runTask?.(task);
  return answer ?? { kind: 'failed', error: 'States.TaskFailed', cause: `Nobody runs '${task.resource}' here.` };
}

function response(
  run: Run,
  fibre: Fibre | undefined,
  request: TestRequest,
  state: State,
  inspection: Inspection,
): TestStateResponse {
  const { inspectionLevel = 'INFO' } = request;
  const { main } = run;
  const left = main.status === 'SUCCEEDED' || (main.status === 'RUNNING' && !inspection.retriable());
  const output = main.output === undefined && left ? fibre?.input : main.output;
  const nextState = main.status === 'RUNNING' && left ? fibre?.target.name : undefined;
  const fault = inspection.fault;
  const status = inspection.retriable() ? 'RETRIABLE' : !left ? 'FAILED' : fault ? 'CAUGHT_ERROR' : 'SUCCEEDED';
  const assigned = fibre === undefined ? new Map() : allVariables(fibre.variables);
  return {
    status,
    ...(output === undefined ? {} : { output: jsonText(run, output) }),
    ...(fault?.error === undefined ? {} : { error: fault.error }),
    ...(fault?.cause === undefined ? {} : { cause: fault.cause }),
    ...(nextState === undefined ? {} : { nextState }),
    ...(inspectionLevel === 'INFO'
      ? {}
      : {
          inspectionData: {
            ...inspected(inspection, run, state, left, assigned),
            ...traced(run, request, state, inspection),
          },
        }),
  };
}

/** TRACE tells of the call of an HTTP task; a mocked one calls nobody. */
function traced(run: Run, { inspectionLevel, mock }: TestRequest, state: State, { values, fault }: Inspection) {
  const isHttp = state.type === 'Task' && !('kind' in state.resource) && /:http:invoke$/.test(state.resource.value);
  if (!isHttp || inspectionLevel !== 'TRACE' || mock !== undefined) return undefined;
  const parameters = values.get('afterParameters') ?? values.get('afterArguments') ?? values.get('afterInputPath');
  const { region } = run.options.identity;
  return httpTrace(parameters ?? values.get('input') ?? {}, values.get('result'), fault, region);
}
