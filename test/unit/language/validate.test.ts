import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusal, type ValidateOptions, validate } from '../../../language/checks/validate.ts';

function said(definition: unknown, options?: ValidateOptions): readonly string[] {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  return validate(text, options).diagnostics.map(({ code, message, location }) => `${code}: ${message} at ${location}`);
}

const pass = { Type: 'Pass', End: true };

test('validate: answers OK to a good definition', () => {
  assert.deepEqual(validate(JSON.stringify({ StartAt: 'A', States: { A: pass } })), {
    result: 'OK',
    diagnostics: [],
    truncated: false,
  });
});

test('validate: says with the parser’s words what is no JSON', () => {
  const source = (text: string, column: number) => `[Source: (String)"${text}"; line: 1, column: ${column}]`;
  for (const [text, message, column] of [
    ['{"a":1,}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 9],
    ["{'a':1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 3],
    ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 7],
    ['[1 2]', "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 5],
    [
      'tru',
      "Unrecognized token 'tru': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      4,
    ],
    ['{"a', 'Unexpected end-of-input in field name', 4],
  ] as const) {
    const location = source(text, column);
    assert.deepEqual(validate(text).diagnostics, [
      { severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', message: `${message}\n at ${location}`, location },
    ]);
  }
});

test('validate: names missing targets first, and a missing end instead of what is unreachable', () => {
  const states = { A: { Type: 'Pass', Next: 'Nope' }, B: { Type: 'Pass', Next: 'B' } };
  assert.deepEqual(said({ StartAt: 'A', States: states }), [
    "MISSING_TRANSITION_TARGET: Missing 'Next' target: Nope at /States/A/Next",
    'MISSING_END_STATE: Workflow has no terminal state at undefined',
  ]);
});

test('validate: finds every state unreachable when StartAt names none', () => {
  assert.deepEqual(said({ StartAt: 'X', States: { A: pass } }), [
    "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /StartAt",
    'MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/A',
  ]);
});

test('validate: accepts an iteration without an end, as AWS does', () => {
  const loop = { StartAt: 'I', States: { I: { Type: 'Pass', Next: 'I' } } };
  assert.deepEqual(said({ StartAt: 'A', States: { A: { Type: 'Map', ItemProcessor: loop, End: true } } }), []);
});

test('validate: names a wrong QueryLanguage after the other fields of a state, and before them at the top', () => {
  const state = { ...pass, QueryLanguage: 'jsonata', InputPath: '$' };
  const order = (found: readonly string[]) => found.map((text) => text.split(' at ')[1]);
  assert.deepEqual(order(said({ StartAt: 'A', States: { A: state } })), ['/States/A', '/States/A/QueryLanguage']);
  assert.deepEqual(order(said({ QueryLanguage: 'x', StartAt: 'A', States: { A: { ...pass, InputPath: '$' } } })), [
    '/QueryLanguage',
    '/States/A',
  ]);
});

test('validate: gives warnings when asked, and as many diagnostics as wanted', () => {
  const definition = { StartAt: 'A', States: { A: { ...pass, Parameters: { a: '$.a', b: '$.b' } } } };
  assert.deepEqual(said(definition), []);
  assert.equal(said(definition, { severity: 'WARNING' }).length, 2);
  const { diagnostics, truncated, result } = validate(JSON.stringify(definition), {
    severity: 'WARNING',
    maxResults: 1,
  });
  assert.deepEqual([diagnostics.length, truncated, result], [1, true, 'OK']);
});

test('validate: tells how CreateStateMachine refuses', () => {
  assert.equal(
    refusal(validate('{}')),
    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'",
  );
  assert.equal(
    refusal(validate(' ')),
    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null'",
  );
});
