import type { State } from '../../model/stateMachine.ts';
import { insertMember } from '../../syntax/editTree.ts';
import { rewriteMembers } from '../../syntax/rewriteMembers.ts';
import { memberOf } from '../../syntax/syntaxTree.ts';
import type { TextEdit } from '../../text.ts';
import type { WrittenDefinition } from '../mends/mend.ts';
import { type EdgePlace, setTarget } from './graphPlaces.ts';

/** What follows a state: the name of another one, or nothing. */
export type Following = { readonly next: string } | { readonly end: true };

/** Writes how a state that has Next or End is left. */
export function leave(written: WrittenDefinition, state: State, following: Following): readonly TextEdit[] {
  const { node } = state;
  if (!node || !('end' in state)) return [];
  const old = ['Next', 'End'].flatMap((key) => memberOf(node, key) ?? []);
  if ('next' in following && state.next && old.length === 1) return setTarget(written, state.next, following.next);
  const [key, value] = 'next' in following ? ['Next', following.next] : ['End', true];
  if (old.length === 0) return insertMember(written.text, node, String(key), value ?? true);
  return rewriteMembers(written.text, node, old, [[String(key), value ?? true]]);
}

/** Makes an edge lead to another state of its scope. */
export function leadTo(written: WrittenDefinition, edge: EdgePlace, name: string): readonly TextEdit[] {
  if (edge.kind === 'end' || edge.kind === 'next') return leave(written, edge.state, { next: name });
  return setTarget(written, edge.transition, name);
}

/** What follows a state now; undefined where it has several ways on, or none yet. */
export function followingOf(state: State): Following | undefined {
  if (state.type === 'Succeed' || state.type === 'Fail') return { end: true };
  if ('end' in state) {
    if (state.next) return { next: state.next.target };
    return state.end ? { end: true } : undefined;
  }
  return undefined;
}

/** The members that write it. */
export function leavingMembers(following: Following): { readonly Next: string } | { readonly End: true } {
  return 'next' in following ? { Next: following.next } : { End: true };
}
