import type { CodeRow } from './codes.ts';

/** The codes of AWS's ValidateStateMachineDefinition that a definition alone can raise. */
export const awsCodes = {
  INVALID_JSON_DESCRIPTION: {
    severity: 'error',
    title: 'The text is not JSON',
    doc: 'AWS reads a definition as plain JSON. Until the text can be read, nothing else about it is certain; Stepwise goes on with what it can make of the rest.',
  },
  MISSING_DESCRIPTION: {
    severity: 'error',
    title: 'There is no definition',
    doc: 'AWS was given an empty text. In the editor an empty file is left alone.',
  },
  SCHEMA_VALIDATION_FAILED: {
    severity: 'error',
    title: 'The definition breaks a rule of the language',
    doc: 'A field is missing, unknown here, of the wrong type, out of range, in the wrong query language, or cannot stand beside another; a path or an intrinsic function cannot be read; a service integration does not exist. The message says which. AWS refuses the definition.',
  },
  INVALID_RESOURCE: {
    severity: 'error',
    title: 'The Resource is no ARN',
    doc: 'The Resource of a task is the ARN of a Lambda function, an activity or a service integration, written out: no path and no expression.',
  },
  MISSING_TRANSITION_TARGET: {
    severity: 'error',
    title: 'A transition leads nowhere, or nothing leads to a state',
    doc: 'StartAt, Next and Default name a state of the same States object, in the same spelling. And every state can be reached from StartAt. AWS uses this code for both.',
  },
  MISSING_END_STATE: {
    severity: 'error',
    title: 'The workflow has no end',
    doc: 'At the top level at least one state is a Succeed, a Fail, or has `"End": true`.',
  },
  DUPLICATE_STATE_NAME: {
    severity: 'error',
    title: 'Two states have the same name',
    doc: 'Names are unique in the whole state machine, branches and iterations included. Of two states of one name in the same object JSON readers keep the last.',
  },
  INVALID_STATE_NAME: {
    severity: 'error',
    title: 'A state name is empty or too long',
    doc: 'A state name has 1 to 80 characters.',
  },
  DUPLICATE_LABEL_NAME: {
    severity: 'error',
    title: 'Two Maps have the same Label',
    doc: 'The Label of a distributed Map names its Map Runs, so it is unique in the state machine.',
  },
  INVALID_LABEL_NAME: {
    severity: 'error',
    title: 'A Label has characters that it cannot have',
    doc: 'A Label has 1 to 40 characters, and among them no white space, control characters, brackets, quotes, or any of `? * : ; , \\ | ^ ~ $ # % & \\``.',
  },
  TOO_DEEPLY_NESTED: {
    severity: 'error',
    title: 'The definition is nested too deeply',
    doc: 'Values are nested more than a thousand levels deep. What lies deeper is not looked at.',
  },
  INVALID_JSONATA_EXPRESSION: {
    severity: 'error',
    title: 'A JSONata expression cannot be parsed',
    doc: 'The text between `{%` and `%}` is not JSONata. The message is the parser’s, and the place the exact column.',
  },
  UNSUPPORTED_JSONATA_EXPRESSION: {
    severity: 'error',
    title: 'A JSONata expression uses what Step Functions does not have',
    doc: 'Expressions have no context item: they start at `$states` or at a variable, never at a bare name or `$$`. And `$states.result` exists only in Output and Assign after success, `$states.errorOutput` only in a catcher’s.',
  },
  NO_DOLLAR: {
    severity: 'warning',
    title: 'A value looks like a path, but its key does not end in .$',
    doc: 'In a payload template only members with a name ending in `.$` are computed. The value stays the text that it is.',
  },
  NO_PATH: {
    severity: 'warning',
    title: 'A key ends in .$ where nothing is computed by it',
    doc: 'In a JSONata state the ending `.$` has no meaning: the key keeps it and the value stays text. Use an expression between `{%` and `%}`.',
  },
  PASS_RESULT_IS_STATIC: {
    severity: 'warning',
    title: 'The Result of a Pass state looks computed',
    doc: 'Result is a constant. Paths and intrinsic functions inside it stay text; Parameters computes them.',
  },
} as const satisfies Record<string, CodeRow>;
