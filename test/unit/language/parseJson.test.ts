import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { memberOf, type SyntaxNode, toJson } from '../../../language/syntax/syntaxTree.ts';

/** The value of a text with as many problems. */
function read(text: string, problems: number): unknown {
  const parsed = parseJson(text);
  assert.equal(parsed.problems.length, problems, JSON.stringify(parsed.problems));
  return toJson(parsed.root);
}

function textOf(text: string, node: SyntaxNode | undefined): string {
  return text.slice(node?.range.start, node?.range.end);
}

test('parseJson: reads JSON with the ranges of its values', () => {
  const text = '{ "a": [1, -2.5e3, true, null, "x"], "b": {} }';
  const { root, problems } = parseJson(text);
  assert.deepEqual(toJson(root), JSON.parse(text));
  assert.deepEqual(problems, []);
  assert.equal(textOf(text, root), text);
  assert.equal(textOf(text, memberOf(root, 'a')?.value), '[1, -2.5e3, true, null, "x"]');
});

test('parseJson: finds offsets inside strings through escapes', () => {
  const text = String.raw`{"k": "a\"b\u0041\nc"}`;
  const value = memberOf(parseJson(text).root, 'k')?.value;
  assert.ok(value?.kind === 'string');
  assert.equal(value.value, 'a"bA\nc');
  const written = [...value.value].map((_, at) => text.slice(value.offsetOf(at), value.offsetOf(at + 1)));
  assert.deepEqual(written, ['a', '\\"', 'b', '\\u0041', '\\n', 'c']);
});

for (const [what, text, value, problems] of [
  ['a missing value', '{"a": , "b": 1}', { a: null, b: 1 }, 1],
  ['a missing value before the next line', '{"a":\n "b": 1}', { a: null, b: 1 }, 2],
  ['a missing colon', '{"a" 1}', { a: 1 }, 1],
  ['a missing comma', '{"a": 1 "b": 2}', { a: 1, b: 2 }, 1],
  ['a name alone', '{"a": 1, "Ne"}', { a: 1, Ne: null }, 1],
  ['a string that is not closed', '{"a": "x\n, "b": 2}', { a: 'x', b: 2 }, 1],
  ['brackets that are not closed', '{"a": [1, {"b": 2', { a: [1, { b: 2 }] }, 1],
  ['a bracket of the wrong kind', '{"a": [1}', { a: [1] }, 1],
  ['a trailing comma', '{"a": [1,],}', { a: [1] }, 2],
  ['single quotes', "{'a': 'b'}", { a: 'b' }, 2],
  ['a word that is no value', '{"a": tru, "b": 1}', { a: 'tru', b: 1 }, 1],
  ['text after the end', '{"a": 1} }', { a: 1 }, 1],
] as const) {
  test(`parseJson: makes the best of ${what}`, () => assert.deepEqual(read(text, problems), value));
}

test('parseJson: takes bare placeholders as holes, without a problem', () => {
  assert.deepEqual(read('{"a": ${Wait}, "b": [${X}, 1], "c": ${jsonencode({ d = 1 })}}', 0), {
    a: '${Wait}',
    b: ['${X}', 1],
    c: '${jsonencode({ d = 1 })}',
  });
});

test('parseJson: keeps duplicate keys in their order', () => {
  const { root } = parseJson('{"a": 1, "a": 2}');
  assert.ok(root?.kind === 'object');
  assert.deepEqual(
    root.members.map(({ value }) => value && toJson(value)),
    [1, 2],
  );
});

test('parseJson: steps over a byte order mark, and warns of comments', () => {
  const { problems, comments } = parseJson('\uFEFF// one\n{ /* two */ "a": 1 }');
  assert.deepEqual(
    problems.map(({ severity }) => severity),
    ['warning', 'warning'],
  );
  assert.deepEqual(
    comments?.map(({ text }) => text),
    ['// one', '/* two */'],
  );
});

test('parseJson: says of an empty text only that there is nothing', () => {
  assert.deepEqual(parseJson(' \n'), { root: undefined, problems: [] });
});

test('parseJson: ends 5,000 nested values in one problem, not in a stack overflow', () => {
  for (const text of ['['.repeat(5_000) + ']'.repeat(5_000), `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`]) {
    assert.deepEqual(
      parseJson(text).problems.map(({ code }) => code),
      ['TOO_DEEPLY_NESTED'],
    );
  }
});

test('parseJson: reads members that are named like parts of an object', () => {
  const value = read('{"__proto__": 1, "constructor": 2}', 0) as object;
  assert.deepEqual(Object.entries(value), [
    ['__proto__', 1],
    ['constructor', 2],
  ]);
});
