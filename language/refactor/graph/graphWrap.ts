import { type GraphEdit, type GraphEditAnswer, refused } from '../../graph/graphEdit.ts';
import type { JsonObject } from '../../json.ts';
import type { State } from '../../model/stateMachine.ts';
import { rewriteMembers } from '../../syntax/rewriteMembers.ts';
import { type MemberNode, memberOf } from '../../syntax/syntaxTree.ts';
import { lineStart, styleOf, type WritingStyle } from '../../syntax/writeValue.ts';
import { editedPart } from '../../text.ts';
import { wrapBody, wrapGroup } from '../extractStates.ts';
import { memberOfState } from '../findNode.ts';
import { type Kept, writeKept } from '../keptText.ts';
import type { WrittenDefinition } from '../mends/mend.ts';
import { renameIn } from '../renameState.ts';
import { groupOf } from '../stateGroup.ts';
import { circlesOf } from './graphDuplicate.ts';
import { followingOf, leadTo, leavingMembers } from './graphLeaving.ts';
import { edgesInto, statesWithIds } from './graphPlaces.ts';
import { nameGiver } from './graphStarters.ts';

/** Puts states into a Parallel or Map that takes their place. Their text moves along as it is. */
export function wrapInGraph(written: WrittenDefinition, edit: Extract<GraphEdit, { kind: 'wrap' }>): GraphEditAnswer {
  const states = statesWithIds(written.machine, edit.states);
  if (typeof states === 'string') return refused(states);
  const [state, ...others] = states;
  return others.length === 0 ? wrapState(written, state, edit.in) : wrapStates(written, states, edit.in);
}

function wrapStates(
  written: WrittenDefinition,
  states: readonly [State, ...State[]],
  type: 'Parallel' | 'Map',
): GraphEditAnswer {
  const [{ scope }] = states;
  const group = groupOf(scope, states);
  const wrapped = typeof group === 'string' ? group : wrapGroup(type, group, written);
  if (typeof wrapped === 'string') return refused(wrapped);
  return { kind: 'edits', edits: wrapped.edits, selected: `${scope.location}/States/${wrapped.name}` };
}

/** The catchers of the only state go to the state around it, because they lead out of the new scope. */
function wrapState(written: WrittenDefinition, state: State, type: 'Parallel' | 'Map'): GraphEditAnswer {
  const { text, machine } = written;
  const place = memberOfState(state);
  if (!place) return refused('The state is not there any more.');
  const reason = cannotMove(state);
  if (reason !== undefined) return refused(reason);
  const style = styleOf(text, place.object);
  const name = nameGiver(machine)(type);
  const following = followingOf(state) ?? { end: true };
  const next = 'next' in following && following.next === state.name ? { next: name } : following;
  const catchMember = memberOf(state.node, 'Catch');
  const body: JsonObject = {
    Type: type,
    ...wrapBody(type, { StartAt: state.name, States: { [stateMarker]: 0 } }, written),
    ...(catchMember && { [catchMarker]: 0 }),
    ...leavingMembers(next),
  };
  const kept = style && [stateKept(text, state, place.member, style), ...catchKept(text, state, catchMember, name)];
  const range = { start: place.member.range.start, end: trimmedEnd(text, place.member) };
  const entering = edgesInto(state.scope, state.name).filter((edge) => edge.kind === 'start' || edge.state !== state);
  return {
    kind: 'edits',
    edits: kept
      ? [
          { range, newText: writeKept(name, body, style, kept) },
          ...entering.flatMap((edge) => leadTo(written, edge, name)),
        ]
      : [],
    selected: `${state.scope.location}/States/${name}`,
  };
}

// Names that nobody gives: what they stand for is put in once the rest is written.
const stateMarker = '\u0001state';
const catchMarker = '\u0001catch';

function cannotMove(state: State): string | undefined {
  if (state.type === 'Choice') return `“${state.name}” leads to several states, which would be outside.`;
  return state.type === 'Broken' ? `“${state.name}” cannot be read: mend its text first.` : undefined;
}

/** The state as it is, but for how it is left. */
function stateKept(text: string, state: State, member: MemberNode, { indent = '' }: WritingStyle): Kept {
  const { node } = state;
  const gone = ['Next', 'End', 'Catch'].flatMap((key) => (node && memberOf(node, key)) ?? []);
  const canEnd = 'end' in state;
  const edits = node && gone.length > 0 ? rewriteMembers(text, node, gone, canEnd ? [['End', true]] : []) : [];
  return { marker: stateMarker, text: editedPart(text, member.range, edits).trimEnd(), indent };
}

function catchKept(text: string, state: State, member: MemberNode | undefined, name: string): readonly Kept[] {
  if (!member) return [];
  const { start, end } = member.range;
  const circles = circlesOf(state).filter((range) => start <= range.start && range.end <= end);
  const indent = /^\s*/.exec(text.slice(lineStart(text, start), start))?.[0] ?? '';
  const edits = renameIn(text, circles, state.name, name);
  return [{ marker: catchMarker, text: editedPart(text, member.range, edits).trimEnd(), indent }];
}

function trimmedEnd(text: string, { range: { start, end } }: MemberNode): number {
  return start + text.slice(start, end).trimEnd().length;
}
