import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { parseText } from '../../../language/syntax/parseText.ts';

/** Inputs on which other validators go wrong, with the codes that are right. */

function codesOf(text: string): readonly string[] {
  const format = text.startsWith('{') || text.startsWith('\uFEFF') ? 'json' : 'yaml';
  return checkDefinition(parseText(text, format)).findings.map(({ code }) => code);
}

function one(state: object, machine: object = {}): string {
  return JSON.stringify({ ...machine, StartAt: 'A', States: { A: state } });
}

const jsonata = { QueryLanguage: 'JSONata' };
const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, End: true };
const inner = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
const distributed = { ...inner, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };

function output(expression: string): string {
  return one({ Type: 'Pass', Output: `{% ${expression} %}`, End: true }, jsonata);
}

function map(fields: object): string {
  return one({ Type: 'Map', ItemProcessor: distributed, End: true, ...fields });
}

const accepted: Readonly<Record<string, string>> = {
  'an expression over several lines': output('$states.input.a = 1\n and $states.input.b = 2'),
  'a condition in a YAML block':
    'QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n      - Condition: |-\n          {% $states.input.a = 1\n          and true %}\n        Next: B\n    Default: B\n  B: {Type: Succeed}\n',
  'States.Array without arguments': one({ Type: 'Pass', Parameters: { 'a.$': 'States.Array()' }, End: true }),
  'InputType PARQUET': map({
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      Parameters: { Bucket: 'b', Key: 'k' },
      ReaderConfig: { InputType: 'PARQUET' },
    },
  }),
  'an empty Comment': one({ Type: 'Pass', Comment: '', End: true }),
  'a name of 80 characters': JSON.stringify({
    StartAt: 'n'.repeat(80),
    States: { ['n'.repeat(80)]: { Type: 'Succeed' } },
  }),
  'a bare placeholder': '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": ${W}, "End": true}}}',
  'a placeholder in quotes for a number': one({ ...task, Retry: [{ ErrorEquals: ['E'], MaxAttempts: '${N}' }] }),
  'a placeholder in YAML': 'StartAt: A\nStates:\n  A: {Type: Wait, Seconds: "${W}", End: true}\n',
  'a fraction of failures': map({ ToleratedFailurePercentage: 12.5 }),
  'a number as the name of a state in YAML':
    'StartAt: 404\nStates:\n  404: {Type: Pass, Next: 405}\n  405: {Type: Succeed}\n',
  'a short tag of CloudFormation':
    'StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: !GetAtt Fn.Arn\n    End: true\n',
  'a timestamp without quotes in YAML':
    'StartAt: A\nStates:\n  A:\n    Type: Wait\n    Timestamp: 2030-01-01T00:00:00Z\n    End: true\n',
  'a byte order mark': `\uFEFF${one({ Type: 'Succeed' })}`,
  'an expression without blanks': one({ Type: 'Pass', Output: '{%1%}', End: true }, jsonata),
  'another partition': one({
    ...task,
    Resource: 'arn:aws-eusc:lambda:eusc-de-east-1:123456789012:function:f',
    Parameters: {},
  }),
  'Output of Succeed': one({ Type: 'Succeed', Output: 1 }, jsonata),
  'Output and Assign of a choice rule': JSON.stringify({
    ...jsonata,
    StartAt: 'A',
    States: {
      A: { Type: 'Choice', Choices: [{ Condition: true, Output: 1, Assign: { x: 1 }, Next: 'B' }] },
      B: { Type: 'Succeed' },
    },
  }),
  'Arguments of a ResultWriter': one(
    {
      Type: 'Map',
      ItemProcessor: distributed,
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b', Prefix: 'p' } },
      End: true,
    },
    jsonata,
  ),
  'JSONPath inside a Map of another language': one({
    Type: 'Map',
    QueryLanguage: 'JSONata',
    ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', QueryLanguage: 'JSONPath', End: true } } },
    End: true,
  }),
};

for (const [what, text] of Object.entries(accepted)) {
  test(`peer bugs: accepts ${what}`, () => assert.deepEqual(codesOf(text), []));
}

