import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/vscode.ts';
import { layout } from './suites/layout.ts';
import { workflows } from './suites/workflows.ts';

const shared = join(root, '../shared');

for (const [suite, deed] of [
  [workflows, 'read and checked'],
  [layout, 'drawn'],
] as const) {
  test(`corpus: every real workflow can be ${deed}`, async (t) => {
    if (!existsSync(join(shared, 'corpus'))) return t.diagnostic('skipped, there is no ../shared/corpus');
    const failed: string[] = [];
    let count = 0;
    for await (const { name, passed, difference } of suite.run(shared)) {
      count++;
      if (!passed) failed.push(`${name}: ${difference}`);
    }
    assert.deepEqual(failed, []);
    t.diagnostic(`${count} workflows ${deed}`);
  });
}
