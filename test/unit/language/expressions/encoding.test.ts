import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { decodeBase64, encodeBase64 } from '../../../../language/expressions/encoding/base64.ts';
import { hash } from '../../../../language/expressions/encoding/hash.ts';
import { inHashOrder } from '../../../../language/expressions/encoding/javaHashMap.ts';
import { javaRandom } from '../../../../language/expressions/encoding/javaRandom.ts';
import { compareInstants, millisecondsOf, parseTimestamp } from '../../../../language/expressions/timestamp.ts';

const algorithms = { MD5: 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

test('hash: agrees with Node at every length around a block', () => {
  for (const [name, node] of Object.entries(algorithms)) {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 111, 112, 119, 127, 128, 129, 1000]) {
      for (const unit of ['a', 'é', '日', '🆗']) {
        const text = unit.repeat(length);
        assert.equal(hash(text, name), createHash(node).update(text).digest('hex'), `${name} of ${length} ${unit}`);
      }
    }
  }
  assert.equal(hash('x', 'sha-1'), undefined);
});

test('base64: agrees with Node both ways', () => {
  for (const text of ['', 'a', 'ab', 'abc', 'é', '日本', '🆗x', '\u0000']) {
    const encoded = Buffer.from(text).toString('base64');
    assert.equal(encodeBase64(text), encoded);
    assert.equal(decodeBase64(encoded), text);
  }
  assert.equal(decodeBase64('SGk'), 'Hi');
  for (const bad of ['!!!', 'SGk==', 'S', 'SG k=']) assert.equal(decodeBase64(bad), undefined, bad);
});

test('javaRandom: repeats what Java gives for a seed', () => {
  assert.equal(javaRandom(42).nextDouble(), 0.7275636800328681);
  const random = javaRandom(42);
  assert.deepEqual([random.nextInt(10), random.nextInt(100)], [0, 63]);
});

test('timestamps: agree with Date about the calendar', () => {
  for (const text of ['1970-01-01T00:00:00Z', '2000-02-29T23:59:59Z', '1969-12-31T23:59:59Z', '2100-03-01T00:00:00Z']) {
    const instant = parseTimestamp(text);
    assert.equal(instant && millisecondsOf(instant), Date.parse(text), text);
  }
  assert.equal(parseTimestamp('2100-02-29T00:00:00Z'), undefined);
  const [early, late] = [parseTimestamp('2026-01-01T00:00:00.1Z'), parseTimestamp('2026-01-01T00:00:00.2Z')];
  assert.ok(early && late && compareInstants(early, late) < 0);
});

test('hash order: is that of a Java HashMap, which grows when three quarters of it are taken', () => {
  const order = (keys: readonly string[]) => inHashOrder(keys, (key) => key).join(' ');
  assert.equal(order(['StateMachineArn', 'Input', 'Name']), 'Input StateMachineArn Name');
  assert.equal(order(['0', 'True', '{}']), '0 {} True');
  // In 16 buckets `p` lies before `a`, in 32 behind it.
  assert.equal(order(['a', 'p']), 'p a');
  assert.equal(order([...'abcdefghijklmp']), 'a b c d e f g h i j k l m p');
});
