import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateCondition, readCondition } from '../../../../language/expressions/choiceRules.ts';
import { comparisons } from '../../../../language/expressions/comparisons.ts';
import type { Failure } from '../../../../language/expressions/evaluation.ts';
import type { Json } from '../../../../language/json.ts';
import { fromJson } from '../../../../language/syntax/syntaxTree.ts';
import { evaluationOf } from './evaluation.ts';

function decide(rule: Json, input: Json): boolean | Failure {
  const outcome = evaluateCondition(readCondition(fromJson(rule), 'JSONPath', 'Choices[0]'), evaluationOf(input));
  assert.ok(!(outcome instanceof Promise));
  return outcome;
}

/** Whether the operator holds for a value at `$.v` and an operand. */
function holds(operator: string, value: Json, operand: Json): boolean | Failure {
  return decide({ Variable: '$.v', [operator]: operand }, { v: value });
}

test('comparisons: the table has the 39 operators', () => {
  const withPath = Object.values(comparisons).filter((row) => row.path).length;
  assert.equal(Object.keys(comparisons).length + withPath, 39);
});

test('comparisons: strings compare by code units, numbers by value', () => {
  assert.equal(holds('StringEquals', 'a', 'a'), true);
  assert.equal(holds('StringLessThan', 'Z', 'a'), true);
  assert.equal(holds('StringLessThan', 'ab', 'abc'), true);
  assert.equal(holds('StringGreaterThanEquals', 'b', 'b'), true);
  assert.equal(holds('NumericEquals', 0, 0.0), true);
  assert.equal(holds('NumericLessThanEquals', -1, -1), true);
  assert.equal(holds('NumericGreaterThan', 2, 10), false);
  assert.equal(holds('BooleanEquals', false, false), true);
});

test('comparisons: a value of another type never matches', () => {
  for (const value of [null, true, '', ' ', '42', [42], { v: 42 }])
    assert.equal(holds('NumericEquals', value, 42), false);
  for (const value of [null, true, 1, ['a'], {}]) assert.equal(holds('StringEquals', value, 'a'), false);
  for (const value of [null, 'true', 1]) assert.equal(holds('BooleanEquals', value, true), false);
  assert.equal(holds('TimestampEquals', 'today', '2026-01-31T00:00:00Z'), false);
});

test('comparisons: timestamps compare as instants, to the nanosecond', () => {
  const noon = '2026-01-31T12:00:00Z';
  assert.equal(holds('TimestampEquals', '2026-01-31T13:00:00.000+01:00', noon), true);
  assert.equal(holds('TimestampLessThan', '2026-01-31T12:00:00.000000001Z', '2026-01-31T12:00:00.000000002Z'), true);
  assert.equal(holds('TimestampGreaterThan', '2026-01-31T11:59:59-01:00', noon), true);
  for (const text of [
    '2026-01-31',
    '2026-01-31T12:00:00',
    '2026-01-31t12:00:00Z',
    '2026-02-30T12:00:00Z',
    noon.replace('T', ' '),
  ]) {
    assert.equal(holds('IsTimestamp', text, true), false, text);
  }
});

test('comparisons: type tests take false as their opposite', () => {
  assert.equal(holds('IsNull', null, true), true);
  assert.equal(holds('IsNull', 0, false), true);
  assert.equal(holds('IsString', '', true), true);
  assert.equal(holds('IsNumeric', '1', true), false);
  assert.equal(holds('IsBoolean', 'x', false), true);
  assert.equal(holds('IsPresent', null, true), true);
  assert.equal(decide({ Variable: '$.nope', IsPresent: false }, {}), true);
});

test('StringMatches: a star is any run of characters, a backslash makes it plain', () => {
  assert.equal(holds('StringMatches', 'log-1.txt', 'log-*.txt'), true);
  assert.equal(holds('StringMatches', 'log-.txt', 'log-*.txt'), true);
  assert.equal(holds('StringMatches', 'acx', 'a*c*'), true);
  assert.equal(holds('StringMatches', 'a\nb', 'a*b'), true);
  assert.equal(holds('StringMatches', 'abcab', '*ab'), true);
  assert.equal(holds('StringMatches', 'ab', 'a'), false);
  assert.equal(holds('StringMatches', '50*', '50\\*'), true);
  assert.equal(holds('StringMatches', '50x', '50\\*'), false);
  assert.equal(holds('StringMatches', 'a\\b', 'a\\\\b'), true);
  assert.equal(holds('StringMatches', '', '*'), true);
  assert.equal(holds('StringMatches', `${'a'.repeat(2000)}b`, `${'*a'.repeat(20)}*c`), false);
});

