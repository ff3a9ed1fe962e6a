import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { parseYaml } from '../../../language/syntax/parseYaml.ts';
import { memberOf, type SyntaxNode, toJson } from '../../../language/syntax/syntaxTree.ts';

function memberValue(text: string, key: string): SyntaxNode | undefined {
  return memberOf(parseYaml(text).root, key)?.value;
}

function written(text: string, node: SyntaxNode | undefined): string {
  return node ? text.slice(node.range.start, node.range.end) : '';
}

/** The document's text at each character of a string, line breaks and spaces of folding aside. */
function spelledByOffsets(text: string, key: string): string {
  const node = memberValue(text, key);
  assert.equal(node?.kind, 'string');
  return [...node.value].map((letter, index) => (/\s/.test(letter) ? letter : text[node.offsetOf(index)])).join('');
}

test('yaml: plain scalars follow the core schema of YAML 1.2, and timestamps, yes and no stay strings', () => {
  const text = 'a: 2030-01-01T00:00:00Z\nb: yes\nc: ~\nd: 0x1F\ne: -1.5e3\nf: True\ng: 1_000\nh:\ni: "5"\n';
  assert.deepEqual(toJson(parseYaml(text).root), {
    ...{ a: '2030-01-01T00:00:00Z', b: 'yes', c: null, d: 31, e: -1500, f: true, g: '1_000', h: null, i: '5' },
  });
});

test('yaml: keys are strings, also 404 and true', () => {
  const { root, problems } = parseYaml('404:\n  Next: true\ntrue: {Type: Pass}\n');
  assert.deepEqual(toJson(root), { 404: { Next: true }, true: { Type: 'Pass' } });
  assert.deepEqual(problems, []);
});

test('yaml: every range is that of the value as written, and a block ends with its last value', () => {
  const text = 'a: # note\n  b: "x y"\n  c: [1, 2]\n\n# end\nd: 1\n';
  const a = memberValue(text, 'a');
  assert.equal(written(text, a), 'b: "x y"\n  c: [1, 2]');
  assert.equal(written(text, memberOf(a, 'b')?.value), '"x y"');
  assert.equal(written(text, memberOf(a, 'c')?.value), '[1, 2]');
});

for (const [name, text, value] of [
  ['literal block', 'a: |\n    {%\n      $x\n    %}\nb: 1\n', '{%\n  $x\n%}\n'],
  ['literal block with indicator', 'a: |2-\n    x\n  y\n', '  x\ny'],
  ['folded block', 'a: >-\n  one\n  two\n\n  three\n    four\n  five\n', 'one two\nthree\n  four\nfive'],
  ['kept line breaks', 'a: |+\n  x\n\n\n', 'x\n\n\n'],
  ['windows line ends', 'a: |\r\n  x\r\n  y\r\n', 'x\ny\n'],
  ['double quotes', 'a: "one \\\n   two\n\n   \\"three\\" \\u00e9 \\x41"\n', 'one two\n"three" é A'],
  ['single quotes', "a: 'it''s\n   fine'\n", "it's fine"],
  ['unquoted lines', 'a: one\n  two\n\n  three\n', 'one two\nthree'],
] as const) {
  test(`yaml: ${name} gives the value, and the offset of each of its characters`, () => {
    assert.deepEqual(toJson(memberValue(text, 'a') ?? { kind: 'null', range: { start: 0, end: 0 } }), value);
    const spelled = spelledByOffsets(text, 'a')
      .replace(/\\/g, (_sign, at: number) => value[at] ?? '')
      .replaceAll("''", "'");
    assert.equal(spelled, value);
  });
}

test('yaml: an alias stands where it is written, with the ranges of its anchor inside', () => {
  const word = 'x: &x word\ny: *x\n';
  assert.deepEqual([written(word, memberValue(word, 'y')), toJson(memberValue(word, 'y'))], ['*x', 'word']);
  const text = 'a: &retry\n  - {MaxAttempts: 2}\nb: *retry\n';
  const b = memberValue(text, 'b');
  assert.equal(written(text, b), '*retry');
  assert.deepEqual(toJson(b), [{ MaxAttempts: 2 }]);
  assert.equal(b?.kind === 'array' && written(text, b.items[0]), '{MaxAttempts: 2}');
});

test('yaml: merge keys bring members that the object does not have itself, first come first', () => {
  const { root } = parseYaml('x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\none:\n  <<: *x\n  a: 0\ntwo:\n  <<: [*x, *y]\n');
  assert.deepEqual(toJson(memberOf(root, 'one')?.value), { b: 1, a: 0 });
  assert.deepEqual(toJson(memberOf(root, 'two')?.value), { a: 1, b: 1, c: 2 });
});

