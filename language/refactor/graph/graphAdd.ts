import { type AddPlace, type GraphEdit, type GraphEditAnswer, refused } from '../../graph/graphEdit.ts';
import { objectOf } from '../../json.ts';
import type { Scope, State } from '../../model/stateMachine.ts';
import { insertMember, insertWritten, replaceValue } from '../../syntax/editTree.ts';
import { type MemberNode, memberOf } from '../../syntax/syntaxTree.ts';
import { styleOf, writeMember } from '../../syntax/writeValue.ts';
import type { TextEdit } from '../../text.ts';
import { memberOfState, statesNode } from '../findNode.ts';
import type { WrittenDefinition } from '../mends/mend.ts';
import { type Following, followingOf, leadTo, leave } from './graphLeaving.ts';
import { edgesInto, edgeWithId, scopeWithId, setTarget, stateWithId } from './graphPlaces.ts';
import { type NewState, newStates, type TaskStarter } from './graphStarters.ts';

/** Where a new state goes. */
interface Gap {
  readonly scope: Scope;
  readonly following: Following;
  /** The state behind which it is written; undefined for the last place. */
  readonly behind: State | undefined;
  /** Makes what led on before lead to the new state. */
  lead(name: string): readonly TextEdit[];
}

/** Adds a state, and closes the transitions around it. */
export function addToGraph(
  written: WrittenDefinition,
  { place, starter }: Extract<GraphEdit, { kind: 'add' }>,
  taskStarter: TaskStarter | undefined,
): GraphEditAnswer {
  const gap = gapAt(written, place);
  if ('kind' in gap) return gap;
  const states = newStates(starter, written.machine, gap.following, taskStarter);
  const name = states[0]?.name ?? '';
  return {
    kind: 'edits',
    // What goes into the state above comes before what goes behind it.
    edits: [...gap.lead(name), ...writeStates(written.text, gap, states)],
    selected: `${gap.scope.location}/States/${name}`,
  };
}

/** Writes states behind another one of their scope, or as its first. */
function writeStates(
  text: string,
  { scope, behind }: Pick<Gap, 'scope' | 'behind'>,
  states: readonly NewState[],
): readonly TextEdit[] {
  const object = statesNode(scope);
  const members = objectOf(states.map(({ name, body }) => [name, body]));
  const isBare = object?.members.length === 0 && text.slice(object.range.start, object.range.end).trim().length < 40;
  if (object === undefined || isBare) {
    const member = memberOf(scope.node, 'States');
    return member ? replaceValue(text, scope.node, member, members) : insertMember(text, scope.node, 'States', members);
  }
  const style = styleOf(text, object);
  if (style === undefined) return [];
  const separator =
    style.form === 'block' ? `\n${style.indent}` : style.indent === undefined ? ', ' : `,\n${style.indent}`;
  const all = states.map(({ name, body }) => writeMember(name, body, style)).join(separator);
  return insertWritten(text, object, all, memberBehind(behind));
}

function memberBehind(state: State | undefined): MemberNode | undefined {
  return state && memberOfState(state)?.member;
}

function gapAt(written: WrittenDefinition, place: AddPlace): Gap | GraphEditAnswer {
  switch (place.kind) {
    case 'after':
      return gapAfter(written, stateWithId(written.machine, place.state));
    case 'before':
      return gapBefore(written, stateWithId(written.machine, place.state));
    case 'on':
      return gapOn(written, place.edge);
    case 'first':
      return firstGap(written, scopeWithId(written.machine, place.scope));
  }
}

function gapAfter(written: WrittenDefinition, state: State | undefined): Gap | GraphEditAnswer {
  if (!state) return refused('The state is not there any more.');
  const { scope, name, node } = state;
  if ('end' in state && node) {
    const following = followingOf(state) ?? { end: true };
    return { scope, following, behind: state, lead: (next) => leave(written, state, { next }) };
  }
  if (state.type === 'Choice' && node && !state.defaultNext) {
    const empty = memberOf(node, 'Default');
    const lead = (next: string) =>
      empty ? replaceValue(written.text, node, empty, next) : insertMember(written.text, node, 'Default', next);
    return { scope, following: { end: true }, behind: state, lead };
  }
  if (state.type === 'Choice') return refused(`“${name}” leads to several states: choose one of its transitions.`);
  if (state.type === 'Broken') return refused(`“${name}” cannot be read: mend its text first.`);
  return refused(`Nothing can follow “${name}”: a ${state.type} state ends the workflow.`);
}

function gapBefore(written: WrittenDefinition, state: State | undefined): Gap | GraphEditAnswer {
  if (!state) return refused('The state is not there any more.');
  const { scope, name } = state;
  return {
    scope,
    following: { next: name },
    behind: stateAbove(state) ?? state,
    lead: (next) => edgesInto(scope, name).flatMap((edge) => leadTo(written, edge, next)),
  };
}

function gapOn(written: WrittenDefinition, id: string): Gap | GraphEditAnswer {
  const edge = edgeWithId(written.machine, id);
  if (!edge) return refused('The transition is not there any more.');
  const following: Following = edge.kind === 'end' ? { end: true } : { next: edge.transition.target };
  const behind = edge.kind === 'start' ? firstBehind(edge.scope) : edge.state;
  return { scope: edge.scope, following, behind, lead: (name) => leadTo(written, edge, name) };
}

function firstGap(written: WrittenDefinition, scope: Scope | undefined): Gap | GraphEditAnswer {
  if (!scope) return refused('The place is not there any more.');
  if (scope.states.size > 0) return refused('There are states here already: add one before or after them.');
  const { startAt, node } = scope;
  const key = memberOf(node, 'StartAt');
  const lead = (name: string) => {
    if (startAt) return setTarget(written, startAt, name);
    if (key) return replaceValue(written.text, node, key, name);
    return insertMember(
      written.text,
      node,
      'StartAt',
      name,
      node.members.find(({ key }) => key.value !== 'States'),
    );
  };
  return { scope, following: { end: true }, behind: undefined, lead };
}

/** The state written above another one. */
function stateAbove({ scope, name }: State): State | undefined {
  const states = [...scope.states.values()];
  return states[states.findIndex((state) => state.name === name) - 1];
}

function firstBehind({ startAt, states }: Scope): State | undefined {
  const first = startAt && states.get(startAt.target);
  return first && (stateAbove(first) ?? first);
}
