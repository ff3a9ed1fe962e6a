import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz, readSeeds } from './fuzz.ts';

test('fuzz: reading and checking mutations of real files never throws, hangs or touches a prototype', (t) => {
  const seeds = readSeeds();
  if (seeds.length === 0) return t.diagnostic('skipped, there are no files to mutate');
  const { crashes, slowest } = fuzz(seeds, 2_000, 1);
  t.diagnostic(`slowest: ${Math.round(slowest.milliseconds)} ms`);
  assert.deepEqual(
    crashes.map(({ path, reason }) => `${path}: ${reason}`),
    [],
  );
});

test('fuzz: the same seed gives the same mutations', () => {
  const seeds = readSeeds().slice(0, 20);
  assert.deepEqual(fuzz(seeds, 50, 7).crashes, fuzz(seeds, 50, 7).crashes);
});
