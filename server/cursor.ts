import { type FieldRule, fieldsOf, type ObjectName } from '../language/model/fields.ts';
import { isStateType } from '../language/model/readState.ts';
import type { QueryLanguage, Scope, State, StateMachine } from '../language/model/stateMachine.ts';
import { type MemberNode, memberOf, type ObjectNode, type SyntaxNode } from '../language/syntax/syntaxTree.ts';
import { contains } from '../language/text.ts';
import type { Definition, DocumentVersion } from './documents.ts';
import { isBlankBefore, isInside, isInValue, isMissing } from './insideText.ts';

/** What an object is: a row of the field table, the names of states, or a value that is free in its form. */
export type ObjectKind = ObjectName | 'States' | 'Free';

/** Where the cursor stands, in the terms of ASL. Works in half-typed text. */
export interface Cursor {
  readonly offset: number;
  readonly machine: StateMachine;
  /** The innermost object that the cursor is in; undefined in an empty document. */
  readonly object: ObjectNode | undefined;
  readonly kind: ObjectKind;
  /** The scope whose states can be named here, and the innermost state around the cursor. */
  readonly scope: Scope;
  readonly state: State | undefined;
  readonly language: QueryLanguage;
  /** The innermost field of the table around the cursor; `member` is that field's own member or lies inside its value. */
  readonly field: FieldAround | undefined;
  /** The keys from the field's value to the object that the cursor is in; `[]` steps into a list. */
  readonly path: readonly string[];
  readonly part: 'key' | 'value';
  /** The member of `object` that the cursor is in; undefined where a new one would begin. */
  readonly member: MemberNode | undefined;
  /** The row of the field table for `member`. */
  readonly rule: FieldRule | undefined;
  /** The key, string, number or word that the cursor touches; undefined where nothing is written yet. */
  readonly touched: SyntaxNode | undefined;
}

/** A field of the table, and the object that has it. */
export interface FieldAround {
  readonly object: ObjectName;
  readonly name: string;
  readonly rule: FieldRule;
  readonly member: MemberNode;
}

/** A value around the cursor on the way inwards, and the member that it belongs to. */
interface Place {
  readonly node: SyntaxNode | undefined;
  /** What `node` is, or its elements when it is a list. */
  readonly kind: ObjectKind;
  readonly scope: Scope;
  readonly state: State | undefined;
  readonly field?: FieldAround;
  readonly path: readonly string[];
  readonly object?: ObjectNode;
  readonly objectKind?: ObjectKind;
  readonly member?: MemberNode;
}

/** The place at `offset` of a definition. */
export function cursorAt(document: DocumentVersion, { root, machine }: Definition, offset: number): Cursor {
  let place: Place = { node: root, kind: 'StateMachine', scope: machine.top, state: undefined, path: [] };
  for (let next: Place | undefined = place; next; next = stepInto(document, machine, place, offset)) place = next;
  return holdsKeys(document, place, offset) ? atKey(machine, place, offset) : atValue(machine, place, offset);
}

/** The Resource that must be known before anything can be said at a place. */
export function resourceAt(document: DocumentVersion, definition: Definition, offset: number): string {
  const { state, rule, touched } = cursorAt(document, definition, offset);
  if (rule?.kind === 'resource' && touched?.kind === 'string') return touched.value;
  return state?.type === 'Task' && 'value' in state.resource ? state.resource.value : '';
}

/** An object, an empty document, or the line in YAML where the first key of an object would stand. */
function holdsKeys(document: DocumentVersion, { node, kind, member, field }: Place, offset: number): boolean {
  if (node?.kind === 'object') return true;
  if (node !== undefined && !isMissing(node)) return false;
  const mayHoldKeys = kind !== 'Free' || field?.rule.kind === 'template';
  return member === undefined || (mayHoldKeys && document.format === 'yaml' && isBlankBefore(document, offset));
}

