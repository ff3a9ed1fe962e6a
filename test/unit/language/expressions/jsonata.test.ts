import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  evaluateJsonata,
  type JsonataOutcome,
  jsonataCause,
  jsonataIn,
} from '../../../../language/expressions/jsonata.ts';
import type { Json } from '../../../../language/json.ts';
import { evaluationOf } from './evaluation.ts';

const input = { x: 1, xs: [{ v: 1 }, { v: 5 }], items: [3, 1, 2], nothing: null };

async function outcomeOf(text: string): Promise<JsonataOutcome> {
  const evaluation = evaluationOf(input, { variables: { name: 'Al', list: [1, 2] }, result: { ok: true } });
  return await evaluateJsonata({ kind: 'jsonata', text, start: 0 }, evaluation);
}

async function checkValue(text: string, expected: Json): Promise<void> {
  assert.deepEqual(await outcomeOf(text), { kind: 'value', value: expected }, text);
}

async function causeOf(text: string): Promise<string> {
  const outcome = await outcomeOf(text);
  assert.notEqual(outcome.kind, 'value', text);
  return outcome.kind === 'value' ? '' : jsonataCause(outcome, text, 'Output');
}

test('jsonataIn: only a string that begins and ends with the delimiters is an expression', () => {
  assert.deepEqual(jsonataIn('{%  $a  %}'), { kind: 'jsonata', text: '$a', start: 4 });
  assert.deepEqual(jsonataIn('{%%}'), { kind: 'jsonata', text: '', start: 2 });
  assert.equal(jsonataIn('{%\n$a\n%}')?.text, '$a');
  for (const text of [' {% 1 %}', '{% 1 %} ', '{%}', '{% 1', '1 %}', 'a {% 1 %}'])
    assert.equal(jsonataIn(text), undefined);
});

test('JSONata: reads the input, the context, the result and variables', async () => {
  await checkValue('$states.input.x + 1', 2);
  await checkValue('$states.context.Execution.Name', 'run-1');
  await checkValue('$states.result.ok', true);
  await checkValue('$name & "!"', 'Al!');
  await checkValue('$states.input.nothing', null);
});

test('JSONata: a list of one becomes its item, of none nothing', async () => {
  await checkValue('$states.input.xs[v>3]', { v: 5 });
  await checkValue('[$states.input.xs[v>3]]', [{ v: 5 }]);
  await checkValue('$states.input.xs[v>3][]', [{ v: 5 }]);
  assert.deepEqual(await outcomeOf('$states.input.xs[v>30]'), { kind: 'nothing' });
});

test('JSONata: results are plain JSON', async () => {
  await checkValue('$states.input.xs.v', [1, 5]);
  await checkValue('{"a": [1/0, -1/0]}', { a: ['Infinity', '-Infinity'] });
  const outcome = await outcomeOf('$states.input.xs.v');
  assert.deepEqual(outcome.kind === 'value' && Object.keys(outcome.value as object), ['0', '1']);
});

test('JSONata: has the functions that Step Functions adds', async () => {
  await checkValue('$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]);
  await checkValue('$partition([0], 1)', [[0]]);
  assert.equal((await outcomeOf('$partition([1], 0)')).kind, 'nothing');
  assert.equal((await outcomeOf('$partition([], 2)')).kind, 'nothing');
  assert.equal((await outcomeOf('$partition([1], -1)')).kind, 'threw');
  await checkValue('$range(0, 6, 2)', [0, 2, 4, 6]);
  await checkValue('$range(1, 9, 9)', 1);
  await checkValue('$range(3.9, 1.2, -1)', [3, 2, 1]);
  assert.equal((await outcomeOf('$range(1, 9)')).kind, 'nothing');
  assert.equal((await outcomeOf('$range(1, 9, -1)')).kind, 'nothing');
  await checkValue('$hash("input", "SHA-1")', '140f86aae51ab9e1cda9b4254fe98a74eb54c1a1');
  await checkValue('$random(42)', 0.7275636800328681);
  await checkValue('$random()', 0.5);
  await checkValue('$uuid()', '00000000-0000-4000-8000-000000000000');
  await checkValue('$parse("{\\"a\\":1}").a', 1);
});

test('JSONata: takes the time from the evaluation', async () => {
  await checkValue('$millis()', 1_000_000_000_000);
  await checkValue('$now()', '2001-09-09T01:46:40.000Z');
  await checkValue('$now("[Y]-[M01]")', '2001-09');
});

test('JSONata: failures have the words of AWS', async () => {
  const subject = (text: string) => `The JSONata expression '${text}' specified for the field 'Output'`;
  const expected: readonly [string, string][] = [
    ['$nope', 'returned nothing (undefined).'],
    ['function($x){$x}', 'returned an unsupported result type.'],
    ['$f := function($x){$x}', 'returned an unsupported result type.'],
    ['$nope(1)', 'threw an error during evaluation. T1006: Attempted to invoke a non-function'],
    ['$eval("1")', 'threw an error during evaluation. T1006: Attempted to invoke a non-function'],
    [
      '$sum("a")',
      'threw an error during evaluation. T0412: Argument 1 of function "sum" must be an array of "numbers"',
    ],
    [
      '1 + "a"',
      'threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number',
    ],
    ['$error("own words")', 'threw an error during evaluation. D3137: own words'],
    ['1 +', 'threw an error during evaluation. S0207: Unexpected end of expression'],
  ];
  for (const [text, cause] of expected) assert.equal(await causeOf(text), `${subject(text)} ${cause}`);
});

test('JSONata: recursion without end, loops without end and lists without end stop', async () => {
  const depth = await causeOf('($f := function($x){ 1 + $f($x) }; $f(1))');
  assert.match(depth, /threw an error during evaluation: Stack overflow error: Check for .* Depth=101 max=100$/);
  assert.match(await causeOf('($f := function($x){ $f($x) }; $f(1))'), /: Expression evaluation timeout/);
  const memory = /: Expression evaluation memory limit exceeded: Check for excessive memory usage$/;
  assert.match(await causeOf('[1..1000000].("x" & $)'), memory);
  assert.match(await causeOf('$range(1, 1000000, 1)'), memory);
  assert.match(await causeOf('$pad("a", 1000000000)'), memory);
  const doubling = '($f := function($a, $n){ $n = 0 ? $count($a) : $f(GROWN, $n - 1) }; $f([1], 60))';
  assert.match(await causeOf(doubling.replace('GROWN', '$append($a, $a)')), memory);
  assert.match(await causeOf(doubling.replace('GROWN', '[$a, $a]')), /limit exceeded|timeout/);
  await checkValue('$count([1..1000000])', 1_000_000);
});

test('JSONata: a regular expression without end stops', async () => {
  const text = 'a'.repeat(60);
  assert.match(await causeOf(`$contains("${text}!", /^(a+)+$/)`), /: Expression evaluation timeout/);
  assert.match(await causeOf(`($t := |$|{}|; $contains("${text}!", /^(a|a)*$/))`), /: Expression evaluation timeout/);
  await checkValue(`$contains("${text}", /^(a+)+$/)`, true);
});

test('JSONata: leaves its inputs as they were', async () => {
  const before = JSON.stringify(input);
  await outcomeOf('$states.input.items[]');
  await outcomeOf('$states.input ~> |xs|{"v": 0}|');
  await outcomeOf('$states.input.items^(>$)');
  assert.equal(JSON.stringify(input), before);
});
