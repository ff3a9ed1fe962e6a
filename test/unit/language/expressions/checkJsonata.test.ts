import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkJsonata, type JsonataReport, type StatesMember } from '../../../../language/expressions/checkJsonata.ts';
import { jsonataFunctions } from '../../../../language/expressions/jsonata/functions.ts';

const everywhere: ReadonlySet<StatesMember> = new Set(['input', 'context']);

function check(text: string, available = everywhere): JsonataReport {
  return checkJsonata({ kind: 'jsonata', text, start: 0 }, available);
}

/** Each problem as its kind, the text it marks, and its message. */
function problemsOf(text: string, available = everywhere): string[] {
  return check(text, available).problems.map(
    ({ kind, start, end, message }) => `${kind} «${text.slice(start, end)}» ${message}`,
  );
}

const variablesOf = (text: string) => check(text).variables.map(({ start, end }) => text.slice(start, end));
const functionsOf = (text: string) => check(text).functions.map(({ start, end }) => text.slice(start, end));

test('JSONata: syntax problems have the words of AWS', () => {
  const expected: readonly [string, string][] = [
    ['1 +', 'Unexpected end of expression'],
    ['', 'Unexpected end of expression'],
    ['$a[1,2)', 'Expected "]", got ","'],
    ['"unterminated', 'String literal must be terminated by a matching quote'],
    ['{"a":}', 'The symbol "}" cannot be used as a unary operator'],
    ['$match("a", /abc', 'No terminating / in regular expression'],
  ];
  for (const [text, message] of expected) {
    const [problem] = check(text).problems;
    assert.equal(problem?.kind, 'syntax', text);
    assert.equal(problem?.message, message, text);
  }
  assert.equal(check('('.repeat(100_000)).problems[0]?.kind, 'syntax');
});

test('JSONata: operators that came after 2.0.6 are syntax problems', () => {
  assert.deepEqual(problemsOf('$a ?? 1'), ['syntax «??» The symbol "?" cannot be used as a unary operator']);
  assert.deepEqual(problemsOf('$a ?: 1'), ['syntax «?:» The symbol ":" cannot be used as a unary operator']);
  assert.deepEqual(problemsOf('$a ? 1 : 2'), []);
});

test('JSONata: there is no context value at the top level', () => {
  assert.deepEqual(problemsOf('phone'), [
    "unsupported «phone» Reference to 'phone' at the top level is not supported.",
  ]);
  assert.deepEqual(problemsOf('$$.a'), ["unsupported «$$» Reference to '$$' is not supported."]);
  assert.equal(problemsOf('function($x){ foo + $x }').length, 1);
  assert.equal(problemsOf('{"a": b}').length, 1);
  for (const text of [
    '$states.input.items[value > 3]',
    '$states.input.a^(b).c',
    '$states.input.xs{k: $sum(v)}',
    '$v.(a & b)',
  ]) {
    assert.deepEqual(problemsOf(text), [], text);
  }
});

test('JSONata: members of $states exist only where they exist', () => {
  const message = "unsupported «errorOutput» Field '$states.errorOutput' does not exist.";
  assert.deepEqual(problemsOf('$states.errorOutput.Error'), [message]);
  assert.deepEqual(problemsOf('$states.errorOutput', new Set(['input', 'context', 'errorOutput'])), []);
  assert.deepEqual(problemsOf('$states.input'), []);
});

test('JSONata: unknown functions and wrong numbers of arguments are found', () => {
  assert.deepEqual(problemsOf('$nope(1)'), ['unknownFunction «$nope» There is no function $nope']);
  assert.deepEqual(problemsOf('$Sum([1])'), ['unknownFunction «$Sum» There is no function $Sum; is $sum meant?']);
  assert.match(problemsOf('$eval("1")')[0] ?? '', /\$parse/);
  assert.equal(problemsOf('$sum(1, 2)')[0], 'arguments «$sum» $sum takes 1 arguments, not 2');
  for (const text of [
    '$now()',
    '$zip([1],[2],[3])',
    '$range(1,2,1)',
    '[1] ~> $count()',
    '$substring(?, 1)',
    '$map([1], $string)',
  ]) {
    assert.deepEqual(problemsOf(text), [], text);
  }
});

test('JSONata: variables are those that the expression does not bind itself', () => {
  assert.deepEqual(variablesOf('$a + $b.c'), ['$a', '$b']);
  assert.deepEqual(variablesOf('($y := $z; $y + 1)'), ['$z']);
  assert.deepEqual(variablesOf('($x := $x + 1; $x)'), ['$x']);
  assert.deepEqual(variablesOf('$map($xs, function($v, $i){ $v + $i + $out })'), ['$xs', '$out']);
  assert.deepEqual(variablesOf('($f := function($n){ $n < 1 ? 1 : $f($n - 1) }; $f(3))'), []);
  assert.deepEqual(variablesOf('$states.input.items@$i#$p[$i.x = $p].($i & $j)'), ['$j']);
  assert.deepEqual(variablesOf('$states.input'), []);
  assert.deepEqual(variablesOf('$map($xs, $uppercase)'), ['$xs']);
});

test('JSONata: functions are those that are called by name', () => {
  assert.deepEqual(functionsOf('$sum($map($xs, function($v){ $abs($v) }))'), ['$sum', '$map', '$abs']);
  assert.deepEqual(functionsOf('($f := function(){ 1 }; $f())'), []);
});

test('JSONata: what a placeholder will become is not judged', () => {
  assert.deepEqual(problemsOf('$' + '{IsEnabled} = true'), []);
});

test('JSONata: the table has no $eval and has what Step Functions adds', () => {
  assert.ok(!Object.hasOwn(jsonataFunctions, 'eval'));
  const added = Object.entries(jsonataFunctions).filter(([, row]) => row.added);
  assert.deepEqual(added.map(([name]) => name).sort(), ['hash', 'parse', 'partition', 'random', 'range', 'uuid']);
});
