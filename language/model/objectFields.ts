import type { MemberNode } from '../syntax/syntaxTree.ts';
import type { FieldRule } from './fields.ts';

/** A field as written in the text, known or not. */
export interface Field {
  readonly name: string;
  readonly member: MemberNode;
  /** The row of the field table; its language need not be the state's. Undefined for a name that the table does not have. */
  readonly rule: FieldRule | undefined;
}

/** The fields of one object. They are few, and a short list is smaller than a Map and found in as fast. */
export class ObjectFields {
  /** In document order; of duplicates the last, which is the one that counts in JSON, in the place of the first. */
  readonly list: readonly Field[];

  constructor(members: readonly MemberNode[], rules: ReadonlyMap<string, FieldRule>) {
    const all = members.map((member): Field => {
      const name = member.key.value;
      return { name, member, rule: rules.get(name) };
    });
    this.list = hasTwins(all) ? [...new Map(all.map((field) => [field.name, field])).values()] : all;
  }

  get(name: string): Field | undefined {
    for (const field of this.list) if (field.name === name) return field;
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }
}

/** More fields than these are compared by a set of their names. */
const few = 16;

function hasTwins(fields: readonly Field[]): boolean {
  if (fields.length > few) return new Set(fields.map(({ name }) => name)).size < fields.length;
  for (let at = 1; at < fields.length; at++) {
    const name = fields[at]?.name;
    for (let other = 0; other < at; other++) if (fields[other]?.name === name) return true;
  }
  return false;
}
