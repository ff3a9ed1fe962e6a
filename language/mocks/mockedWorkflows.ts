import type { Catalogue } from '../integrations/catalogue.ts';
import { parseResource } from '../integrations/resource.ts';
import { resultMembers } from '../integrations/taskResult.ts';
import type { TypedMember } from '../integrations/valueType.ts';
import type { State, StateMachine } from '../model/stateMachine.ts';
import type { MockFile } from './mockFile.ts';
import { isSameName } from './mockPlaces.ts';

/** A state machine that a mock file may speak of, under the name of its file or of its template. */
export interface MockedWorkflow {
  readonly name: string;
  readonly machine: StateMachine;
}

/** What is around a mock file. */
export interface MockSurroundings {
  readonly workflows: readonly MockedWorkflow[];
  /** What the result of a Resource may hold; undefined where nobody knows. */
  resultOf(resource: string): readonly TypedMember[] | undefined;
}

/** Everything around a mock file, with what the services answer that its workflows call. */
export async function mockSurroundings(
  workflows: readonly MockedWorkflow[],
  catalogue: Catalogue,
): Promise<MockSurroundings> {
  const asked = [...resourcesIn(workflows)].map(async (resource) => {
    return [resource, await resultMembers(catalogue, parseResource(resource))] as const;
  });
  const results = new Map(await Promise.all(asked));
  return { workflows, resultOf: (resource) => results.get(resource) };
}

/** Everything that the workflows call. */
export function resourcesIn(workflows: readonly MockedWorkflow[]): ReadonlySet<string> {
  return new Set(workflows.flatMap(({ machine }) => machine.states.flatMap((state) => resourceOfState(state) ?? [])));
}

/** The workflow that a mock file means by `machine`: that of the same name, or the only one for the only one. */
export function workflowMeant(
  file: MockFile,
  machine: string,
  workflows: readonly MockedWorkflow[],
): MockedWorkflow | undefined {
  const same = workflows.find(({ name }) => isSameName(name, machine));
  return same ?? (file.machines.size === 1 && workflows.length === 1 ? workflows[0] : undefined);
}

/** The states that answer with a mocked response, over all test cases. */
export function statesWith(file: MockFile, response: string, workflows: readonly MockedWorkflow[]): readonly State[] {
  const states = new Set<State>();
  for (const [machine, { testCases }] of file.machines) {
    const workflow = workflowMeant(file, machine, workflows);
    for (const testCase of testCases.values()) {
      for (const [name, mocked] of testCase.states) {
        const state = mocked.response === response && workflow ? stateNamed(workflow, name) : undefined;
        if (state) states.add(state);
      }
    }
  }
  return [...states];
}

/** The state of that name, at whatever depth; of several the first. */
export function stateNamed({ machine }: MockedWorkflow, name: string): State | undefined {
  return machine.states.find((state) => state.name === name);
}

/** The Resource of a task; undefined where it is not written yet, and for other states. */
export function resourceOfState(state: State): string | undefined {
  return state.type === 'Task' && 'value' in state.resource ? state.resource.value : undefined;
}
