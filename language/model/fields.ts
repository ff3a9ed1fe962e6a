import type { Json } from '../json.ts';
import { mapFields } from './mapFields.ts';
import { partFields } from './partFields.ts';
import { stateFields } from './stateFields.ts';
import type { QueryLanguage } from './stateMachine.ts';

/** What a field's value is, and with it how it is checked, completed and read: each kind in the words that people see. */
export const fieldKinds = {
  string: 'string',
  boolean: 'boolean',
  number: 'number',
  integer: 'integer',
  json: 'any JSON',
  /** The name of a state in the same scope. */
  stateName: 'name of a state',
  /** A JSONPath that may select many values. */
  path: 'path',
  /** A JSONPath that names one place: names and indexes only. */
  referencePath: 'reference path',
  /** A payload template in JSONPath; any JSON with expressions in JSONata. */
  template: 'any JSON, values may be computed',
  assign: 'object of variables',
  timestamp: 'RFC 3339 timestamp',
  resource: 'ARN',
  errorNames: 'list of error names',
  strings: 'list of strings',
  states: 'object of states',
  scope: 'object',
  object: 'object',
  objects: 'list',
} as const;

export type FieldKind = keyof typeof fieldKinds;

/** One row of the field table: everything that validation, completion, hover and the documentation know of a field. */
export interface FieldRule {
  readonly kind: FieldKind;
  /** Which of the field's own tables its object (or each object of its list) follows. */
  readonly of?: ObjectName;
  /** Absent: the field exists in both query languages. */
  readonly language?: QueryLanguage;
  readonly required?: boolean;
  /** For numbers: the smallest and largest value; for strings and names: the most characters; for lists: the fewest items. */
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly string[];
  /** Fields that may not stand beside this one. */
  readonly excludes?: readonly string[];
  /** In a JSONata state the value may be, or contain, a `{% %}` expression. */
  readonly expression?: boolean;
  /** Path fields: the path may start at the context object (`$$`) or at a variable. */
  readonly anyRoot?: boolean;
  /** Path fields: an intrinsic function may stand in place of the path. */
  readonly intrinsic?: boolean;
  /** `null` is allowed. */
  readonly nullable?: boolean;
  /** Means something in a distributed Map only. */
  readonly distributed?: boolean;
  readonly default?: Json;
  readonly doc: string;
}

export type FieldTable = Readonly<Record<string, FieldRule>>;

/** The kinds of object of the language, each with its own table. */
export type ObjectName =
  | 'StateMachine'
  | 'Pass'
  | 'Task'
  | 'Choice'
  | 'Wait'
  | 'Succeed'
  | 'Fail'
  | 'Parallel'
  | 'Map'
  | 'Branch'
  | 'ItemProcessor'
  | 'ProcessorConfig'
  | 'ItemReader'
  | 'ReaderConfig'
  | 'ItemBatcher'
  | 'ResultWriter'
  | 'WriterConfig'
  | 'Credentials'
  | 'Retrier'
  | 'Catcher'
  | 'ChoiceRule'
  | 'NestedRule';

/** One kind of object: its fields, and groups of which at least one field must be there. */
export interface ObjectRule {
  readonly doc: string;
  readonly fields: FieldTable;
  /** Each query language's fields differ: a group counts where one of its fields exists. */
  readonly oneOf?: readonly (readonly string[])[];
}

const objects: Readonly<Record<ObjectName, ObjectRule>> = { ...stateFields, ...mapFields, ...partFields };

/** Every kind of object with its rule, in the order of the reference page. */
export const objectRules: ReadonlyMap<ObjectName, ObjectRule> = new Map(
  Object.entries(objects) as [ObjectName, ObjectRule][],
);

const tables: ReadonlyMap<ObjectName, ReadonlyMap<string, FieldRule>> = new Map(
  [...objectRules].map(([name, rule]) => [name, new Map(Object.entries(rule.fields))]),
);
const noFields: ReadonlyMap<string, FieldRule> = new Map();

/** The fields of one kind of object by name, both query languages together. */
export function fieldsOf(object: ObjectName): ReadonlyMap<string, FieldRule> {
  return tables.get(object) ?? noFields;
}

/** What an object of one kind must have in one query language. */
export interface Requirements {
  readonly required: readonly string[];
  /** Of each group at least one. */
  readonly oneOf: readonly (readonly string[])[];
}

const requirements: ReadonlyMap<ObjectName, Readonly<Record<QueryLanguage, Requirements>>> = new Map(
  [...objectRules].map(([name, rule]) => [
    name,
    { JSONPath: requirementsIn(rule, 'JSONPath'), JSONata: requirementsIn(rule, 'JSONata') },
  ]),
);
const nothing: Requirements = { required: [], oneOf: [] };

export function requirementsOf(object: ObjectName, language: QueryLanguage): Requirements {
  return requirements.get(object)?.[language] ?? nothing;
}

function requirementsIn({ fields, oneOf = [] }: ObjectRule, language: QueryLanguage): Requirements {
  const exists = (name: string) => (fields[name]?.language ?? language) === language;
  return {
    required: Object.keys(fields).filter((name) => fields[name]?.required && exists(name)),
    oneOf: oneOf.map((group) => group.filter(exists)),
  };
}
