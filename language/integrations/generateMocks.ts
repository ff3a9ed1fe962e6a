import type { Json, JsonObject } from '../json.ts';
import { objectOf } from '../json.ts';
import type { Scope, State, StateMachine, TaskState } from '../model/stateMachine.ts';
import { transitionsOf } from '../model/transitions.ts';
import type { Catalogue } from './catalogue.ts';
import { parseResource, type Resource } from './resource.ts';

/** More than a state in a loop or a Map is likely to be invoked in a test. */
const lastInvocation = 999;

interface TaskMocks {
  readonly state: string;
  readonly success: JsonObject;
  /** By the name of the error. */
  readonly failures: ReadonlyMap<string, JsonObject>;
}

/**
 * A mock file for a state machine, in the format of Step Functions Local: the case `Success`, in which every task
 * answers what its API would, and for every task a case for each error that its state handles, or else for the
 * first one that its service is known for. The same machine always gets the same file.
 */
export async function generateMocks(machine: StateMachine, name: string, catalogue: Catalogue): Promise<JsonObject> {
  const tasks = machine.states.flatMap((state) => (state.type === 'Task' ? [state] : []));
  const mocks = await Promise.all(tasks.map((task) => mocksOf(task, catalogue)));
  const successes = mocks.map(({ state }): [string, string] => [state, `${state} succeeds`]);
  const failing = mocks.flatMap(({ state, failures }) =>
    [...failures.keys()].map((error): [string, Json] => {
      const response = `${state} fails with ${error}`;
      return [response, objectOf([...successes, [state, response]])];
    }),
  );
  const responses = mocks.flatMap(({ state, success, failures }): [string, Json][] => [
    [`${state} succeeds`, success],
    ...Array.from(failures, ([error, failure]): [string, Json] => [`${state} fails with ${error}`, failure]),
  ]);
  return {
    StateMachines: objectOf([[name, { TestCases: objectOf([['Success', objectOf(successes)], ...failing]) }]]),
    MockedResponses: objectOf(responses),
  };
}

async function mocksOf(task: TaskState, catalogue: Catalogue): Promise<TaskMocks> {
  const resource = 'kind' in task.resource ? undefined : parseResource(task.resource.value);
  const known = resource && (await knownOf(resource, catalogue));
  const often = isInvokedOften(task) ? `0-${lastInvocation}` : '0';
  const success: JsonObject = { [often]: { Return: known?.response ?? {} } };
  const failures = errorsOf(task, known?.errors ?? []).map((error): [string, JsonObject] => [
    error,
    { [`0-${lastInvocation}`]: { Throw: { Error: error, Cause: 'A mocked error' } } },
  ]);
  return { state: task.name, success, failures: new Map(failures) };
}

interface KnownAnswers {
  readonly response: Json;
  readonly errors: readonly string[];
}

async function knownOf(resource: Resource, catalogue: Catalogue): Promise<KnownAnswers | undefined> {
  if (resource.kind === 'lambda' || resource.kind === 'placeholder') {
    const services = await catalogue.optimisedServices();
    return { response: {}, errors: services.get('lambda')?.actions.get('invoke')?.errors ?? [] };
  }
  const action = await catalogue.actionOf(resource);
  if (!action || !('pattern' in resource)) return undefined;
  return { response: action.exampleResponse(resource.pattern ?? 'requestResponse'), errors: action.errors };
}

/** The errors that the state names in Retry and Catch, wildcards aside; without any, the first known of the service. */
function errorsOf(task: TaskState, known: readonly string[]): readonly string[] {
  const handled = [...task.retry, ...task.catch].flatMap(({ errorEquals }) => errorEquals.map(({ value }) => value));
  const named = handled.filter((error) => error !== 'States.ALL' && error !== 'States.TaskFailed');
  if (named.length > 0) return [...new Set(named)];
  const [first] = known.filter((error) => !error.startsWith('States.') && !error.includes('<'));
  return [first ?? 'States.TaskFailed'];
}

/** Inside a Map, or on a way that leads back to it. */
function isInvokedOften(state: State): boolean {
  for (let at: State | undefined = state; at; at = at.scope.owner) {
    if (at.scope.owner?.type === 'Map' || leadsBack(at, at.scope)) return true;
  }
  return false;
}

function leadsBack(state: State, scope: Scope): boolean {
  const seen = new Set<string>();
  const open = transitionsOf(state).map(({ target }) => target);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === state.name) return true;
    const reached = scope.states.get(next);
    if (seen.has(next) || !reached) continue;
    seen.add(next);
    open.push(...transitionsOf(reached).map(({ target }) => target));
  }
  return false;
}
