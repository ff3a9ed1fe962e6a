import type { MemberNode, ObjectNode, StringNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import { fieldsOf, type ObjectName } from './fields.ts';
import { ObjectFields } from './objectFields.ts';
import type { Broken, Located, QueryLanguage, Transition } from './stateMachine.ts';

/** One object being read, and where and in which query language it stands. */
export interface ReadingPlace {
  readonly object: ObjectName;
  /** Undefined where something else is written. */
  readonly node: ObjectNode | undefined;
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

/** The field of a name; of duplicates the last, which is the one that counts in JSON. */
export function fieldIn(node: ObjectNode | undefined, name: string): MemberNode | undefined {
  if (node === undefined) return undefined;
  const { members } = node;
  for (let at = members.length - 1; at >= 0; at--) {
    const member = members[at];
    if (member?.key.value === name) return member;
  }
  return undefined;
}

export function nodeOf(node: ObjectNode | undefined, name: string): SyntaxNode | undefined {
  return fieldIn(node, name)?.value;
}

/** The text of a string field; undefined when it is absent or no string. */
export function textOf(node: ObjectNode | undefined, name: string): string | undefined {
  const value = nodeOf(node, name);
  return value?.kind === 'string' ? value.value : undefined;
}

export function numberOf(node: ObjectNode | undefined, name: string): number | undefined {
  const value = nodeOf(node, name);
  return value?.kind === 'number' ? value.value : undefined;
}

export function objectOf(node: SyntaxNode | undefined): ObjectNode | undefined {
  return node?.kind === 'object' ? node : undefined;
}

const nothing: readonly never[] = [];

/** The elements of a field that should be a list. Anything else counts as none. */
export function listOf(node: ObjectNode | undefined, name: string): readonly SyntaxNode[] {
  const value = nodeOf(node, name);
  return value?.kind === 'array' ? value.items : nothing;
}

/** The elements of such a field, each as `read` reads it. Most states have none. */
export function readList<Read, Place extends ReadingPlace>(
  place: Place,
  name: string,
  read: (node: SyntaxNode, index: number, place: Place) => Read,
): readonly Read[] {
  const list = listOf(place.node, name);
  return list.length === 0 ? nothing : list.map((node, index) => read(node, index, place));
}

/** One element of a list in an object that is being read; few are ever asked for their names. */
export class ListedPlace implements ReadingPlace {
  readonly object: ObjectName;
  readonly node: ObjectNode | undefined;
  readonly language: QueryLanguage;
  readonly #owner: ReadingPlace;
  readonly #list: string;
  readonly #index: number;

  constructor(object: ObjectName, node: SyntaxNode, owner: ReadingPlace, list: string, index: number) {
    this.object = object;
    this.node = objectOf(node);
    this.language = owner.language;
    this.#owner = owner;
    this.#list = list;
    this.#index = index;
  }

  get location(): string {
    return `${this.#owner.location}/${this.#list}[${this.#index}]`;
  }

  get prefix(): string {
    return `${this.#owner.prefix}${this.#list}[${this.#index}]/`;
  }
}

export function transitionAt(place: Pick<ReadingPlace, 'node' | 'location'>, name: string): Transition | undefined {
  const written = nodeOf(place.node, name);
  const value = written?.kind === 'number' ? written.asString : written;
  return value?.kind === 'string' ? new WrittenTransition(value, place, name) : undefined;
}

/** Every state has one, and only those that lead to nowhere are asked for their place. */
class WrittenTransition implements Transition {
  readonly target: string;
  readonly #node: StringNode;
  readonly #place: { readonly location: string };
  readonly #field: string;

  constructor(node: StringNode, place: { readonly location: string }, field: string) {
    this.target = node.value;
    this.#node = node;
    this.#place = place;
    this.#field = field;
  }

  get range(): Transition['range'] {
    return this.#node.range;
  }

  get location(): string {
    return `${this.#place.location}/${this.#field}`;
  }
}

export function readEnd({ node }: ReadingPlace): boolean {
  const end = nodeOf(node, 'End');
  return end?.kind === 'boolean' && end.value;
}

/** A string field that must be there. */
export function requiredText(place: ReadingPlace, name: string, owner: MemberNode['range']): Located<string> | Broken {
  const value = nodeOf(place.node, name);
  if (value?.kind === 'string') return { value: value.value, range: value.range };
  return broken(value, owner, `${name} must be a string.`);
}

/** What stands in place of a value that could not be read. */
export function broken(node: SyntaxNode | undefined, owner: MemberNode['range'], reason: string): Broken {
  const hole = node?.kind === 'hole' ? `The placeholder ${node.text} has no value.` : undefined;
  return { kind: 'broken', reason: hole ?? reason, range: node?.range ?? owner };
}
