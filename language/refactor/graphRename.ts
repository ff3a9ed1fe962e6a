import { type GraphEdit, type GraphEditAnswer, refused } from '../graph/graphEdit.ts';
import type { State, StateMachine } from '../model/stateMachine.ts';
import { stateWithId } from './graphPlaces.ts';
import type { WrittenDefinition } from './mend.ts';
import { renameState } from './renameState.ts';

/** The most characters that a state's name may have. */
const longestName = 80;

/** Renames a state where it is defined and in every transition to it. */
export function renameInGraph(
  { text, machine }: WrittenDefinition,
  edit: Extract<GraphEdit, { kind: 'rename' }>,
): GraphEditAnswer {
  const state = stateWithId(machine, edit.state);
  if (!state) return refused('The state is not there any more.');
  const problem = nameProblem(edit.name, state, machine);
  if (problem !== undefined) return refused(problem);
  return {
    kind: 'edits',
    edits: renameState(text, state, edit.name),
    selected: `${state.scope.location}/States/${edit.name}`,
  };
}

function nameProblem(name: string, state: State, { states }: StateMachine): string | undefined {
  if (name.trim() === '') return 'A state needs a name.';
  if (name.length > longestName) return `A name has at most ${longestName} characters; this one has ${name.length}.`;
  const isTaken = states.some((other) => other.name === name && other.location !== state.location);
  return isTaken ? `There is a state “${name}” already.` : undefined;
}
