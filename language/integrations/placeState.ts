import type { JsonObject } from '../json.ts';
import type { Scope, State } from '../model/stateMachine.ts';
import { insertMember, replaceValue } from '../syntax/editTree.ts';
import { type MemberNode, memberOf, type ObjectNode } from '../syntax/syntaxTree.ts';
import { styleOf, writeMember } from '../syntax/writeValue.ts';
import type { TextEdit } from '../text.ts';

/** Can another state be put between this one and what follows it? */
export function canBeFollowed(state: State): boolean {
  return 'end' in state && (state.end || state.next !== undefined);
}

/**
 * Puts a state into a scope: behind `after`, whose transition then leads to it and on to where it led before, else
 * as the last one. The first state of a scope is also where it starts. No edits where the text cannot be edited.
 */
export function insertState(
  text: string,
  scope: Scope,
  after: State | undefined,
  name: string,
  body: JsonObject,
): readonly TextEdit[] {
  const states = memberOf(scope.node, 'States')?.value;
  if (states?.kind !== 'object') return [];
  const next = after && 'next' in after ? after.next?.target : undefined;
  const leaving = next === undefined ? { End: true } : { Next: next };
  const behind = states.members.find(({ range }) => range.start === after?.range.start);
  const inserted = insertMember(text, states, name, { ...body, ...leaving }, behind);
  const mended = after?.node ? leadTo(text, after.node, name) : startWith(text, scope, states, name);
  return [...inserted, ...mended];
}

/** Writes another body for a state that is there. */
export function replaceState(text: string, { scope, range }: State, body: JsonObject): readonly TextEdit[] {
  const states = memberOf(scope.node, 'States')?.value;
  if (states?.kind !== 'object') return [];
  const member = states.members.find((each) => each.range.start === range.start);
  return member ? replaceValue(text, states, member, body) : [];
}

/** A name that no state of the machine has: `Publish`, else `Publish 2` and so on. */
export function freeStateName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted} ${number}`;
  return name;
}

/** Next, or what stood in its place. */
function leadTo(text: string, body: ObjectNode, name: string): readonly TextEdit[] {
  const leaving = memberOf(body, 'Next') ?? memberOf(body, 'End');
  return leaving ? rewrite(text, body, leaving, 'Next', name) : insertMember(text, body, 'Next', name);
}

function startWith(text: string, { node }: Scope, states: ObjectNode, name: string): readonly TextEdit[] {
  if (states.members.length > 0) return [];
  const startAt = memberOf(node, 'StartAt');
  return startAt
    ? rewrite(text, node, startAt, 'StartAt', name)
    : insertMember(text, node, 'StartAt', name, node.members[0]);
}

/** Another key with a name in the place of a member that holds no more than one word. */
function rewrite(text: string, object: ObjectNode, member: MemberNode, key: string, name: string): TextEdit[] {
  const style = styleOf(text, object);
  if (!style) return [];
  const end = member.value?.range.end ?? member.range.end;
  return [{ range: { start: member.key.range.start, end }, newText: writeMember(key, name, style) }];
}