test('yaml: aliases that contain themselves or multiply without end are refused in place', () => {
  assert.match(parseYaml('a: &a [*a]\n').problems[0]?.message ?? '', /inside its own anchor/);
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 12; level++) bomb.push(`a${level}: &a${level} [${`*a${level - 1}, `.repeat(10)}]`);
  assert.match(parseYaml(bomb.join('\n')).problems[0]?.message ?? '', /too many values/);
});

test('yaml: placeholders are holes when bare, part of the text elsewhere, and words among braces', () => {
  const text =
    'Seconds: ${Wait}\nText: arn:${AWS::Partition}:states\nList: [${A}, "${B}"]\nMap: {Seconds: ${C}, ${D}: 1}\n';
  const { root, problems } = parseYaml(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(memberOf(root, 'Seconds')?.value, { kind: 'hole', text: '${Wait}', range: { start: 9, end: 16 } });
  const { Text, List, Map: map } = toJson(root) as Record<string, unknown>;
  assert.deepEqual(
    [Text, List, map],
    ['arn:${AWS::Partition}:states', ['${A}', '${B}'], { Seconds: '${C}', '${D}': 1 }],
  );
});

test('yaml: functions of CloudFormation are holes, !Sub is its text, an unknown tag is a warning', () => {
  const text = 'a: !GetAtt Queue.Arn\nb: !Sub "x-${Y}"\nc: !Join ["", [a, b]]\nd: !Ref\n  Z\ne: !Nope x\n';
  const { root, problems } = parseYaml(text);
  assert.deepEqual(toJson(root), { a: '${Queue.Arn}', b: 'x-${Y}', c: '${Fn::Join}', d: '${Z}', e: '!Nope x' });
  assert.equal(written(text, memberOf(root, 'a')?.value), '!GetAtt Queue.Arn');
  assert.deepEqual(
    problems.map(({ severity, range }) => [severity, text.slice(range.start, range.end)]),
    [['warning', '!Nope x']],
  );
});

test('yaml: duplicate keys are all there', () => {
  const { root } = parseYaml('a: 1\nb: 2\na: 3\n');
  assert.deepEqual(root?.kind === 'object' && root.members.map(({ key, range }) => [key.value, range.start]), [
    ['a', 0],
    ['b', 5],
    ['a', 10],
  ]);
});

test('yaml: a text half typed keeps what is there', () => {
  assert.deepEqual(toJson(parseYaml('States:\n  A:\n    Type: Pass\n    Ne\n  B:\n    Type: Succeed\n').root), {
    States: { A: { Type: 'Pass', Ne: null }, B: { Type: 'Succeed' } },
  });
  const open = parseYaml('States:\n  A:\n    Comment: "half\n    Type: Pass\n');
  assert.deepEqual(toJson(open.root), { States: { A: { Comment: 'half', Type: 'Pass' } } });
  assert.deepEqual(
    open.problems.map(({ range }) => range),
    [{ start: 26, end: 31 }],
  );
});

test('yaml: an empty text has no root, a second document is a problem, a byte order mark is none', () => {
  assert.equal(parseYaml('# nothing\n').root, undefined);
  assert.equal(parseYaml('').root, undefined);
  assert.equal(parseYaml('a: 1\n---\nb: 1\n').problems.length, 1);
  assert.deepEqual(parseYaml('\uFEFFa: 1\n').problems, []);
});

test('yaml: what is nested without end is refused', () => {
  for (const text of ['['.repeat(5000), '{a: '.repeat(5000), '- '.repeat(5000)]) {
    assert.ok(parseYaml(text).problems.some(({ message }) => message.includes('nested too deeply')));
  }
});

test('yaml: the corpus reads as the yaml package reads it', (t) => {
  const folder = '../shared/corpus/workflows';
  if (!existsSync(folder)) return t.diagnostic('skipped, there is no ../shared/corpus');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    if (/: ?!|\$\{/.test(text)) continue;
    assert.deepEqual(toJson(parseYaml(text).root), parse(text), file);
  }
});

test('yaml: an escape that YAML does not have and a bare JSONata expression are told', () => {
  const text = 'a: "\\d+"\nb: {% $x %}\n';
  const { root, problems } = parseYaml(text);
  assert.deepEqual(toJson(root), { a: 'd+', b: '{% $x %}' });
  assert.deepEqual(
    problems.map(({ range }) => text.slice(range.start, range.end)),
    ['\\d', '{% $x %}'],
  );
});

test('yaml: comments are kept with their places', () => {
  const text = 'a: 1 # one\n# two\nb: "# none"\nc: |\n  # none\n';
  const { comments = [] } = parseYaml(text);
  assert.deepEqual(
    comments.map(({ text: comment, range }) => [comment, range.start]),
    [
      ['# one', 5],
      ['# two', 11],
    ],
  );
});
