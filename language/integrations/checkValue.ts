import type { Json } from '../json.ts';
import { isArray, isObject, member } from '../json.ts';
import { nearest } from '../nearest.ts';
import type { Range, TypedMember, ValueType } from './valueType.ts';

/** Where a value is not what an API answers. */
export type Misfit = {
  /** From the whole result to the value, or to the member that is missing. */
  readonly path: readonly (string | number)[];
  /** The member that holds the value, however many lists and maps are between. */
  readonly field: string;
} & (
  | { readonly kind: 'unknownMember'; readonly nearest: string | undefined }
  | { readonly kind: 'missingMember' }
  | { readonly kind: 'wrongType'; readonly expected: string }
  /** Seconds, as older integrations answer, where TestState wants a text. */
  | { readonly kind: 'numberForTime' }
  | { readonly kind: 'unexpectedValue'; readonly values: readonly string[] }
  | { readonly kind: 'tooLittle' | 'tooMuch'; readonly of: 'value' | 'length'; readonly limit: number }
);

interface Place {
  readonly path: readonly (string | number)[];
  readonly field: string;
}

/** How a result differs from these members, in their order, then what they do not have. */
export function misfitsOf(value: Json, members: readonly TypedMember[]): Generator<Misfit> {
  return inType(value, { kind: 'structure', members: () => members }, { path: [], field: '' });
}

function* inType(value: Json, type: ValueType, place: Place): Generator<Misfit> {
  switch (type.kind) {
    case 'structure':
      if (isObject(value)) yield* inStructure(value, type.members(), place);
      else yield wrong(place, 'an object');
      return;
    case 'list':
      if (!isArray(value)) return yield wrong(place, 'an array');
      yield* outOfRange(value.length, 'length', type.range, place);
      for (const [at, item] of value.entries()) yield* inType(item, type.item, inside(place, at));
      return;
    case 'map':
      if (!isObject(value)) return yield wrong(place, 'an object');
      yield* outOfRange(Object.keys(value).length, 'length', type.range, place);
      for (const [key, item] of Object.entries(value)) yield* inType(item, type.value, inside(place, key));
      return;
    case 'boolean':
      if (typeof value !== 'boolean') yield wrong(place, 'a boolean');
      return;
    case 'integer':
    case 'number':
      if (typeof value !== 'number') return yield wrong(place, 'a number');
      return yield* outOfRange(value, 'value', type.range, place);
    case 'object':
      if (!isObject(value)) yield wrong(place, 'an object');
      return;
    case 'json':
      return;
    case 'timestamp':
      if (typeof value === 'number') yield { kind: 'numberForTime', ...place };
      else if (typeof value !== 'string') yield wrong(place, 'a string');
      return;
    default:
      if (typeof value !== 'string') return yield wrong(place, 'a string');
      return yield* inText(value, type, place);
  }
}

function* inText(
  value: string,
  type: Extract<ValueType, { readonly kind: 'string' | 'blob' }>,
  place: Place,
): Generator<Misfit> {
  // Step Functions gives blobs as text.
  if (type.kind === 'string' && type.values && !type.values.includes(value))
    yield { kind: 'unexpectedValue', ...place, values: type.values };
  else yield* outOfRange(value.length, 'length', type.range, place);
}

function* inStructure(
  value: { readonly [key: string]: Json },
  members: readonly TypedMember[],
  { path }: Place,
): Generator<Misfit> {
  for (const { name, required, type } of members) {
    const place = { path: [...path, name], field: name };
    const found = member(value, name);
    if (found !== undefined) yield* inType(found, type, place);
    else if (required) yield { kind: 'missingMember', ...place };
  }
  const known = new Set(members.map(({ name }) => name));
  for (const field of Object.keys(value)) {
    if (!known.has(field))
      yield { kind: 'unknownMember', path: [...path, field], field, nearest: nearest(field, known) };
  }
}

function* outOfRange(size: number, of: 'value' | 'length', range: Range | undefined, place: Place): Generator<Misfit> {
  if (range?.min !== undefined && size < range.min) yield { kind: 'tooLittle', ...place, of, limit: range.min };
  if (range?.max !== undefined && size > range.max) yield { kind: 'tooMuch', ...place, of, limit: range.max };
}

function inside({ path, field }: Place, key: string | number): Place {
  return { path: [...path, key], field };
}

function wrong(place: Place, expected: string): Misfit {
  return { kind: 'wrongType', ...place, expected };
}
