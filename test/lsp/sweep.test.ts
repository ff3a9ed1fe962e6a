import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/vscode.ts';
import { renameStates } from '../conformance/suites/renames.ts';
import { startSweep } from '../conformance/suites/sweep.ts';
import { connect } from '../kit/lspClient.ts';
import { sampleWorkflows } from '../kit/sampleWorkflows.ts';

// The sweep is a small part of what `npm run conformance -- --suite sweep` does.

const shared = join(root, '../shared');
const skip = existsSync(join(shared, 'corpus')) ? false : 'there is no ../shared/corpus';

test('sweep: every question at any place of a real workflow is answered', { skip }, async (t) => {
  const sweeper = await startSweep();
  const all: { readonly what: string; readonly milliseconds: number }[] = [];
  for (const file of sampleWorkflows(shared, 9)) {
    const { difference, slowest } = await sweeper.sweep(file, 31);
    assert.equal(difference, undefined, file.name);
    all.push(slowest);
  }
  const [first] = all.sort((one, other) => other.milliseconds - one.milliseconds);
  t.diagnostic(`slowest answer: ${first?.milliseconds.toFixed(1)} ms, ${first?.what}`);
  await sweeper.close();
});

test('rename: another name for any state changes nothing else, and its own name brings the text back', {
  skip,
}, async (t) => {
  const client = await connect('bundle');
  let count = 0;
  const files = sampleWorkflows(shared, 60);
  for (const file of files) {
    for await (const { name, difference } of renameStates(client, file)) {
      assert.equal(difference, undefined, name);
      count++;
    }
  }
  t.diagnostic(`${count} states of ${files.length} workflows there and back`);
  await client.close();
});
