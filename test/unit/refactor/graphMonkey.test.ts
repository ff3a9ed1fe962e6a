import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../../../runtime/virtualHost.ts';
import { root } from '../../../scripts/vscode.ts';
import { inTemplate, sendMonkey, withComments } from '../../kit/graphMonkey.ts';
import { sampleWorkflows } from '../../kit/sampleWorkflows.ts';

const shared = join(root, '../shared');
const skip = !existsSync(join(shared, 'corpus')) && 'no corpus';

test('picture: random changes of real workflows make the picture that they ask for, and can be undone', {
  skip,
}, (t) => {
  let made = 0;
  for (const [index, { name, format, text }] of sampleWorkflows(shared, 24, 9).entries()) {
    const random = seededRandom(index);
    const plain = { text, kind: { format, role: 'definition' } } as const;
    for (const file of [withComments(plain, random), withComments(inTemplate({ text, format }, random), random)]) {
      const trip = sendMonkey(file, 8, index);
      assert.equal(trip.problem, undefined, name);
      made += trip.made;
    }
  }
  t.diagnostic(`${made} changes`);
});
