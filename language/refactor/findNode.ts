import type { LanguageObject } from '../model/objectsIn.ts';
import { objectsIn } from '../model/objectsIn.ts';
import type { Scope, State, StateMachine } from '../model/stateMachine.ts';
import { type ArrayNode, type MemberNode, memberOf, type ObjectNode, type SyntaxNode } from '../syntax/syntaxTree.ts';
import { contains, type TextRange } from '../text.ts';

/** A member around a place, with the object that it belongs to. */
export interface MemberPlace {
  readonly object: ObjectNode;
  readonly member: MemberNode;
}

/** An element of a list around a place. */
export interface ItemPlace {
  readonly array: ArrayNode;
  readonly index: number;
}

/** The members and list elements around a place, from the outermost to the innermost. */
export function placesAround(root: SyntaxNode | undefined, range: TextRange): readonly (MemberPlace | ItemPlace)[] {
  const found: (MemberPlace | ItemPlace)[] = [];
  const holds = (outer: TextRange) => outer.start <= range.start && range.end <= outer.end;
  for (let node = root; node !== undefined; ) {
    if (node.kind === 'object') {
      const object: ObjectNode = node;
      const member = object.members.find((each) => holds(each.range));
      if (member) found.push({ object, member });
      node = member?.value && holds(member.value.range) ? member.value : undefined;
    } else if (node.kind === 'array') {
      const array: ArrayNode = node;
      const index = array.items.findIndex((item) => holds(item.range));
      if (index !== -1) found.push({ array, index });
      node = array.items[index];
    } else return found;
  }
  return found;
}

/** The innermost member around a place. */
export function memberAround(root: SyntaxNode | undefined, range: TextRange): MemberPlace | undefined {
  return placesAround(root, range).findLast((place) => 'member' in place);
}

/** The object that AWS calls `location`; of states with the same name the one around `range`. */
export function objectNamed(
  machine: StateMachine,
  location: string | undefined,
  { start }: TextRange,
): LanguageObject | undefined {
  const name = location === '/' ? '' : location;
  return objectsIn(machine).find(
    (object) => object.location === name && contains(object.state?.range ?? object.node.range, start),
  );
}

/** The innermost state around an offset. */
export function stateAround({ states }: StateMachine, offset: number): State | undefined {
  return states.findLast(({ range }) => contains(range, offset));
}

/** The innermost scope whose text is around an offset. */
export function scopeAround({ top, states }: StateMachine, offset: number): Scope {
  const scopes = states.map(({ scope }) => scope).filter(({ node }) => contains(node.range, offset));
  return scopes.reduce((best, scope) => (scope.node.range.start > best.node.range.start ? scope : best), top);
}

/** The object that holds a scope's states. */
export function statesNode(scope: Scope): ObjectNode | undefined {
  const value = memberOf(scope.node, 'States')?.value;
  return value?.kind === 'object' ? value : undefined;
}

/** A state's member in the object that holds it. */
export function memberOfState(state: State): MemberPlace | undefined {
  const object = statesNode(state.scope);
  const member = object?.members.find(({ range }) => range.start === state.range.start);
  return object && member && { object, member };
}

/** A name that no state has: the wanted one, or with a number behind it. */
export function freeName({ states }: StateMachine, wanted: string): string {
  const taken = new Set(states.map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted} ${number}`;
  return name;
}
