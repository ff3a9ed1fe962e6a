import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openParts } from '../../../language/expressions/jsonata/openParts.ts';
import { dataInside } from '../../../language/shapes/dataInside.ts';
import { describeShape, shapeOf, unknown } from '../../../language/shapes/shape.ts';

const order = { items: [{ price: 2, tags: ['a'] }], who: { name: 'Ada', mail: 'a@b' } };

/** What is known of the names and of the item at the end of a half-typed expression. */
function inside(expression: string): Record<string, string> {
  const data = { input: shapeOf({ order }), context: unknown, variables: new Map([['all', shapeOf([order])]]) };
  const { variables, item } = dataInside(expression, data);
  const own = [...variables].filter(([name]) => name !== 'all');
  return Object.fromEntries(
    [...own, ...(item ? [['', item] as const] : [])].map(([name, shape]) => [name, describeShape(shape)]),
  );
}

const item = '{ price: number, tags: string[] }';

test('open parts: the parameters of a function are what its caller passes', () => {
  assert.deepEqual(inside('$map($states.input.order.items, function($v, $i, $a) { $v.'), {
    v: item,
    i: 'number',
    a: `${item}[]`,
  });
  assert.deepEqual(inside('$states.input.order.items ~> $filter(λ($v) {'), { v: item });
  assert.deepEqual(inside('$each($states.input.order.who, function($value, $key) {'), {
    value: 'string',
    key: 'string',
  });
  assert.deepEqual(inside('$reduce($all.items, function($sum, $each) { $sum + '), { sum: 'any', each: item });
  assert.deepEqual(inside('$map($all, function($o) { $map($o.items, function($v) {'), {
    o: `{ items: ${item}[], … }`,
    v: item,
  });
  assert.deepEqual(inside('$map($states.input.order.items, function($v) { $v.price }) ~> $sum('), {});
});

test('open parts: a name bound in brackets is known until they close', () => {
  assert.deepEqual(inside('($w := $states.input.order.who; $n := $w.name; $'), {
    w: '{ name: string, mail: string }',
    n: 'string',
  });
  assert.deepEqual(inside('($w := $states.input.order.who; 1) + '), {});
});

test('open parts: a predicate and a step read bare names of each item', () => {
  assert.deepEqual(inside('$states.input.order.items[pr'), { '': item });
  assert.deepEqual(inside('$states.input.order.items.{ "a": '), { '': item });
  assert.deepEqual(inside('$states.input.order.items^(>'), { '': item });
  assert.deepEqual(inside('$all.(items['), { '': item });
  assert.deepEqual(inside('$states.input.order.items[price > 1].'), {});
  assert.deepEqual(inside('[$all, '), {});
  assert.deepEqual(inside('{ "a": $sum('), {});
});

test('open parts: no text is too broken', () => {
  for (const text of [
    '',
    ')',
    '}}',
    '$map(',
    'function',
    'function(',
    'λ($',
    '"',
    '`',
    '/*',
    '$x :=',
    ':=',
    '~>',
    '{{[(',
  ]) {
    assert.ok(Array.isArray(openParts(text)), text);
  }
  assert.ok(openParts('$map(a, function($v) {'.repeat(2_000)).length >= 2_000);
});
