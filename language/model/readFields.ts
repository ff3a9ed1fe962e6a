import type { MemberNode, ObjectNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import { fieldsOf, type ObjectName } from './fields.ts';
import { ObjectFields } from './objectFields.ts';
import type { Broken, Located, QueryLanguage, Transition } from './stateMachine.ts';

/** One object being read: its fields as written, and where and in which query language it stands. */
export interface ReadingPlace {
  readonly fields: ObjectFields;
  readonly language: QueryLanguage;
  /** AWS's name for the object: `/States/X`, `/States/M/ItemReader`. */
  readonly location: string;
  /** The part after the state's own location, for expressions: '' or `Catch[0]/`. */
  readonly prefix: string;
}

const noFields = new ObjectFields([], new Map());

/** The fields of an object, each with its row of the table. */
export function fieldsIn(node: ObjectNode | undefined, object: ObjectName): ObjectFields {
  return node ? new ObjectFields(node.members, fieldsOf(object)) : noFields;
}

export function nodeOf(fields: ObjectFields, name: string): SyntaxNode | undefined {
  return fields.get(name)?.member.value;
}

/** The text of a string field; undefined when it is absent or no string. */
export function textOf(fields: ObjectFields, name: string): string | undefined {
  const value = nodeOf(fields, name);
  return value?.kind === 'string' ? value.value : undefined;
}

export function numberOf(fields: ObjectFields, name: string): number | undefined {
  const value = nodeOf(fields, name);
  return value?.kind === 'number' ? value.value : undefined;
}

export function objectOf(node: SyntaxNode | undefined): ObjectNode | undefined {
  return node?.kind === 'object' ? node : undefined;
}

/** The elements of a field that should be a list of objects. Anything else counts as none. */
export function listOf(fields: ObjectFields, name: string): readonly SyntaxNode[] {
  const value = nodeOf(fields, name);
  return value?.kind === 'array' ? value.items : [];
}

export function transitionAt(place: Pick<ReadingPlace, 'fields' | 'location'>, name: string): Transition | undefined {
  const written = nodeOf(place.fields, name);
  const value = written?.kind === 'number' ? written.asString : written;
  if (value?.kind !== 'string') return undefined;
  return { target: value.value, range: value.range, location: `${place.location}/${name}` };
}

/** A string field that must be there. */
export function requiredText(place: ReadingPlace, name: string, owner: MemberNode['range']): Located<string> | Broken {
  const value = nodeOf(place.fields, name);
  if (value?.kind === 'string') return { value: value.value, range: value.range };
  return broken(value, owner, `${name} must be a string.`);
}

/** What stands in place of a value that could not be read. */
export function broken(node: SyntaxNode | undefined, owner: MemberNode['range'], reason: string): Broken {
  const hole = node?.kind === 'hole' ? `The placeholder ${node.text} has no value.` : undefined;
  return { kind: 'broken', reason: hole ?? reason, range: node?.range ?? owner };
}
