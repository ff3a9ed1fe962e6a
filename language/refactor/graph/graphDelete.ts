import { type GraphEdit, type GraphEditAnswer, refused } from '../../graph/graphEdit.ts';
import type { State } from '../../model/stateMachine.ts';
import { removeMember } from '../../syntax/editTree.ts';
import { memberOfState } from '../findNode.ts';
import type { WrittenDefinition } from '../mends/mend.ts';
import { type Following, followingOf, leadTo, leave } from './graphLeaving.ts';
import { edgesInto, type NamingEdge, stateWithId } from './graphPlaces.ts';

/** Takes a state out; what led to it leads to what followed it. Where that is not clear, somebody has to choose. */
export function deleteFromGraph(
  written: WrittenDefinition,
  edit: Extract<GraphEdit, { kind: 'delete' }>,
): GraphEditAnswer {
  const state = stateWithId(written.machine, edit.state);
  const place = state && memberOfState(state);
  if (!place) return refused('The state is not there any more.');
  const { scope, name } = state;
  const others = [...scope.states.values()].filter((other) => other.name !== name);
  if (others.length === 0) return refused(`“${name}” is the only state here, and there must be one.`);
  const entering = edgesInto(scope, name).filter((edge) => edge.kind === 'start' || edge.state !== state);
  const instead = edit.instead === undefined ? undefined : stateWithId(written.machine, edit.instead);
  const following = instead ? { next: instead.name } : wayOn(state, entering);
  if (!following) {
    return {
      kind: 'asked',
      question: `What leads to “${name}” has to lead elsewhere. Where?`,
      choices: others.map((other) => ({ state: other.location, name: other.name })),
    };
  }
  return {
    kind: 'edits',
    edits: [
      ...removeMember(written.text, place.object, place.member),
      ...entering.flatMap((edge) => mended(written, edge, following)),
    ],
    selected: 'next' in following ? scope.states.get(following.next)?.location : undefined,
  };
}

function mended(written: WrittenDefinition, edge: NamingEdge, following: Following) {
  if ('next' in following) return leadTo(written, edge, following.next);
  return edge.kind === 'next' ? leave(written, edge.state, following) : [];
}

/** What can follow each of the transitions in the state's place; undefined where that is not clear. */
function wayOn(state: State, entering: readonly NamingEdge[]): Following | undefined {
  if (entering.length === 0) return { end: true };
  const following = state.type === 'Choice' ? onlyTarget(state) : followingOf(state);
  if (!following) return undefined;
  if ('end' in following) return entering.every(({ kind }) => kind === 'next') ? following : undefined;
  const { next } = following;
  const turnsInCircles = entering.some((edge) => edge.kind === 'next' && edge.state.name === next);
  return next === state.name || turnsInCircles ? undefined : following;
}

function onlyTarget(state: Extract<State, { type: 'Choice' }>): Following | undefined {
  const ways = [...state.choices.map(({ next }) => next), state.defaultNext];
  const targets = new Set(ways.flatMap((way) => (way ? [way.target] : [])));
  const [next] = targets;
  return next !== undefined && targets.size === 1 ? { next } : undefined;
}
