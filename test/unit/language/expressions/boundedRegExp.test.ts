import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoundedRegExp } from '../../../../language/expressions/regexp/boundedRegExp.ts';
import { matcherOf, SearchLimit } from '../../../../language/expressions/regexp/matcher.ts';
import { growth, parsePattern } from '../../../../language/expressions/regexp/pattern.ts';

const patterns = [
  'a',
  'a+b',
  '(a+)+$',
  '(a|b)*c',
  '^(\\w+)\\s(\\w+)$',
  '[^,]*,',
  '(x+x+)+y',
  '\\bfoo\\b',
  'o\\B',
  'a{2,3}',
  'a{2}',
  'a{2,}?b',
  '(?:ab)+?c',
  '(a)\\1',
  '(?=a)ab',
  '(?!a)b',
  'a|b|',
  '.*x',
  '^$',
  '\\d+(\\.\\d+)?',
  '[\\w.]+@[\\w.]+',
  '(a(b)?)+',
  '\\/',
  '\\u0041',
  'a??b',
  '(a*)*',
  '(a*)+b',
  '[a-z]+|[0-9]+',
  '(ab|a)(bc|c)?',
  '(?:(a)|b)*',
  '(?:(a)|(b)|c)*?c',
  '((a)|(b))+x?',
  '[\\]a]+',
  'a{,2}',
  'x{2',
  '(?:a?){3}',
];
const texts = [
  '',
  'a',
  'aaa',
  'aab',
  'ab',
  'abc',
  'abab',
  'foo bar',
  'foo',
  'AAb',
  'xxy',
  'xxxxxx',
  '1.5',
  'a@b.c',
  'abcbc',
  '/',
  'b',
  'one\ntwo',
  'aXbX',
  'bac',
  'a]',
  'a{,2}',
  'x{2',
];

/** What our own search finds, whatever the platform would be trusted with. */
function found(source: string, flags: string, text: string): unknown {
  const pattern = parsePattern(source);
  assert.ok(pattern, source);
  const matcher = matcherOf(pattern, flags);
  for (let at = 0; at <= text.length; at++) {
    const search = { text, isMultiline: flags.includes('m'), groups: [] as string[], steps: 1e6 };
    const end = matcher(search, at, (last) => last);
    if (end >= 0) return [at, text.slice(at, end), [...search.groups].slice(1)];
  }
  return null;
}

function expected(source: string, flags: string, text: string): unknown {
  const match = new RegExp(source, flags).exec(text);
  if (match === null) return null;
  const [whole, ...groups] = match;
  return [match.index, whole, groups];
}

/** Groups that took no part may be missing at the end. */
const shown = (result: unknown) => JSON.stringify(result).replaceAll(/(?:,?null)+\]\]$/g, ']]');

test('bounded search: finds what the regular expressions of the platform find', () => {
  for (const source of patterns) {
    for (const flags of ['', 'i', 'm']) {
      for (const text of texts) {
        assert.equal(
          shown(found(source, flags, text)),
          shown(expected(source, flags, text)),
          `/${source}/${flags} in ${text}`,
        );
      }
    }
  }
});

test('bounded search: knows which patterns may take for ever', () => {
  const growthOf = (source: string) => growth(parsePattern(source) ?? { kind: 'start' });
  assert.equal(growthOf('abc?'), 1);
  assert.equal(growthOf('a+b'), 2);
  assert.equal(growthOf('.*.*x'), 3);
  assert.equal(growthOf('(a+)+'), Number.POSITIVE_INFINITY);
});

test('bounded search: gives up in good time', () => {
  const text = `${'a'.repeat(50)}!`;
  assert.throws(() => new BoundedRegExp(/^(a+)+$/g).exec(text), SearchLimit);
  assert.throws(() => new BoundedRegExp(/(?:a|b)*c/g).exec('ab'.repeat(200_000)), SearchLimit);
  assert.throws(() => new BoundedRegExp(/a*a*a*a*b/g).exec('a'.repeat(100_000)), SearchLimit);
});

test('bounded search: goes on behind the match before', () => {
  const expression = new BoundedRegExp(/(a|b)+/g);
  assert.deepEqual([...(expression.exec('xaby ba') ?? [])], ['ab', 'b']);
  assert.equal(expression.exec('xaby ba')?.index, 5);
  assert.equal(expression.exec('xaby ba'), null);
});
