import type { Json } from '../json.ts';
import { isArray, isObject } from '../json.ts';
import { nearest } from '../nearest.ts';
import type { TypedMember, ValueType } from './valueType.ts';

/** Where a value is not what an API has. */
export type Misfit =
  | {
      readonly kind: 'unknownMember';
      readonly path: readonly (string | number)[];
      readonly name: string;
      readonly nearest: string | undefined;
    }
  | { readonly kind: 'wrongType'; readonly path: readonly (string | number)[]; readonly expected: string };

/** How a response, or the arguments of a call, differ from these members. Models grow: these are hints. */
export function misfitsOf(value: Json, members: readonly TypedMember[]): readonly Misfit[] {
  return inType(value, { kind: 'structure', members: () => members }, []);
}

function inType(value: Json, type: ValueType, path: readonly (string | number)[]): readonly Misfit[] {
  if (value === null) return [];
  switch (type.kind) {
    case 'structure':
      return isObject(value) ? inStructure(value, type.members(), path) : [wrong(path, 'an object')];
    case 'list':
      if (!isArray(value)) return [wrong(path, 'a list')];
      return value.flatMap((item, at) => inType(item, type.item, [...path, at]));
    case 'map':
      if (!isObject(value)) return [wrong(path, 'an object')];
      return Object.entries(value).flatMap(([key, item]) => inType(item, type.value, [...path, key]));
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrong(path, 'a boolean')];
    case 'integer':
    case 'number':
      return typeof value === 'number' ? [] : [wrong(path, 'a number')];
    case 'object':
      return isObject(value) ? [] : [wrong(path, 'an object')];
    default:
      // Step Functions turns objects into text where an API wants a string, and text into JSON where it knows to.
      return [];
  }
}

function inStructure(
  value: { readonly [key: string]: Json },
  members: readonly TypedMember[],
  path: readonly (string | number)[],
): readonly Misfit[] {
  const known = new Map(members.map((member) => [member.name, member.type]));
  return Object.entries(value).flatMap(([name, inside]) => {
    const type = known.get(name);
    if (type) return inType(inside, type, [...path, name]);
    return [{ kind: 'unknownMember', path: [...path, name], name, nearest: nearest(name, known.keys()) }];
  });
}

function wrong(path: readonly (string | number)[], expected: string): Misfit {
  return { kind: 'wrongType', path, expected };
}
