import { isJsonata } from '../expressions/jsonata.ts';
import { isRfc3339 } from '../expressions/timestamp.ts';
import type { FieldRule } from '../model/fields.ts';
import type { Field } from '../model/objectFields.ts';
import type { QueryLanguage } from '../model/stateMachine.ts';
import type { SyntaxNode } from '../syntax/syntaxTree.ts';
import { isFilledIn } from './filledIn.ts';
import type { Place, Reporting } from './report.ts';

interface FieldPlace {
  readonly location: string;
  readonly language: QueryLanguage;
}

/** One field's value against its row: JSON type, range, enumeration. Neither what objects hold nor expressions. */
export function checkValue(field: Field, rule: FieldRule, owner: FieldPlace, checking: Reporting): void {
  const { value } = field.member;
  if (value === undefined) return;
  if (value.kind === 'null' && rule.nullable) return;
  const isExpression = rule.expression && owner.language === 'JSONata' && value.kind === 'string';
  if (isExpression && isJsonata(value.value)) return;
  const problem = problemOf(value, rule, field.name);
  if (problem === undefined || isFilledIn(value)) return;
  const place = { range: problem.range ?? value.range, location: `${owner.location}/${field.name}` };
  checking.report('SCHEMA_VALIDATION_FAILED', problem.message, place);
}

interface ValueProblem {
  readonly message: string;
  /** The part that is wrong, when it is not the whole value. */
  readonly range?: Place['range'];
}

/** How AWS names the JSON types. */
const typeNames = {
  string: 'STRING',
  number: 'NUMBER',
  boolean: 'BOOLEAN',
  object: 'OBJECT',
  array: 'ARRAY',
} as const;

function problemOf(value: SyntaxNode, rule: FieldRule, name: string): ValueProblem | undefined {
  switch (rule.kind) {
    case 'string':
      return expect(value, 'string') ?? (value.kind === 'string' ? textProblem(value.value, rule, name) : undefined);
    case 'stateName':
      return expect(value.kind === 'number' ? (value.asString ?? value) : value, 'string');
    case 'resource':
    case 'path':
    case 'referencePath':
      return expect(value, 'string');
    case 'boolean':
      return expect(value, 'boolean');
    case 'integer':
    case 'number':
      return expect(value, 'number') ?? (value.kind === 'number' ? numberProblem(value.value, rule) : undefined);
    case 'timestamp':
      return expect(value, 'string') ?? (value.kind === 'string' ? timestampProblem(value.value) : undefined);
    case 'assign':
    case 'object':
    case 'scope':
      return expect(value, 'object');
    case 'states':
      return expect(value, 'object') ?? (value.kind === 'object' ? emptyProblem(value.members) : undefined);
    case 'objects':
      return listProblem(value, 'object', rule);
    case 'errorNames':
    case 'strings':
      return listProblem(value, 'string', rule);
    case 'template':
      return rule.of === undefined ? undefined : expect(value, 'object');
    case 'json':
      return undefined;
    default:
      return rule.kind satisfies never;
  }
}

function expect(value: SyntaxNode, kind: keyof typeof typeNames): ValueProblem | undefined {
  return value.kind === kind ? undefined : { message: `Expected value of type [${typeNames[kind]}]` };
}

function emptyProblem(list: readonly unknown[]): ValueProblem | undefined {
  return list.length === 0 ? { message: 'Value cannot be empty' } : undefined;
}

function listProblem(value: SyntaxNode, kind: 'object' | 'string', rule: FieldRule): ValueProblem | undefined {
  if (value.kind !== 'array') return expect(value, 'array');
  if (rule.min !== undefined && value.items.length < rule.min) return { message: 'Value cannot be empty' };
  for (const item of value.items) {
    if (item.kind === kind || isFilledIn(item)) continue;
    return { message: `Expected value of type [${typeNames[kind]}]`, range: item.range };
  }
  return undefined;
}

function textProblem(text: string, rule: FieldRule, name: string): ValueProblem | undefined {
  if (rule.values && !rule.values.includes(text)) {
    const list = rule.values.join(', ');
    return name === 'Type'
      ? { message: `The field 'Type' should have one of these values: [${list}]` }
      : { message: `Value should be one of the following: [${list}]` };
  }
  // The length of a Label has a code of its own.
  if (rule.max === undefined || name === 'Label' || text.length <= rule.max) return undefined;
  return { message: `Maximum length is ${rule.max}` };
}

function numberProblem(number: number, { kind, min, max }: FieldRule): ValueProblem | undefined {
  if (kind === 'integer' && !Number.isInteger(number)) return { message: 'Expected value of type [INTEGER]' };
  if (min !== undefined && number < min) return { message: `Minimum value is ${min}` };
  if (max !== undefined && number > max) return { message: `Maximum value is ${max}` };
  return undefined;
}

function timestampProblem(text: string): ValueProblem | undefined {
  return isRfc3339(text) ? undefined : { message: 'String does not match RFC3339 timestamp' };
}
