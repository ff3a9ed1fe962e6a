import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluatePath, explainNothing } from '../../../../language/expressions/evaluatePath.ts';
import { isReferencePath, type Path } from '../../../../language/expressions/jsonPath.ts';
import { parsePath } from '../../../../language/expressions/parsePath.ts';
import { setAtPath } from '../../../../language/expressions/setAtPath.ts';
import type { Json } from '../../../../language/json.ts';
import { evaluationOf } from './evaluation.ts';

const store = {
  a: { b: [1, 2, { c: 3 }], 'x y': 7, none: null },
  items: [
    { k: 1, n: 'x', tags: ['red'] },
    { k: 2, n: 'y' },
    { k: null, n: '2' },
  ],
};

function parsed(text: string): Path {
  const path = parsePath(text);
  assert.equal(path.kind, 'path', `${text} should be a path`);
  return path as Path;
}

function valueAt(text: string, input: Json = store): Json | undefined {
  return evaluatePath(parsed(text), evaluationOf(input, { variables: { v: { list: [10, 20] } } }));
}

function missOf(text: string): string {
  return explainNothing(parsed(text), evaluationOf(store)).text;
}

test('paths: select by names and indexes', () => {
  assert.deepEqual(valueAt('$'), store);
  assert.equal(valueAt('$.a.b[0]'), 1);
  assert.equal(valueAt('$.a.b[-1].c'), 3);
  assert.equal(valueAt("$['a']['x y']"), 7);
  assert.equal(valueAt('$.a.["x y"]'), 7);
  assert.equal(valueAt("$['it\\'s']", { "it's": 1 }), 1);
  assert.equal(valueAt('$.a.none'), null);
  assert.equal(valueAt(' $.a.b[0] '), 1);
});

test('paths: start from the context object and from variables', () => {
  assert.equal(valueAt('$$.Execution.Name'), 'run-1');
  assert.equal(valueAt('$v.list[1]'), 20);
  assert.deepEqual(valueAt('$v.list[*]'), [10, 20]);
  assert.equal(valueAt('$unassigned'), undefined);
  assert.equal(valueAt('$unassigned[*]'), undefined);
});

test('paths: that may select many give an array, even of one or none', () => {
  assert.deepEqual(valueAt('$.items[*].n'), ['x', 'y', '2']);
  assert.deepEqual(valueAt('$.items[*].tags'), [['red']]);
  assert.deepEqual(valueAt('$.a.b[1:]'), [2, { c: 3 }]);
  assert.deepEqual(valueAt('$.a.b[:1]'), [1]);
  assert.deepEqual(valueAt('$.a.b[-1:]'), [{ c: 3 }]);
  assert.deepEqual(valueAt('$.a.b[0,2]'), [1, { c: 3 }]);
  assert.deepEqual(valueAt("$.a['x y','none']"), [7, null]);
  assert.deepEqual(valueAt('$..c'), [3]);
  assert.deepEqual(valueAt('$..k'), [1, 2, null]);
  assert.deepEqual(valueAt('$[*][*]', [[1, 2], [3]]), [1, 2, 3]);
  assert.deepEqual(valueAt('$.nope[*].x'), []);
  assert.deepEqual(valueAt('$.nope.deep[1:5].x'), []);
  assert.deepEqual(valueAt('$..nope'), []);
});

test('paths: filters test each item', () => {
  assert.deepEqual(valueAt('$.items[?(@.k == 1)].n'), ['x']);
  assert.deepEqual(valueAt("$.items[?(@.k >= 1 && @.n != 'x')].n"), ['y']);
  assert.deepEqual(valueAt("$.items[?(@.n == 'x' || @.n == y)].k"), [1, 2]);
  assert.deepEqual(valueAt('$.items[?(@.tags)].k'), [1]);
  assert.deepEqual(valueAt('$.items[?(!@.k)].n'), ['2']);
  assert.deepEqual(valueAt('$.items[?(!(@.k == 1))].n'), ['y', '2']);
  assert.deepEqual(valueAt('$.items[?(@.k == null)].n'), ['2']);
  assert.deepEqual(valueAt('$.items[?(@.k in [1, 2])].n'), ['x', 'y']);
  assert.deepEqual(valueAt("$.items[?(@.tags contains 'red')].n"), ['x']);
  assert.deepEqual(valueAt('$.items[?(@.n =~ /X|y/i)].k'), [1, 2]);
  assert.deepEqual(valueAt('$.items[?(@.k == $.a.b[0])].n'), ['x']);
  assert.deepEqual(valueAt('$.items[?(@.missing != 1)].k'), [1, 2, null]);
  assert.deepEqual(valueAt('$.items[?(@.missing == 1)].k'), []);
});

