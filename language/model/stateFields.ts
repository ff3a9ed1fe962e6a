import type { FieldTable, ObjectRule } from './fields.ts';
import {
  anyState,
  argumentsField,
  assign,
  comment,
  errorHandling,
  inputPath,
  leaving,
  outputField,
  outputPath,
  parameters,
  resultPath,
  resultSelector,
  scope,
} from './sharedFields.ts';

const seconds = { kind: 'integer', min: 1, max: 99_999_999, expression: true } as const;
const secondsPath = { kind: 'referencePath', language: 'JSONPath', anyRoot: true } as const;

const timeouts = {
  TimeoutSeconds: {
    ...seconds,
    excludes: ['TimeoutSecondsPath'],
    default: 99_999_999,
    doc: 'How long one attempt may take before it fails with States.Timeout.',
  },
  TimeoutSecondsPath: { ...secondsPath, doc: 'Where the number of seconds for TimeoutSeconds is found.' },
  HeartbeatSeconds: {
    ...seconds,
    excludes: ['HeartbeatSecondsPath'],
    doc: 'The longest silence between two heartbeats of a worker. It must be smaller than TimeoutSeconds.',
  },
  HeartbeatSecondsPath: { ...secondsPath, doc: 'Where the number of seconds for HeartbeatSeconds is found.' },
} satisfies FieldTable;

const waitFor = {
  Seconds: {
    kind: 'integer',
    min: 0,
    max: 99_999_999,
    expression: true,
    excludes: ['Timestamp', 'SecondsPath', 'TimestampPath'],
    doc: 'How many seconds to wait.',
  },
  Timestamp: {
    kind: 'timestamp',
    expression: true,
    excludes: ['SecondsPath', 'TimestampPath'],
    doc: 'The moment to wait for, such as `2030-01-31T12:00:00Z`. A moment in the past is over at once.',
  },
  SecondsPath: {
    ...secondsPath,
    excludes: ['TimestampPath'],
    doc: 'Where the number of seconds to wait is found.',
  },
  TimestampPath: { ...secondsPath, doc: 'Where the timestamp to wait for is found.' },
} satisfies FieldTable;

const failure = {
  Error: {
    kind: 'string',
    expression: true,
    excludes: ['ErrorPath'],
    doc: 'The name of the error, for Retry and Catch of an enclosing state to match.',
  },
  ErrorPath: {
    ...secondsPath,
    intrinsic: true,
    doc: 'Where the error name is found; or an intrinsic function that returns a string.',
  },
  Cause: { kind: 'string', expression: true, excludes: ['CausePath'], doc: 'What happened, in words.' },
  CausePath: {
    ...secondsPath,
    intrinsic: true,
    doc: 'Where the cause is found; or an intrinsic function that returns a string.',
  },
} satisfies FieldTable;

const dataFlow = { ...inputPath, ...outputPath, ...outputField };

/** The state machine itself and the state types, except Map. */
export const stateFields = {
  StateMachine: {
    doc: 'The whole definition.',
    fields: {
      ...comment,
      QueryLanguage: {
        kind: 'string',
        values: ['JSONPath', 'JSONata'],
        default: 'JSONPath',
        doc: 'The query language of every state that does not set its own.',
      },
      ...scope,
      TimeoutSeconds: {
        kind: 'integer',
        min: 1,
        max: 99_999_999,
        doc: 'How long an execution may take before it ends as TIMED_OUT.',
      },
      Version: {
        kind: 'string',
        values: ['1.0'],
        default: '1.0',
        doc: 'The version of the States Language. There is only 1.0.',
      },
    },
  },
  Pass: {
    doc: 'Passes its input on, or replaces it by a fixed or computed value.',
    fields: {
      ...anyState,
      Result: {
        kind: 'json',
        language: 'JSONPath',
        doc: 'A fixed value that becomes the state’s result. Nothing inside it is computed.',
      },
      ...inputPath,
      ...parameters,
      ...resultPath,
      ...outputPath,
      ...outputField,
      ...assign,
      ...leaving,
    },
    oneOf: [['Next', 'End']],
  },
  Task: {
    doc: 'Has one piece of work done: by a Lambda function, another AWS service, an HTTP endpoint or an activity worker.',
    fields: {
      ...anyState,
      Resource: {
        kind: 'resource',
        required: true,
        doc: 'The ARN of the function, activity or service integration that does the work. Always a constant.',
      },
      ...inputPath,
      ...parameters,
      ...argumentsField,
      Credentials: {
        kind: 'template',
        of: 'Credentials',
        expression: true,
        doc: 'The IAM role to do the work under, in place of the execution’s role.',
      },
      ...timeouts,
      ...resultSelector,
      ...resultPath,
      ...outputPath,
      ...outputField,
      ...assign,
      ...errorHandling,
      ...leaving,
    },
    oneOf: [['Next', 'End']],
  },
  Choice: {
    doc: 'Goes on with the first rule that is true.',
    fields: {
      ...anyState,
      Choices: {
        kind: 'objects',
        of: 'ChoiceRule',
        required: true,
        min: 1,
        doc: 'The rules, tested in order. The first that is true decides.',
      },
      Default: {
        kind: 'stateName',
        doc: 'The state that follows when no rule is true. Without it the execution fails.',
      },
      ...dataFlow,
      ...assign,
    },
  },
  Wait: {
    doc: 'Waits for some seconds or until a moment.',
    fields: { ...anyState, ...waitFor, ...dataFlow, ...assign, ...leaving },
    oneOf: [
      ['Seconds', 'Timestamp', 'SecondsPath', 'TimestampPath'],
      ['Next', 'End'],
    ],
  },
  Succeed: {
    doc: 'Ends the execution, branch or iteration with success.',
    fields: { ...anyState, ...dataFlow },
  },
  Fail: {
    doc: 'Ends the execution, branch or iteration with an error.',
    fields: { ...anyState, ...failure },
  },
  Parallel: {
    doc: 'Runs branches side by side, each with a copy of the input. The result is the list of their outputs.',
    fields: {
      ...anyState,
      Branches: {
        kind: 'objects',
        of: 'Branch',
        required: true,
        min: 1,
        doc: 'The branches, each with states of its own.',
      },
      ...inputPath,
      ...parameters,
      ...argumentsField,
      ...resultSelector,
      ...resultPath,
      ...outputPath,
      ...outputField,
      ...assign,
      ...errorHandling,
      ...leaving,
    },
    oneOf: [['Next', 'End']],
  },
} satisfies Partial<Record<string, ObjectRule>>;
