import type { State } from '../model/stateMachine.ts';
import { transitionsOf } from '../model/transitions.ts';
import { replaceString } from '../syntax/editTree.ts';
import type { TextEdit } from '../text.ts';

/** Another name for a state, with the transitions of its scope that mean it; a second state of a name has none. */
export function renameState(text: string, state: State, name: string): TextEdit[] {
  const { startAt, states } = state.scope;
  const own = replaceString(text, state.nameRange, name);
  if (states.get(state.name) !== state) return own;
  const transitions = [...(startAt ? [startAt] : []), ...[...states.values()].flatMap(transitionsOf)];
  const here = transitions.filter(({ target }) => target === state.name);
  return [...own, ...here.flatMap(({ range }) => replaceString(text, range, name))];
}
