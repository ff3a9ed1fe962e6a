import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runStepwise } from '../../runtime/cli/stepwise.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepwise-graph-'));
  const definition = { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } };
  writeFileSync(join(folder, 'one.asl.json'), JSON.stringify(definition));
});
after(() => rmSync(folder, { recursive: true }));

test('stepwise graph: prints a Mermaid flowchart, or writes it to a file', async () => {
  const file = join(folder, 'one.asl.json');
  const printed = await run('graph', file);
  assert.equal(printed.exitCode, 0);
  assert.match(printed.out, /^flowchart TD\n {2}n0\["One"\]\n/);
  const output = join(folder, 'one.mmd');
  assert.deepEqual(await run('graph', file, '-o', output), { exitCode: 0, out: '', error: '' });
  assert.equal(readFileSync(output, 'utf8'), printed.out);
});

test('stepwise graph: says what it cannot write', async () => {
  const { exitCode, error } = await run('graph', join(folder, 'one.asl.json'), '-o', 'one.svg');
  assert.equal(exitCode, 2);
  assert.match(error, /only Mermaid text/);
  assert.equal((await run('graph')).exitCode, 2);
});

async function run(...args: string[]) {
  const printed = { out: '', error: '' };
  const exitCode = await runStepwise(args, {
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    input: async () => '',
    colours: false,
  });
  return { exitCode, ...printed };
}