test('paths: a filter takes a number and the string that writes it for equal, as AWS does', () => {
  assert.deepEqual(valueAt('$.items[?(@.n == 2)].n'), ['2']);
  assert.deepEqual(
    valueAt("$[?(@.Status != '201')].id", [
      { Status: 201, id: 1 },
      { Status: 500, id: 2 },
    ]),
    [2],
  );
});

test('paths: may end in a function', () => {
  assert.equal(valueAt('$.items.length()'), 3);
  assert.equal(valueAt('$.items[*].k.length()'), 3);
  assert.equal(valueAt('$.sums.max()', { sums: [1, 5, 2] }), 5);
  assert.equal(valueAt('$.nope.length()'), undefined);
});

test('paths: that lead nowhere say where they end', () => {
  assert.equal(missOf('$.nope'), "No results for path: $['nope']");
  assert.equal(missOf('$.a.nope'), "No results for path: $['a']['nope']");
  assert.equal(missOf('$.nope.deep'), "Missing property in path $['nope']");
  assert.equal(missOf('$.a.b[9]'), "No results for path: $['a']['b'][9]");
  assert.equal(explainNothing(parsed('$.a.b[9]'), evaluationOf(store)).pastEnd, true);
  assert.equal(explainNothing(parsed('$.a.b[9].c'), evaluationOf(store)).pastEnd, false);
});

test('paths: reference paths name a single node', () => {
  for (const text of ['$', '$.a', "$['a b'][0].c", '$$.a', '$v.a[1]']) assert.ok(isReferencePath(parsed(text)), text);
  for (const text of ['$.a[*]', '$..a', '$.a[0:1]', '$.a[?(@.b)]', '$.a[0,1]', '$.a.length()']) {
    assert.ok(!isReferencePath(parsed(text)), text);
  }
});

test('paths: text that is none is a problem with its place, and never an exception', () => {
  const bad = [
    '',
    'a',
    '.a',
    '$.',
    '$.a.',
    '$a-b',
    '$.a[',
    '$.a[x]',
    '$.[[',
    '$.a b',
    '$[?(@.a]',
    '$[?(@.a==)]',
    '$[?()]',
  ];
  for (const text of [...bad, "$['a", '$.a.nope()', '$.a.length().b', `$[?(${'('.repeat(500)}`]) {
    const path = parsePath(text);
    assert.equal(path.kind, 'problem', text);
    if (path.kind === 'problem') assert.ok(path.start >= 0 && path.start <= path.end, text);
  }
});

test('paths: names of the prototype are data like any other', () => {
  assert.equal(valueAt('$.constructor', {}), undefined);
  assert.equal(valueAt('$.__proto__.x', JSON.parse('{"__proto__":{"x":1}}')), 1);
});

test('setAtPath: makes what is missing on the way and keeps what stands beside it', () => {
  const set = (path: string, root: Json, value: Json) => setAtPath(parsed(path), root, value);
  const input = { a: 1, r: { x: 2 } };
  assert.deepEqual(set('$.r.y', input, 7), { a: 1, r: { x: 2, y: 7 } });
  assert.deepEqual(input, { a: 1, r: { x: 2 } });
  assert.deepEqual(set('$', input, 7), 7);
  assert.deepEqual(set('$.p.q.s', {}, 1), { p: { q: { s: 1 } } });
  assert.deepEqual(set('$.list[1]', { list: [1, 2] }, 9), { list: [1, 9] });
});

test('setAtPath: answers undefined where the path does not fit', () => {
  const set = (path: string, root: Json) => setAtPath(parsed(path), root, 0);
  assert.equal(set('$.a', 'text'), undefined);
  assert.equal(set('$.a', [1]), undefined);
  assert.equal(set('$.a.b', { a: 5 }), undefined);
  assert.equal(set('$.list[2]', { list: [1, 2] }), undefined);
  assert.equal(set('$.a[0]', {}), undefined);
});

test('setAtPath: sets __proto__ as an ordinary member', () => {
  const result = setAtPath(parsed('$.__proto__.polluted'), {}, 1);
  assert.equal(JSON.stringify(result), '{"__proto__":{"polluted":1}}');
  assert.equal(Reflect.get({}, 'polluted'), undefined);
});
