import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from '../../../../language/expressions/jsonata/compiled.ts';
import { JsonataLimit } from '../../../../language/expressions/jsonata/failure.ts';
import { evaluateWithPackage } from '../../../../language/expressions/jsonata/packageEvaluator.ts';
import { toPlainJson, unsupported } from '../../../../language/expressions/jsonata/results.ts';
import type { Json } from '../../../../language/json.ts';
import { evaluationOf } from './evaluation.ts';
import { callExpressions, functionExpressions, operatorExpressions, pathExpressions } from './jsonataExpressions.ts';

const input: Json = {
  n: 4,
  f: 2.5,
  s: 'Hello, World',
  b: true,
  z: null,
  empty: [],
  one: [7],
  nums: [3, 1, 4, 1, 5, 9, 2, 6],
  nested: [[1, 2], [3], [], [[4]]],
  obj: { a: 1, b: { c: 2, d: [1, 2, { e: 3 }] }, 'x y': 5 },
  orders: [
    {
      id: 'o1',
      customer: 'Ann',
      lines: [
        { sku: 'A', qty: 2, price: 10 },
        { sku: 'B', qty: 1, price: 5.5 },
      ],
    },
    { id: 'o2', customer: 'Bob', lines: [{ sku: 'A', qty: 1, price: 10 }] },
    { id: 'o3', customer: 'Ann', lines: [] },
    { id: 'o4', customer: 'Cy', lines: { sku: 'C', qty: 7, price: 1 }, vip: true },
  ],
};
const variables = { v: 5, list: [1, 2, 3], text: 'abc', nothing: null };

/** Everything that can be said of a result; the two must agree in all of it. */
function shown(result: unknown): string {
  if (result === undefined) return 'nothing';
  const plain = toPlainJson(result);
  return plain === unsupported ? 'unsupported' : JSON.stringify(plain);
}

async function expected(text: string): Promise<string> {
  const compiled = compile(text);
  assert.equal(compiled.kind, 'compiled', text);
  if (compiled.kind !== 'compiled') return '';
  try {
    // The package leaves marks on lists of its input, so it gets its own.
    const evaluation = evaluationOf(structuredClone(input), { variables: structuredClone(variables) });
    const names = compiled.analysis.variables.map(({ name }) => name);
    return shown(await evaluateWithPackage(compiled.expression(), names, evaluation));
  } catch (thrown) {
    return thrown instanceof JsonataLimit ? 'limit' : 'error';
  }
}

function actual(text: string): string {
  const compiled = compile(text);
  const program = compiled.kind === 'compiled' ? compiled.program() : undefined;
  assert.ok(program, `${text} should be compiled`);
  try {
    return shown(program(evaluationOf(input, { variables })));
  } catch (thrown) {
    return thrown instanceof JsonataLimit ? 'limit' : 'error';
  }
}

async function compareAll(texts: Iterable<string>): Promise<void> {
  for (const text of texts) assert.equal(actual(text), await expected(text), text);
}

const I = '$states.input';

test('JSONata evaluator: paths, predicates and sequences as the package has them', () => compareAll(pathExpressions));

test('JSONata evaluator: operators as the package has them', () => compareAll(operatorExpressions));

test('JSONata evaluator: functions, closures, partial application and chains as the package has them', () =>
  compareAll(callExpressions));

test('JSONata evaluator: built-in functions as the package has them', () => compareAll(functionExpressions));

test('JSONata evaluator: combinations of steps as the package has them', async () => {
  const starts = [
    `${I}.orders`,
    `${I}.nested`,
    `${I}.nums`,
    `${I}.one`,
    `${I}.empty`,
    `${I}.obj`,
    `${I}.s`,
    `${I}.z`,
    '[1..3]',
    '$list',
    '[[1],[2,3]]',
    '{"lines":[{"qty":1}]}',
    '($x := [5]; $x)',
    `${I}.nope`,
  ];
  const steps = [
    '',
    '.lines',
    '[0]',
    '[-1]',
    '[]',
    '.*',
    '.**',
    '.$',
    '.[$]',
    '.{"k": $}',
    '[$ > 1]',
    '.qty',
    '[lines]',
    '{"g": $count($)}',
    '.($count($))',
    '^(id)',
    '.(lines[0])',
    '[$type($) = "object"]',
  ];
  for (const start of starts) {
    for (const first of steps) {
      const texts = steps.map((second) => `${start}${first}${second}`);
      // A predicate may not follow a group, and there is one group at most. After [] the package takes its own
      // marks on the list for members.
      await compareAll(texts.filter((text) => compile(text).kind === 'compiled' && !text.includes('[].*')));
    }
  }
});

test('JSONata evaluator: nests as deep as the package, and no deeper', async () => {
  for (let depth = 10; depth < 60; depth++) {
    const text = `($f := function($n){ $n <= 0 ? 0 : 1 + $f($n - 1) }; $f(${depth}))`;
    assert.equal(actual(text), await expected(text), text);
  }
  for (let depth = 90; depth < 110; depth++) {
    const text = `${'['.repeat(depth)}1${']'.repeat(depth)}`;
    assert.equal(actual(text), await expected(text), text);
  }
});
