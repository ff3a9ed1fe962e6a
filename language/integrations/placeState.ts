import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Scope, State } from '../model/stateMachine.ts';
import { insertMember, insertWritten, replaceValue } from '../syntax/editTree.ts';
import { rewriteMembers } from '../syntax/rewriteMembers.ts';
import { type MemberNode, memberOf, type ObjectNode, toJson } from '../syntax/syntaxTree.ts';
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

/**
 * Writes another body for a state that is there. What stays the same keeps its text: comments, formatting, and what a
 * template fills in.
 */
export function replaceState(text: string, { scope, range, node }: State, body: JsonObject): readonly TextEdit[] {
  const states = memberOf(scope.node, 'States')?.value;
  if (states?.kind !== 'object' || styleOf(text, states) === undefined) return [];
  const member = states.members.find((each) => each.range.start === range.start);
  if (!member) return [];
  return node && styleOf(text, node) ? changeMembers(text, node, body) : replaceValue(text, states, member, body);
}

function changeMembers(text: string, node: ObjectNode, after: JsonObject): readonly TextEdit[] {
  const gone = node.members.filter(({ key }) => !Object.hasOwn(after, key.value));
  const known = new Set(node.members.map(({ key }) => key.value));
  const added = Object.entries(after).filter(([key]) => !known.has(key));
  const changed = node.members.flatMap((member) => {
    const value = Object.hasOwn(after, member.key.value) ? after[member.key.value] : undefined;
    return value === undefined ? [] : changeValue(text, node, member, value);
  });
  return [...changed, ...exchangeMembers(text, node, gone, added)];
}

function changeValue(text: string, node: ObjectNode, member: MemberNode, after: Json): readonly TextEdit[] {
  const { value } = member;
  if (value && JSON.stringify(toJson(value)) === JSON.stringify(after)) return [];
  const isEditable = value?.kind === 'object' && value.members.length > 0 && styleOf(text, value) !== undefined;
  const keepsAny = isEditable && isObject(after) && value.members.some(({ key }) => Object.hasOwn(after, key.value));
  return keepsAny ? changeMembers(text, value, after) : replaceValue(text, node, member, after);
}

/** New members stand where the first that goes stood, else before the way out of the state. */
function exchangeMembers(
  text: string,
  node: ObjectNode,
  gone: readonly MemberNode[],
  added: readonly (readonly [string, Json])[],
): readonly TextEdit[] {
  const style = styleOf(text, node);
  if (gone.length > 0 || added.length === 0 || !style) return rewriteMembers(text, node, gone, added);
  const last = node.members.findLast(({ key }) => key.value !== 'Next' && key.value !== 'End');
  const separator =
    style.form === 'block' ? `\n${style.indent}` : style.indent === undefined ? ', ' : `,\n${style.indent}`;
  const written = added.map(([key, value]) => writeMember(key, value, style)).join(separator);
  return last ? insertWritten(text, node, written, last) : rewriteMembers(text, node, [], added);
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