const failed = 'SCHEMA_VALIDATION_FAILED';
const unreached = 'MISSING_TRANSITION_TARGET';
const refused: readonly (readonly [what: string, text: string, codes: readonly string[]])[] = [
  ['half an expression', output('1 + '), ['INVALID_JSONATA_EXPRESSION']],
  ['a range that is not closed', output('$states.input[1,2)'), ['INVALID_JSONATA_EXPRESSION']],
  ['a bare name', output('phone'), ['UNSUPPORTED_JSONATA_EXPRESSION']],
  ['$$ in JSONata', output('$$.a'), ['UNSUPPORTED_JSONATA_EXPRESSION']],
  ['a variable that nothing assigns', output('$nope'), ['hint.undefined-variable']],
  ['a path that is none', one({ Type: 'Pass', InputPath: '$.[[', End: true }), [failed]],
  ['JSONPath in a JSONata machine', one({ Type: 'Pass', QueryLanguage: 'JSONPath', End: true }, jsonata), [failed]],
  ['Output in JSONPath', one({ Type: 'Pass', Output: 1, End: true }), [failed]],
  ['Parameters in JSONata', one({ Type: 'Pass', Parameters: {}, End: true }, jsonata), [failed]],
  ['QueryLanguage of a processor', map({ ItemProcessor: { ...distributed, ...jsonata } }), [failed]],
  [
    'a circle that nothing enters',
    JSON.stringify({
      StartAt: 'A',
      States: { A: { Type: 'Succeed' }, B: { Type: 'Pass', Next: 'C' }, C: { Type: 'Pass', Next: 'B' } },
    }),
    [unreached, unreached],
  ],
  [
    'one name in two branches',
    one({ Type: 'Parallel', Branches: [inner, inner], End: true }),
    ['DUPLICATE_STATE_NAME'],
  ],
  [
    'States.ALL before another retrier',
    one({ ...task, Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['X'] }] }),
    [failed, 'hint.unreachable-retrier'],
  ],
  [
    'a name of 81 characters',
    JSON.stringify({ StartAt: 'n'.repeat(81), States: { ['n'.repeat(81)]: { Type: 'Succeed' } } }),
    ['INVALID_STATE_NAME'],
  ],
  [
    'End: false beside Next',
    JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: false, Next: 'B' }, B: { Type: 'Succeed' } } }),
    ['hint.end-false'],
  ],
  ['a bad path in ItemSelector', map({ ItemSelector: { 'a.$': 'nope' } }), [failed]],
  ['a bad path inside an array', one({ Type: 'Pass', Parameters: { l: [{ 'a.$': 'nope' }] }, End: true }), [failed]],
  ['a misspelt action', one({ ...task, Resource: 'arn:aws:states:::lambda:invokeX' }), [failed]],
  ['a resource that is no ARN', one({ ...task, Resource: 'not an arn at all' }), ['INVALID_RESOURCE']],
  [
    'a heartbeat longer than the timeout',
    one({ ...task, HeartbeatSeconds: 20, TimeoutSeconds: 10 }),
    ['hint.heartbeat-too-long'],
  ],
  ['an unknown function', one({ Type: 'Pass', Parameters: { 'a.$': 'States.Nope($.a)' }, End: true }), [failed]],
  [
    'too few arguments',
    one({ Type: 'Pass', Parameters: { 'a.$': "States.Format('{} {}', $.a)" }, End: true }),
    [failed],
  ],
  ['a computed Result', one({ Type: 'Pass', Result: { 'a.$': '$.b' }, End: true }), ['PASS_RESULT_IS_STATIC']],
  ['a path without .$', one({ Type: 'Pass', Parameters: { a: '$.b' }, End: true }), ['NO_DOLLAR']],
  [
    'a name twice in one object',
    '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "A": {"Type": "Succeed"}}}',
    ['DUPLICATE_STATE_NAME'],
  ],
  [
    'states with the names of built-in members that nothing reaches',
    '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "constructor": {"Type": "Succeed"}, "__proto__": {"Type": "Succeed"}}}',
    [unreached, unreached],
  ],
  ['a field with the name of a built-in member', one({ Type: 'Pass', toString: 1, End: true }), [failed]],
];

for (const [what, text, codes] of refused) {
  test(`peer bugs: reports ${what}`, () => assert.deepEqual(codesOf(text), codes));
}