function stepInto(document: DocumentVersion, machine: StateMachine, place: Place, offset: number): Place | undefined {
  const { node } = place;
  if (node?.kind === 'array') {
    const index = node.items.findLastIndex((item) => item.range.start <= offset);
    const item = node.items[index];
    const inside = item && isInside(document, item, node.range.start, offset);
    const path = place.kind === 'Free' ? [...place.path, '[]'] : place.path;
    return inside ? { ...place, node: item, scope: scopeOfItem(place, index), path } : undefined;
  }
  if (node?.kind !== 'object') return undefined;
  const member = memberBefore(node, offset);
  return member && isInValue(document, member, offset) ? insideOf(machine, place, node, member) : undefined;
}

function memberBefore(node: ObjectNode, offset: number): MemberNode | undefined {
  return node.members.findLast(({ range }) => range.start <= offset);
}

function insideOf(machine: StateMachine, place: Place, object: ObjectNode, member: MemberNode): Place {
  const field = fieldAround(place.kind, member) ?? place.field;
  const path = place.kind === 'Free' ? [...place.path, member.key.value] : [];
  const here = { ...place, node: member.value, object, objectKind: place.kind, member, path, ...(field && { field }) };
  if (place.kind === 'States') {
    return { ...here, kind: kindOfState(member.value), state: stateOf(machine, place.scope, member) ?? place.state };
  }
  const rule = ruleOf(place.kind, member);
  if (rule?.kind === 'states') return { ...here, kind: 'States' };
  return { ...here, kind: rule?.of ?? 'Free', scope: rule?.kind === 'scope' ? processorOf(place) : place.scope };
}

function atKey(machine: StateMachine, place: Place, offset: number): Cursor {
  const object = place.node?.kind === 'object' ? place.node : undefined;
  const before = object && memberBefore(object, offset);
  const member = before && contains(before.key.range, offset) ? before : undefined;
  return {
    ...surroundings(machine, place, offset),
    object,
    kind: place.kind,
    part: 'key',
    member,
    rule: member && ruleOf(place.kind, member),
    touched: member?.key,
  };
}

function atValue(machine: StateMachine, place: Place, offset: number): Cursor {
  const { node, object, objectKind = 'Free', member } = place;
  const touches = node && node.kind !== 'array' && contains(node.range, offset) && !isMissing(node);
  return {
    ...surroundings(machine, place, offset),
    object,
    kind: objectKind,
    part: 'value',
    member,
    rule: member && ruleOf(objectKind, member),
    touched: touches ? node : undefined,
  };
}

function surroundings(machine: StateMachine, { scope, state, field, path }: Place, offset: number) {
  return { offset, machine, scope, state, field, path, language: state?.queryLanguage ?? machine.queryLanguage };
}

function fieldAround(object: ObjectKind, member: MemberNode): FieldAround | undefined {
  if (object === 'States' || object === 'Free') return undefined;
  const rule = ruleOf(object, member);
  return rule && { object, name: member.key.value, rule, member };
}

function ruleOf(kind: ObjectKind, member: MemberNode): FieldRule | undefined {
  return kind === 'States' || kind === 'Free' ? undefined : fieldsOf(kind).get(member.key.value);
}

/** A state of no known type has the fields of a Pass, as for the reader. */
function kindOfState(node: SyntaxNode | undefined): ObjectName {
  const type = memberOf(node, 'Type')?.value;
  const name = type?.kind === 'string' ? type.value : undefined;
  return isStateType(name) ? name : 'Pass';
}

/** Names may stand twice while somebody types; the state meant is the one written here. */
function stateOf(machine: StateMachine, scope: Scope, member: MemberNode): State | undefined {
  const named = scope.states.get(member.key.value);
  const { start } = member.key.range;
  if (named?.nameRange.start === start) return named;
  return machine.states.find(({ nameRange }) => nameRange.start === start);
}

function processorOf({ state, scope }: Place): Scope {
  return state?.type === 'Map' && !('kind' in state.processor) ? state.processor : scope;
}

function scopeOfItem({ kind, state, scope }: Place, index: number): Scope {
  return kind === 'Branch' && state?.type === 'Parallel' ? (state.branches[index] ?? scope) : scope;
}
