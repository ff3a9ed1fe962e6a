import type { Json, JsonObject } from '../json.ts';
import { isArray, isObject, objectOf } from '../json.ts';
import type { QueryLanguage } from '../model/stateMachine.ts';
import type { TypedMember, ValueType } from './valueType.ts';

const depthLimit = 6;

/** How a starter says what is computed, in both query languages. */
const computed: Readonly<Record<string, Readonly<Record<QueryLanguage, string>>>> = {
  '@token': { JSONPath: '$$.Task.Token', JSONata: '$states.context.Task.Token' },
  '@executionId': { JSONPath: '$$.Execution.Id', JSONata: '$states.context.Execution.Id' },
  '@uuid': { JSONPath: 'States.UUID()', JSONata: '$uuid()' },
};

/**
 * The arguments of a starter in a query language. In a starter `${name}` is for somebody to fill in and stays;
 * `@input`, `@input.Some.Path`, `@token`, `@executionId` and `@uuid` are computed.
 */
export function starterArguments(starter: JsonObject, language: QueryLanguage): JsonObject {
  return objectOf(Object.entries(starter).map(([key, value]) => argument(key, value, language)));
}

/** The required members of an action, all to be filled in; structures that require themselves end at some depth. */
export function starterOf(members: readonly TypedMember[], depth = 0): JsonObject {
  const required = depth < depthLimit ? members.filter((member) => member.required) : [];
  return objectOf(required.map(({ name, type }) => [name, toFillIn(name, type, depth + 1)]));
}

function argument(key: string, value: Json, language: QueryLanguage): [string, Json] {
  const expression = expressionOf(value, language);
  if (expression !== undefined) {
    return language === 'JSONPath' ? [`${key}.$`, expression] : [key, `{% ${expression} %}`];
  }
  return [key, inLanguage(value, language)];
}

function inLanguage(value: Json, language: QueryLanguage): Json {
  if (isObject(value)) return starterArguments(value, language);
  return isArray(value) ? value.map((item) => inLanguage(item, language)) : value;
}

/** The expression that computes a value, or a list of nothing but computed values; undefined for any other value. */
function expressionOf(value: Json, language: QueryLanguage): string | undefined {
  if (isArray(value)) {
    const items = value.map((item) => expressionOf(item, language));
    if (items.length === 0 || items.includes(undefined)) return undefined;
    return language === 'JSONPath' ? `States.Array(${items.join(', ')})` : `[${items.join(', ')}]`;
  }
  if (typeof value !== 'string' || !value.startsWith('@')) return undefined;
  const [, path] = /^@input(.*)$/.exec(value) ?? [];
  if (path === undefined) return computed[value]?.[language];
  return `${language === 'JSONPath' ? '$' : '$states.input'}${path}`;
}

function toFillIn(name: string, type: ValueType, depth: number): Json {
  switch (type.kind) {
    case 'string':
      return type.values?.[0] ?? `\${${name}}`;
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'list':
      return type.item.kind === 'structure' || type.item.kind === 'string' ? [toFillIn(name, type.item, depth)] : [];
    case 'structure':
      return starterOf(type.members(), depth);
    case 'timestamp':
    case 'blob':
      return `\${${name}}`;
    default:
      return {};
  }
}
