import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../../language/expressions/evaluation.ts';
import { checkIntrinsic, evaluateIntrinsic, type IntrinsicCall } from '../../../../language/expressions/intrinsics.ts';
import { intrinsics } from '../../../../language/expressions/intrinsicTable.ts';
import { parseIntrinsic } from '../../../../language/expressions/parseIntrinsic.ts';
import type { Json } from '../../../../language/json.ts';
import { evaluationOf } from './evaluation.ts';

function parsed(text: string): IntrinsicCall {
  const call = parseIntrinsic(text);
  assert.equal(call.kind, 'call', `${text} should be a call`);
  return call as IntrinsicCall;
}

function outcomeOf(text: string, input: Json = {}): Outcome {
  return evaluateIntrinsic(parsed(text), evaluationOf(input, { variables: { who: 'Al' } }));
}

function checkValue(text: string, expected: Json, input: Json = {}): void {
  assert.deepEqual(outcomeOf(text, input), { kind: 'value', value: expected }, text);
}

function checkFailure(text: string, error: string, cause: RegExp, input: Json = {}): void {
  const outcome = outcomeOf(text, input);
  assert.equal(outcome.kind, 'failed', text);
  if (outcome.kind !== 'failed') return;
  assert.equal(outcome.error, error, text);
  assert.match(outcome.cause, cause);
}

const problemsOf = (text: string) => checkIntrinsic(parsed(text)).map(({ start, end }) => text.slice(start, end));

test('intrinsics: the table has the 18 functions', () => {
  assert.equal(Object.keys(intrinsics).length, 18);
});

test('States.Format: fills placeholders in order, strings bare and others as text', () => {
  checkValue("States.Format('Hi {}, {}', $.n, 3)", 'Hi Al, 3', { n: 'Al' });
  checkValue("States.Format('{} {} {}', null, 1.1, true)", 'null 1.1 true');
  checkValue('States.Format($.t, 1)', 'n=1', { t: 'n={}' });
  checkValue("States.Format('{}', $who)", 'Al');
  checkValue("States.Format('{}', $$.Execution.Name)", 'run-1');
  checkValue("States.Format('{} {}', $.o, $.l)", '{a=1, b=x} [1, y]', { o: { a: 1, b: 'x' }, l: [1, 'y'] });
  checkFailure('States.Format($.t, 1, 2)', 'States.IntrinsicFailure', /number of \{\}/, { t: '{}' });
});

test('States.Format: takes escapes off', () => {
  checkValue("States.Format('it\\'s \\{{}\\} \\\\', 1)", "it's {1} \\");
});

test('States.StringToJson and JsonToString: read and write JSON', () => {
  checkValue('States.StringToJson(\'{"a":1}\')', { a: 1 });
  checkValue("States.StringToJson('')", null);
  checkValue("States.StringToJson(' ')", null);
  checkValue("States.StringToJson('-0')", 0);
  checkValue('States.JsonToString($.o)', '{"a":[1]}', { o: { a: [1] } });
  checkFailure("States.StringToJson('{')", 'States.IntrinsicFailure', /not JSON/);
});

