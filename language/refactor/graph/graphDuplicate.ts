import { type GraphEdit, type GraphEditAnswer, refused } from '../../graph/graphEdit.ts';
import type { Scope, State } from '../../model/stateMachine.ts';
import { scopesInside } from '../../model/transitions.ts';
import { insertWritten } from '../../syntax/editTree.ts';
import { editedPart, type TextEdit, type TextRange } from '../../text.ts';
import { memberOfState } from '../findNode.ts';
import type { WrittenDefinition } from '../mends/mend.ts';
import { renameIn, renameState } from '../renameState.ts';
import { leave } from './graphLeaving.ts';
import { edgesInto, stateWithId } from './graphPlaces.ts';
import { nameGiver } from './graphStarters.ts';

/**
 * Writes a state once more behind itself, with its comments, under another name; the states inside it get other
 * names too. Where the state can have a follower, that is the copy.
 */
export function duplicateInGraph(
  written: WrittenDefinition,
  edit: Extract<GraphEdit, { kind: 'duplicate' }>,
): GraphEditAnswer {
  const { text, machine } = written;
  const state = stateWithId(machine, edit.state);
  const place = state && memberOfState(state);
  if (!place) return refused('The state is not there any more.');
  const nameOf = nameGiver(machine);
  const name = nameOf(state.name);
  const own = renameIn(text, [state.nameRange, ...circlesOf(state)], state.name, name);
  const copy = editedPart(text, place.member.range, [...own, ...renamedInside(state, nameOf, text)]).trimEnd();
  return {
    kind: 'edits',
    edits: [...leave(written, state, { next: name }), ...insertWritten(text, place.object, copy, place.member)],
    selected: `${state.scope.location}/States/${name}`,
  };
}

/** The transitions of a state to itself. */
export function circlesOf(state: State): readonly TextRange[] {
  const own = edgesInto(state.scope, state.name).filter((edge) => edge.kind !== 'start' && edge.state === state);
  return own.map(({ transition }) => transition.range);
}

function renamedInside(state: State, nameOf: (wanted: string) => string, text: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const waiting: Scope[] = [...scopesInside(state)];
  for (let scope = waiting.pop(); scope; scope = waiting.pop()) {
    for (const inner of scope.states.values()) {
      edits.push(...renameState(text, inner, nameOf(inner.name)));
      waiting.push(...scopesInside(inner));
    }
  }
  return edits;
}
