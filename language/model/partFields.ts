import { type Comparison, comparisons, type OperandType } from '../expressions/comparisons.ts';
import type { FieldKind, FieldRule, FieldTable, ObjectRule } from './fields.ts';
import { assign, comment, outputField, resultPath, scope } from './sharedFields.ts';

const errorEquals = {
  ErrorEquals: {
    kind: 'errorNames',
    required: true,
    min: 1,
    doc: 'The names of the errors that this handles. States.ALL stands for nearly all of them, alone and last.',
  },
} satisfies FieldTable;

const condition = {
  Variable: {
    kind: 'referencePath',
    language: 'JSONPath',
    anyRoot: true,
    doc: 'Where the value to compare is found.',
  },
  And: { kind: 'objects', of: 'NestedRule', language: 'JSONPath', min: 1, doc: 'True when every rule inside is true.' },
  Or: { kind: 'objects', of: 'NestedRule', language: 'JSONPath', min: 1, doc: 'True when a rule inside is true.' },
  Not: { kind: 'object', of: 'NestedRule', language: 'JSONPath', doc: 'True when the rule inside is false.' },
} satisfies FieldTable;

const operandKinds: Readonly<Record<OperandType, FieldKind>> = {
  string: 'string',
  pattern: 'string',
  number: 'number',
  boolean: 'boolean',
  timestamp: 'timestamp',
};

/** The comparison operators, from the table that also evaluates them. */
const operators: FieldTable = Object.fromEntries(Object.entries(comparisons).flatMap(operatorRows));

function operatorRows([name, { operand, path, doc }]: [string, Comparison]): [string, FieldRule][] {
  const literal: FieldRule = { kind: operandKinds[operand], language: 'JSONPath', doc };
  const byPath: FieldRule = {
    kind: 'referencePath',
    language: 'JSONPath',
    anyRoot: true,
    doc: `${doc} The operand is found by a path.`,
  };
  return path
    ? [
        [name, literal],
        [`${name}Path`, byPath],
      ]
    : [[name, literal]];
}

/** The smaller objects that states are made of. */
export const partFields = {
  Branch: { doc: 'One branch of a Parallel state.', fields: { ...comment, ...scope } },
  Credentials: {
    doc: 'The role of a task.',
    fields: {
      RoleArn: {
        kind: 'template',
        expression: true,
        required: true,
        doc: 'The ARN of the IAM role. In JSONPath, `RoleArn.$` takes it from a path or an intrinsic function.',
      },
    },
  },
  Retrier: {
    doc: 'When and how often to try again.',
    fields: {
      ...errorEquals,
      IntervalSeconds: {
        kind: 'integer',
        min: 1,
        max: 99_999_999,
        default: 1,
        doc: 'How long to wait before the first new attempt.',
      },
      MaxAttempts: {
        kind: 'integer',
        min: 0,
        max: 99_999_999,
        default: 3,
        doc: 'How often to try again. 0 means never.',
      },
      BackoffRate: {
        kind: 'number',
        min: 1,
        default: 2,
        doc: 'By how much the wait grows from attempt to attempt.',
      },
      MaxDelaySeconds: { kind: 'integer', min: 1, max: 31_622_400, doc: 'The longest wait before an attempt.' },
      JitterStrategy: {
        kind: 'string',
        values: ['FULL', 'NONE'],
        default: 'NONE',
        doc: 'With FULL each wait is a random time up to the computed one.',
      },
      ...comment,
    },
  },
  Catcher: {
    doc: 'Where to go on after an error.',
    fields: {
      ...errorEquals,
      Next: { kind: 'stateName', required: true, doc: 'The state that goes on after the error.' },
      ...resultPath,
      ...outputField,
      ...assign,
      ...comment,
    },
  },
  ChoiceRule: {
    doc: 'One rule of a Choice state.',
    fields: {
      ...condition,
      ...operators,
      Condition: {
        kind: 'boolean',
        language: 'JSONata',
        expression: true,
        required: true,
        doc: 'An expression that gives true or false.',
      },
      Next: { kind: 'stateName', required: true, doc: 'The state that follows when the rule is true.' },
      ...outputField,
      ...assign,
      ...comment,
    },
  },
  NestedRule: { doc: 'A rule inside And, Or or Not.', fields: { ...condition, ...operators, ...comment } },
} satisfies Partial<Record<string, ObjectRule>>;
