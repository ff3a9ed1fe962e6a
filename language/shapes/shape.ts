import type { ValueType } from '../integrations/valueType.ts';
import { isArray, type Json } from '../json.ts';

/** What is known of a value: which kind it is of, and what is in it. `unknown` says nothing. */
export type Shape = ScalarShape | ArrayShape | ObjectShape;

export interface ScalarShape {
  readonly kind: 'unknown' | 'null' | 'boolean' | 'number' | 'string';
  /** A value that was seen or stands there. */
  readonly example?: Json;
}

export interface ArrayShape {
  readonly kind: 'array';
  /** What is known of each item. */
  readonly items: Shape;
}

export interface ObjectShape {
  readonly kind: 'object';
  /** Those that are known; there may be others. */
  readonly members: ReadonlyMap<string, Shape>;
}

export const unknown: Shape = { kind: 'unknown' };
export const text: Shape = { kind: 'string' };
export const number: Shape = { kind: 'number' };
export const boolean: Shape = { kind: 'boolean' };

/** Deeper insides, further members and further items tell nobody more. */
const maxDepth = 12;
const maxMembers = 200;
const maxItems = 50;

export function objectShape(members: Iterable<readonly [string, Shape]>): ObjectShape {
  return { kind: 'object', members: new Map(members) };
}

export function arrayShape(items: Shape): ArrayShape {
  return { kind: 'array', items };
}

/** The shape of a value. */
export function shapeOf(value: Json, depth = 0): Shape {
  if (depth > maxDepth) return unknown;
  if (value === null) return { kind: 'null', example: null };
  if (isArray(value)) {
    return arrayShape(joinAll(value.slice(0, maxItems).map((item) => shapeOf(item, depth + 1))));
  }
  switch (typeof value) {
    case 'string':
      return { kind: 'string', example: value };
    case 'number':
      return { kind: 'number', example: value };
    case 'boolean':
      return { kind: 'boolean', example: value };
    default:
      return objectShape(
        Object.entries(value)
          .slice(0, maxMembers)
          .map(([key, inner]) => [key, shapeOf(inner, depth + 1)]),
      );
  }
}

/** The shape of what an API takes or answers. */
export function shapeOfType(type: ValueType, depth = 0): Shape {
  if (depth > maxDepth / 2) return unknown;
  switch (type.kind) {
    case 'string':
    case 'timestamp':
    case 'blob':
      return text;
    case 'integer':
    case 'number':
      return number;
    case 'boolean':
      return boolean;
    case 'list':
      return arrayShape(shapeOfType(type.item, depth + 1));
    case 'map':
    case 'object':
      return objectShape([]);
    case 'structure':
      return objectShape(type.members().map(({ name, type: inner }) => [name, shapeOfType(inner, depth + 1)]));
    case 'json':
      return unknown;
    default:
      return type satisfies never;
  }
}

/** What is known of a value that has one shape or the other: all members of both. Null beside something tells nothing. */
export function join(one: Shape, other: Shape, depth = 0): Shape {
  if (one === other || isVague(other)) return one;
  if (isVague(one)) return other;
  if (depth > maxDepth) return unknown;
  if (one.kind === 'array' && other.kind === 'array') {
    const items = join(one.items, other.items, depth + 1);
    return items === one.items ? one : arrayShape(items);
  }
  if (one.kind === 'object' && other.kind === 'object') {
    return joinObjects(one, other, depth);
  }
  return one.kind === other.kind ? one : unknown;
}

/** The first where the other adds nothing, as most paths through a workflow bring the same. */
function joinObjects(one: ObjectShape, other: ObjectShape, depth: number): ObjectShape {
  let members: Map<string, Shape> | undefined;
  for (const [key, shape] of other.members) {
    const known = one.members.get(key);
    const joined = known ? join(known, shape, depth + 1) : shape;
    if (joined === known || (!known && (members ?? one.members).size >= maxMembers)) continue;
    members ??= new Map(one.members);
    members.set(key, joined);
  }
  return members ? { kind: 'object', members } : one;
}

export function joinAll(shapes: readonly Shape[]): Shape {
  return shapes.reduce((one, other) => join(one, other), unknown);
}

function isVague({ kind }: Shape): boolean {
  return kind === 'unknown' || kind === 'null';
}

/** A copy with a value at a place, as `ResultPath` puts it there. */
export function withMember(shape: Shape, path: readonly string[], value: Shape): Shape {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const members = shape.kind === 'object' ? shape.members : new Map<string, Shape>();
  return {
    kind: 'object',
    members: new Map([...members, [first, withMember(members.get(first) ?? unknown, rest, value)]]),
  };
}

const examples = new WeakMap<Shape, Json>();

/** A value of this shape, with what was seen where something was. */
export function exampleOf(shape: Shape): Json {
  const known = examples.get(shape);
  if (known !== undefined) return known;
  const made = makeExample(shape);
  examples.set(shape, made);
  return made;
}

function makeExample(shape: Shape): Json {
  switch (shape.kind) {
    case 'array':
      return [exampleOf(shape.items)];
    case 'object':
      return Object.fromEntries([...shape.members].map(([key, inner]) => [key, exampleOf(inner)]));
    case 'string':
      return shape.example ?? '';
    case 'number':
      return shape.example ?? 1;
    case 'boolean':
      return shape.example ?? true;
    default:
      return null;
  }
}

/** In a few words: `{ id: string, items: number[], … }`. */
export function describeShape(shape: Shape, most = 60): string {
  switch (shape.kind) {
    case 'unknown':
      return 'any';
    case 'array': {
      const items = describeShape(shape.items, most);
      return /[\s]/.test(items) && !items.startsWith('{') ? `(${items})[]` : `${items}[]`;
    }
    case 'object':
      return describeMembers(shape, most);
    default:
      return shape.kind;
  }
}

function describeMembers({ members }: ObjectShape, most: number): string {
  if (members.size === 0) return '{}';
  const parts: string[] = [];
  let left = most;
  for (const [key, inner] of members) {
    const part = `${key}: ${describeShape(inner, left / 2)}`;
    left -= part.length;
    if (left < 0 && parts.length > 0) return `{ ${parts.join(', ')}, … }`;
    parts.push(left < 0 ? `${key}: …` : part);
  }
  return `{ ${parts.join(', ')} }`;
}
