import { type GraphEdit, type GraphEditAnswer, refused } from '../../graph/graphEdit.ts';
import type { State } from '../../model/stateMachine.ts';
import { removeMembers } from '../../syntax/editTree.ts';
import { memberOfState, statesNode } from '../findNode.ts';
import type { WrittenDefinition } from '../mends/mend.ts';
import { type Following, followingOf, leadTo, leave } from './graphLeaving.ts';
import { edgesInto, type NamingEdge, statesWithIds, stateWithId } from './graphPlaces.ts';

/** Takes states out; what led to them leads to what followed them. Where that is not clear, somebody has to choose. */
export function deleteFromGraph(
  written: WrittenDefinition,
  edit: Extract<GraphEdit, { kind: 'delete' }>,
): GraphEditAnswer {
  const states = statesWithIds(written.machine, edit.states);
  if (typeof states === 'string') return refused(states);
  const [{ scope, name }] = states;
  const others = [...scope.states.values()].filter((other) => !states.includes(other));
  const named = states.length === 1 ? `“${name}”` : 'these states';
  const object = statesNode(scope);
  if (others.length === 0 || !object) {
    return refused(
      `${states.length === 1 ? `${named} is the only state` : 'These are all states'} here, and there must be one.`,
    );
  }
  const entering = states
    .flatMap((state) => edgesInto(scope, state.name))
    .filter((edge) => edge.kind === 'start' || !states.includes(edge.state));
  const instead = edit.instead === undefined ? undefined : stateWithId(written.machine, edit.instead);
  const following = instead ? { next: instead.name } : wayOn(states, entering);
  if (!following) {
    return {
      kind: 'asked',
      question: `What leads to ${named} has to lead elsewhere. Where?`,
      choices: others.map((other) => ({ state: other.location, name: other.name })),
    };
  }
  const members = states.flatMap((state) => memberOfState(state)?.member ?? []);
  return {
    kind: 'edits',
    edits: [
      ...removeMembers(written.text, object, members),
      ...entering.flatMap((edge) => mended(written, edge, following)),
    ],
    selected: 'next' in following ? scope.states.get(following.next)?.location : undefined,
  };
}

function mended(written: WrittenDefinition, edge: NamingEdge, following: Following) {
  if ('next' in following) return leadTo(written, edge, following.next);
  return edge.kind === 'next' ? leave(written, edge.state, following) : [];
}

/** What can follow each of the transitions in the states' place; undefined where that is not clear. */
function wayOn(states: readonly State[], entering: readonly NamingEdge[]): Following | undefined {
  if (entering.length === 0) return { end: true };
  const ways = states.map(waysOnOf);
  const targets = new Set(
    ways.flatMap(({ next }) => next).filter((target) => !states.some(({ name }) => name === target)),
  );
  const ends = ways.some(({ end }) => end);
  const [next] = targets;
  if (next === undefined) return ends && entering.every(({ kind }) => kind === 'next') ? { end: true } : undefined;
  const turnsInCircles = entering.some((edge) => edge.kind === 'next' && edge.state.name === next);
  return targets.size > 1 || ends || turnsInCircles ? undefined : { next };
}

/** Where a state leads when nothing fails, and whether it can be the last one. */
function waysOnOf(state: State): { readonly next: readonly string[]; readonly end: boolean } {
  if (state.type === 'Choice') {
    const ways = [...state.choices.map(({ next }) => next), state.defaultNext];
    return { next: ways.flatMap((way) => (way ? [way.target] : [])), end: false };
  }
  const following = followingOf(state);
  return following && 'next' in following
    ? { next: [following.next], end: false }
    : { next: [], end: following !== undefined };
}
