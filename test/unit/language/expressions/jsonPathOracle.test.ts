import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JSONPath } from 'jsonpath-plus';
import { evaluatePath } from '../../../../language/expressions/evaluatePath.ts';
import { parsePath } from '../../../../language/expressions/parsePath.ts';
import type { Json } from '../../../../language/json.ts';
import { evaluationOf } from './evaluation.ts';

const steps = [
  '.a',
  '.b',
  "['a']",
  '[0]',
  '[1]',
  '[*]',
  '.*',
  '[0:2]',
  '[1:]',
  '[:1]',
  "['a','b']",
  '[0,1]',
  '..a',
  '..b',
];
const filters = ['[?(@.a > 1)]', "[?(@.b == 'x')]", '[?(@.a >= 1 && @.a < 3)]'];

/** Without strings: the other implementation indexes their characters. */
const documents: readonly Json[] = [
  { a: { a: 1, b: [{ a: 1, b: true }, { a: 2, b: false }, { a: 3 }] }, b: [[1, 2], [3]] },
  [{ a: 1, b: true }, { a: { b: 2 } }, { b: { a: [1, 2, 3] } }],
  { a: [{ b: { a: 4 } }, { b: 6, a: 5 }], b: null },
];

/** Sorted, because the order of matches of `..` is nobody's promise. */
function matches(value: unknown): string[] {
  return (value as Json[]).map((item) => JSON.stringify(item)).sort();
}

function compare(text: string, json: Json): number {
  const path = parsePath(text);
  assert.equal(path.kind, 'path', text);
  if (path.kind !== 'path' || path.definite) return 0;
  const expected = JSONPath({ path: text, json: json as object, wrap: true, eval: 'safe' });
  const actual = evaluatePath(path, evaluationOf(json));
  assert.deepEqual(matches(actual), matches(expected), `${text} on ${JSON.stringify(json)}`);
  return 1;
}

test('paths: select what an independent implementation selects', () => {
  let compared = 0;
  for (const first of steps) {
    for (const second of ['', ...steps]) {
      for (const last of ['', '.a', '[*]']) {
        for (const json of documents) compared += compare(`$${first}${second}${last}`, json);
      }
    }
  }
  assert.ok(compared > 1000);
});

test('paths: filter arrays as an independent implementation does', () => {
  // On an object the two differ by design: here it is tested as a whole, there its members are.
  const rows = { rows: [{ a: 1, b: 'x' }, { a: 2, b: 'y', rows: [{ a: 2, b: 'x' }] }, { a: 3 }, { b: 'x' }] };
  for (const filter of filters) {
    for (const last of ['', '.a', '[*]', '..b']) compare(`$.rows${filter}${last}`, rows);
  }
});