test('array functions: make, cut, search and unite arrays', () => {
  checkValue("States.Array('a', 1, null)", ['a', 1, null]);
  checkValue('States.Array()', []);
  checkValue('States.Array($.a)', [[1]], { a: [1] });
  checkValue('States.ArrayPartition($.a, 2)', [[1, 2], [3]], { a: [1, 2, 3] });
  checkValue('States.ArrayPartition($.a, 1.5)', [[1, 2], [3]], { a: [1, 2, 3] });
  checkValue('States.ArrayPartition($.a, 2)', [], { a: [] });
  checkValue('States.ArrayContains($.a, $.v)', true, { a: [1, { x: 1, y: [2] }], v: { y: [2], x: 1 } });
  checkValue("States.ArrayContains($.a, '1')", false, { a: [1] });
  checkValue('States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]);
  checkValue('States.ArrayRange(3, 1, -1)', [3, 2, 1]);
  checkValue('States.ArrayRange(1, 3, -1)', []);
  checkValue('States.ArrayGetItem($.a, 1)', null, { a: [1, null] });
  checkValue('States.ArrayLength($.a)', 2, { a: [1, null] });
  checkValue('States.ArrayUnique($.a)', [1, 2, '1', { a: 1 }], { a: [1, 2, 1, '1', { a: 1 }, { a: 1 }] });
});

test('array functions: fail where there is no answer', () => {
  checkFailure('States.ArrayPartition($.a, 0)', 'States.IntrinsicFailure', /size/, { a: [1] });
  checkFailure('States.ArrayRange(1, 5, 0)', 'States.IntrinsicFailure', /step/);
  checkFailure('States.ArrayRange(1, 1001, 1)', 'States.IntrinsicFailure', /1000/);
  checkFailure('States.ArrayGetItem($.a, 2)', 'States.IntrinsicFailure', /no item 2/, { a: [1, 2] });
  checkFailure('States.ArrayGetItem($.a, -1)', 'States.IntrinsicFailure', /no item -1/, { a: [1, 2] });
  checkFailure('States.ArrayLength($.a)', 'States.IntrinsicFailure', /type array/, { a: 'text' });
});

test('encoding functions: Base64 and hashes of UTF-8', () => {
  checkValue("States.Base64Encode('Hi')", 'SGk=');
  checkValue("States.Base64Decode('SGk=')", 'Hi');
  checkValue("States.Base64Decode('')", '');
  checkValue("States.Hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7');
  checkValue("States.Hash('input data', 'MD5')", '812f45842bc6d66ee14572ce20db8e86');
  checkFailure("States.Hash('x', 'sha-1')", 'States.IntrinsicFailure', /algorithm/);
  checkFailure('States.Base64Encode($.t)', 'States.IntrinsicFailure', /10000 characters/, { t: 'x'.repeat(10_001) });
});

test('States.JsonMerge: is shallow, and only shallow', () => {
  const input = { x: { a: 1, b: { c: 1 } }, y: { b: { d: 2 } } };
  checkValue('States.JsonMerge($.x, $.y, false)', { a: 1, b: { d: 2 } }, input);
  checkFailure('States.JsonMerge($.x, $.y, true)', 'States.IntrinsicFailure', /shallow/, input);
});

test('States.MathAdd: rounds each argument first, halves towards plus infinity', () => {
  checkValue('States.MathAdd(5, -1)', 4);
  checkValue('States.MathAdd(1.5, 1.51)', 4);
  checkValue('States.MathAdd(-1.5, 0)', -1);
  checkValue('States.MathAdd(-0.5, 0.5)', 1);
  checkValue('States.MathAdd(-0.5, -0.5)', 0);
  checkFailure('States.MathAdd(3000000000, 1)', 'States.IntrinsicFailure', /32-bit/);
});

test('States.MathRandom: stays in its range and repeats with a seed', () => {
  checkValue('States.MathRandom(0, 10)', 5);
  checkValue('States.MathRandom(0, 10, 42)', 0);
  assert.deepEqual(outcomeOf('States.MathRandom(1, 1000, 7)'), outcomeOf('States.MathRandom(1, 1000, 7)'));
  checkFailure('States.MathRandom(5, 5)', 'States.IntrinsicFailure', /larger/);
});

test('States.StringSplit: splits at each of the characters and drops empty parts', () => {
  checkValue("States.StringSplit('a.b+c', '.+')", ['a', 'b', 'c']);
  checkValue("States.StringSplit(',,,', ',')", []);
  checkValue("States.StringSplit('Hello\nWorld', '\n')", ['Hello', 'World']);
});

test('States.UUID: asks chance', () => {
  checkValue('States.UUID()', '00000000-0000-4000-8000-000000000000');
});

test('intrinsics: calls nest, and a failure shows the outermost call', () => {
  const text = "States.ArrayGetItem(States.StringSplit($.s, '-'), States.MathAdd(1, 1))";
  checkValue(text, 'c', { s: 'a-b-c' });
  checkFailure(
    'States.Array(States.ArrayLength($.nope))',
    'States.Runtime',
    /^The function 'States\.Array\(States\.ArrayLength\(\$\.nope\)\)' had the following error: The JsonPath argument for the field '\$\.nope' could not be found in the input '\{"a":1\}'$/,
    { a: 1 },
  );
  checkFailure('States.Array($.a[5])', 'States.Runtime', /could not be found/, { a: [1] });
});

test('intrinsics: text that is no call is a problem, never an exception', () => {
  const bad = [
    '',
    'States',
    'States.UUID',
    'States.UUID(',
    'States.UUID()[0]',
    'States.Array(1,)',
    'States.Array(,)',
    'Other.F(1)',
  ];
  const strings = ["States.Format('x)", "States.Format('a\\')", "States.Format('\\\"')", "States.Format('\\n')"];
  const values = [
    'States.Array("x")',
    'States.Array(01)',
    'States.Array(1.)',
    'States.Array(nul)',
    'States.Array($.a[)',
  ];
  for (const text of [...bad, ...strings, ...values, ' States.UUID()']) {
    assert.equal(parseIntrinsic(text).kind, 'problem', text);
  }
});

test('intrinsics: nest ten deep and no deeper', () => {
  const nested = (depth: number) => `${'States.Array('.repeat(depth)}1${')'.repeat(depth)}`;
  assert.equal(parseIntrinsic(nested(10)).kind, 'call');
  assert.equal(parseIntrinsic(nested(11)).kind, 'problem');
  assert.equal(parseIntrinsic(nested(100_000)).kind, 'problem');
});

test('checkIntrinsic: names the part that cannot work', () => {
  assert.deepEqual(problemsOf('States.Array(States.Nope(1), 2)'), ['States.Nope']);
  assert.deepEqual(problemsOf('States.ArrayLength($.a, 1)'), ['States.ArrayLength($.a, 1)']);
  assert.deepEqual(problemsOf("States.MathAdd(1, '2')"), ["'2'"]);
  assert.deepEqual(problemsOf("States.Format('{} {}', $.a)"), ["States.Format('{} {}', $.a)"]);
  assert.deepEqual(problemsOf("States.Format('\\{\\} {}', $.a)"), []);
  assert.deepEqual(problemsOf('States.MathRandom(1, 2)'), []);
  assert.deepEqual(problemsOf('States.Format($.t, 1, 2, 3)'), []);
});