test('StringMatches: any other backslash fails when the rule is reached', () => {
  const outcome = holds('StringMatches', 'x', 'a\\b');
  assert.equal(typeof outcome === 'object' && outcome.error, 'States.Runtime');
});

test('choice rules: And, Or and Not stop as soon as they know', () => {
  const isPresent = { Variable: '$.a', IsPresent: true };
  const missing = { Variable: '$.a', NumericEquals: 1 };
  assert.equal(decide({ And: [isPresent, missing] }, {}), false);
  assert.equal(decide({ Or: [{ Not: isPresent }, missing] }, {}), true);
  assert.equal(decide({ Not: { And: [isPresent, missing] } }, { a: 2 }), true);
});

test('choice rules: a path that leads nowhere fails', () => {
  const cause = "Invalid path '$.nope': The choice state's condition path references an invalid value.";
  const failure = { kind: 'failed', error: 'States.Runtime', cause };
  assert.deepEqual(decide({ Variable: '$.nope', StringEquals: 'x' }, {}), failure);
  assert.deepEqual(decide({ Variable: '$.a', StringEqualsPath: '$.nope' }, { a: 'x' }), failure);
  assert.deepEqual(decide({ Not: { Variable: '$.nope', IsNull: true } }, {}), failure);
});

test('choice rules: compare with another path, the context and variables', () => {
  assert.equal(decide({ Variable: '$.a', NumericLessThanPath: '$.b' }, { a: 1, b: 2 }), true);
  assert.equal(decide({ Variable: '$$.Execution.Name', StringEquals: 'run-1' }, {}), true);
});

test('choice rules: what cannot be read stays in place as broken', () => {
  const reasonOf = (rule: Json) => {
    const condition = readCondition(fromJson(rule), 'JSONPath', 'Choices[0]');
    return condition.kind === 'broken' ? condition.reason : undefined;
  };
  assert.equal(reasonOf({ StringEquals: 'x' }), 'These fields are required: [Variable]');
  assert.equal(reasonOf({ Variable: '$.a', NumericEquals: '1' }), 'Expected value of type [NUMBER]');
  assert.equal(reasonOf({ Variable: '$.a', TimestampEquals: 'now' }), 'String does not match RFC3339 timestamp');
  assert.equal(reasonOf({ And: [] }), 'Value cannot be empty');
  assert.ok(reasonOf({ Variable: '$.a[*]', IsNull: true }));
  assert.ok(reasonOf({ Variable: '$.a' }));
  assert.ok(reasonOf({ Variable: '$.a', constructor: 1 }));
  assert.equal(reasonOf({ Variable: '$.a', NumericEquals: '$' + '{Limit}' }), undefined);
});

test('conditions of JSONata: an expression or a boolean, and nothing else', async () => {
  const decideJsonata = (condition: Json, input: Json = {}) =>
    evaluateCondition(readCondition(fromJson({ Condition: condition }), 'JSONata', 'Choices[1]'), evaluationOf(input));
  assert.equal(await decideJsonata(true), true);
  assert.equal(await decideJsonata('{% $states.input.n > 1 %}', { n: 2 }), true);
  assert.deepEqual(await decideJsonata('{% 1 %}'), {
    kind: 'failed',
    error: 'States.QueryEvaluationError',
    cause:
      "The JSONata expression '1' specified for the field 'Choices[1]/Condition' returned an unexpected result type. Expected 'boolean', but was 'number' for value: 1",
    location: 'Choices[1]/Condition',
  });
  assert.equal(readCondition(fromJson({ Condition: 'true' }), 'JSONata', 'Choices[0]').kind, 'broken');
});
