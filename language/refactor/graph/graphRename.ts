import { type GraphEdit, type GraphEditAnswer, refused } from '../../graph/graphEdit.ts';
import type { WrittenDefinition } from '../mends/mend.ts';
import { nameProblem, renameState } from '../renameState.ts';
import { stateWithId } from './graphPlaces.ts';

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
