import type { FieldTable } from './fields.ts';

/** Rows that several kinds of object share, each written once. */

export const comment = {
  Comment: { kind: 'string', doc: 'A note for people. It has no effect on an execution.' },
} satisfies FieldTable;

/** What every state has. */
export const anyState = {
  Type: {
    kind: 'string',
    required: true,
    values: ['Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map'],
    doc: 'What the state does.',
  },
  ...comment,
  QueryLanguage: {
    kind: 'string',
    values: ['JSONPath', 'JSONata'],
    doc: 'The query language of this state, instead of the state machine’s. A JSONPath machine may have JSONata states, not the other way round; states inside a Map or Parallel do not inherit it.',
  },
} satisfies FieldTable;

export const leaving = {
  Next: {
    kind: 'stateName',
    excludes: ['End'],
    doc: 'The state that follows. It must be in the same States object.',
  },
  End: { kind: 'boolean', doc: 'With `true` the execution, branch or iteration ends after this state.' },
} satisfies FieldTable;

export const inputPath = {
  InputPath: {
    kind: 'path',
    language: 'JSONPath',
    anyRoot: true,
    nullable: true,
    default: '$',
    doc: 'Which part of the input the state works on. `null` stands for an empty object.',
  },
} satisfies FieldTable;

export const outputPath = {
  OutputPath: {
    kind: 'path',
    language: 'JSONPath',
    anyRoot: true,
    nullable: true,
    default: '$',
    doc: 'Which part of the result, after ResultPath, becomes the output. `null` stands for an empty object.',
  },
} satisfies FieldTable;

export const parameters = {
  Parameters: {
    kind: 'template',
    language: 'JSONPath',
    doc: 'The value that the state works on in place of its input: JSON in which members with names ending in `.$` are computed from paths or intrinsic functions.',
  },
} satisfies FieldTable;

export const resultSelector = {
  ResultSelector: {
    kind: 'template',
    language: 'JSONPath',
    doc: 'A new value built from the raw result, before ResultPath is applied. `$` is the raw result.',
  },
} satisfies FieldTable;

export const resultPath = {
  ResultPath: {
    kind: 'referencePath',
    language: 'JSONPath',
    nullable: true,
    default: '$',
    doc: 'Where in the raw input the result is put. `$` replaces the input, `null` drops the result and keeps the input.',
  },
} satisfies FieldTable;

export const outputField = {
  Output: {
    kind: 'template',
    language: 'JSONata',
    expression: true,
    doc: 'The state’s output. Without it the result goes on, or the input where the state has no result.',
  },
} satisfies FieldTable;

export const argumentsField = {
  Arguments: {
    kind: 'template',
    language: 'JSONata',
    expression: true,
    doc: 'The value that the state works on in place of its input.',
  },
} satisfies FieldTable;

export const assign = {
  Assign: {
    kind: 'assign',
    expression: true,
    doc: 'Variables to set, by name, when the state succeeds. All values are computed from the variables as they were on entry.',
  },
} satisfies FieldTable;

export const errorHandling = {
  Retry: {
    kind: 'objects',
    of: 'Retrier',
    doc: 'When to run the state again after an error. The first retrier that names the error counts.',
  },
  Catch: {
    kind: 'objects',
    of: 'Catcher',
    doc: 'Where to go on after an error that no retrier handles. The first catcher that names the error counts.',
  },
} satisfies FieldTable;

/** StartAt and States, with which every scope begins. */
export const scope = {
  StartAt: { kind: 'stateName', required: true, doc: 'The state with which this States object begins.' },
  States: { kind: 'states', required: true, doc: 'The states by name. Names are unique in the whole state machine.' },
} satisfies FieldTable;
