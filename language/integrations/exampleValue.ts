import type { Json } from '../json.ts';
import { objectOf } from '../json.ts';
import type { Range, TypedMember, ValueType } from './valueType.ts';

/** How deep structures are filled in; deeper ones are empty. */
const depthLimit = 4;

/** A plausible object with these members. Page tokens are left out, so that loops over pages come to their end. */
export function exampleObject(members: readonly TypedMember[], depth = 0): Json {
  if (depth >= depthLimit) return {};
  return objectOf(
    members
      .filter(({ name }) => !/^(Next|Page|Continuation)?(Token|Marker)$|^LastEvaluated/.test(name))
      .map(({ name, type }) => [name, exampleValue(type, name, depth)]),
  );
}

/** A plausible value: constant, so that mocks made twice are the same. */
export function exampleValue(type: ValueType, name: string, depth = 0): Json {
  switch (type.kind) {
    case 'string':
      return type.values?.[0] ?? ofLength(exampleText(name), type.range);
    case 'integer':
    case 'number':
      return within(type.range);
    case 'boolean':
      return !/Truncated|HasMore/.test(name);
    case 'timestamp':
      return '2026-01-01T12:00:00Z';
    case 'blob':
      return ofLength('text', type.range);
    case 'list':
      return depth >= depthLimit ? [] : exampleList(type, name, depth);
    case 'map':
      return depth >= depthLimit || !type.range?.min ? {} : { key: exampleValue(type.value, name, depth + 1) };
    case 'structure':
      return exampleObject(type.members(), depth + 1);
    default:
      return {};
  }
}

function exampleList({ item, range }: ValueType & { readonly kind: 'list' }, name: string, depth: number): Json {
  const example = exampleValue(item, name.replace(/s$/, ''), depth + 1);
  return Array.from({ length: within(range) }, () => example);
}

/** One, or what is nearest to it. */
function within({ min = 1, max = Number.POSITIVE_INFINITY }: Range = {}): number {
  return Math.min(Math.max(1, min), max);
}

/** Long and short enough; beyond a thousand characters it is no longer readable. */
function ofLength(text: string, { min = 0, max = text.length }: Range = {}): string {
  return text.padEnd(Math.min(min, 1000), '0').slice(0, Math.max(min, max));
}

function exampleText(name: string): string {
  if (/Arn$/.test(name))
    return `arn:aws:service:us-east-1:123456789012:${name.slice(0, -3).toLowerCase() || 'resource'}/example`;
  if (/Ur[il]$/.test(name)) return 'https://example.com/';
  if (/Id$/.test(name)) return `${name.slice(0, -2).toLowerCase() || 'id'}-0123456789`;
  if (/(Date|Time|At)$/.test(name)) return '2026-01-01T12:00:00Z';
  if (/Status$/.test(name)) return 'SUCCEEDED';
  if (/Name$/.test(name)) return 'example';
  return 'text';
}
