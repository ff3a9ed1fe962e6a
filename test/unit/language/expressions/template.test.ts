import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateTemplate } from '../../../../language/expressions/evaluateTemplate.ts';
import type { Outcome } from '../../../../language/expressions/evaluation.ts';
import { readTemplate, walkTemplate } from '../../../../language/expressions/template.ts';
import type { Json } from '../../../../language/json.ts';
import type { QueryLanguage } from '../../../../language/model/stateMachine.ts';
import { fromJson } from '../../../../language/syntax/syntaxTree.ts';
import { evaluationOf } from './evaluation.ts';

async function outcomeOf(template: Json, language: QueryLanguage, input: Json): Promise<Outcome> {
  return await evaluateTemplate(readTemplate(fromJson(template), language, 'Output'), evaluationOf(input));
}

test('payload templates: only members whose key ends in .$ are computed', async () => {
  const template = {
    plain: '$.a',
    'x.$': '$.a',
    nested: { list: [{ 'y.$': '$$.Execution.Name' }, '$.a'], 'z.$': "States.Format('<{}>', $.a)" },
    expression: '{% $a %}',
  };
  assert.deepEqual(await outcomeOf(template, 'JSONPath', { a: 1 }), {
    kind: 'value',
    value: {
      plain: '$.a',
      nested: { list: [{ y: 'run-1' }, '$.a'], z: '<1>' },
      expression: '{% $a %}',
      x: 1,
    },
  });
});

test('payload templates: give constant members first, then the computed ones in the order of a HashMap', async () => {
  const computed = ['ApiEndpoint', 'Method', 'Path', 'Stage', 'RequestBody', 'QueryParameters', 'AllowNullValues'];
  const template = Object.fromEntries([...computed.map((name) => [`${name}.$`, '$']), ['Constant', 1]]);
  const outcome = await outcomeOf(template, 'JSONPath', 0);
  assert.deepEqual(Object.keys(outcome.kind === 'value' ? (outcome.value as object) : {}), [
    'Constant',
    'Path',
    'AllowNullValues',
    'Stage',
    'ApiEndpoint',
    'Method',
    'QueryParameters',
    'RequestBody',
  ]);
});

test('payload templates: evaluate without a promise', () => {
  const template = readTemplate(fromJson({ 'a.$': '$' }), 'JSONPath', 'Parameters');
  assert.ok(!(evaluateTemplate(template, evaluationOf({})) instanceof Promise));
});

test('payload templates: a missing path fails, an index past the end is null', async () => {
  assert.deepEqual(await outcomeOf({ 'x.$': '$.nope' }, 'JSONPath', { a: 1 }), {
    kind: 'failed',
    error: 'States.Runtime',
    cause: `The JSONPath '$.nope' specified for the field 'x.$' could not be found in the input '{"a":1}'`,
  });
  assert.deepEqual(await outcomeOf({ 'x.$': '$.l[5]' }, 'JSONPath', { l: [1] }), { kind: 'value', value: { x: null } });
});

test('payload templates: what is neither path nor call is broken, with the words of AWS', () => {
  for (const value of ['nope', 1, null, '$.[', ' States.UUID()', 'States.UUID(']) {
    const template = readTemplate(fromJson({ a: [{ 'x.$': value }] }), 'JSONPath', 'Parameters');
    const reasons: string[] = [];
    walkTemplate(template, (part) => {
      if (part.kind === 'broken') reasons.push(part.reason);
    });
    assert.deepEqual(reasons, [
      "The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call",
    ]);
  }
});

test('payload templates: a placeholder of a deployment tool stays text', () => {
  assert.equal(readTemplate(fromJson({ 'x.$': '$' + '{Path}' }), 'JSONPath', 'Parameters').kind, 'object');
});

test('templates: parts without anything to compute are one constant', () => {
  const constant = { deep: [{ a: 1 }, 'x', null] };
  assert.deepEqual(readTemplate(fromJson(constant), 'JSONPath', 'Parameters').kind, 'constant');
  assert.deepEqual(readTemplate(fromJson(constant), 'JSONata', 'Output').kind, 'constant');
});

test('JSONata templates: every string that is an expression is computed, at any depth', async () => {
  const template = {
    'a.$': '$.x',
    b: ['{% $states.input.n + 1 %}', { c: '{%"deep"%}' }],
    d: ' {% 1 %}',
    e: '{% 1 %} ',
  };
  assert.deepEqual(await outcomeOf(template, 'JSONata', { n: 1 }), {
    kind: 'value',
    value: { 'a.$': '$.x', b: [2, { c: 'deep' }], d: ' {% 1 %}', e: '{% 1 %} ' },
  });
});

test('JSONata templates: go on behind an expression that takes its time', async () => {
  // Only the package evaluates transforms, and it answers with promises.
  const slow = '{% $states.input ~> |$|{"n": 2}| %}';
  const template = { a: 1, b: [slow, '{% $states.input.n %}'], c: { d: slow }, e: '{% 5 %}' };
  assert.deepEqual(await outcomeOf(template, 'JSONata', { n: 1 }), {
    kind: 'value',
    value: { a: 1, b: [{ n: 2 }, 1], c: { d: { n: 2 } }, e: 5 },
  });
  const failing = await outcomeOf({ b: slow, c: '{% $nope %}' }, 'JSONata', { n: 1 });
  assert.equal(failing.kind === 'failed' && failing.location, 'Output/c');
});

test('JSONata templates: a failure names its place', async () => {
  assert.deepEqual(await outcomeOf({ a: { b: [1, '{% $nope %}'] } }, 'JSONata', {}), {
    kind: 'failed',
    error: 'States.QueryEvaluationError',
    cause: "The JSONata expression '$nope' specified for the field 'Output/a/b[1]' returned nothing (undefined).",
    location: 'Output/a/b[1]',
  });
});

test('templates: a member called __proto__ is a member', async () => {
  const template = JSON.parse('{"__proto__":{"x.$":"$.a"},"y.$":"$.a"}') as Json;
  const outcome = await outcomeOf(template, 'JSONPath', { a: 1 });
  assert.equal(outcome.kind === 'value' && JSON.stringify(outcome.value), '{"__proto__":{"x":1},"y":1}');
});
