import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/vscode.ts';
import { debuggee } from '../kit/dapClient.ts';

test('capabilities: each that is announced has a test that docs/debugging.md names', async (t) => {
  const run = await debuggee('{}');
  t.after(() => run.close());
  const { body } = await run.client.initializeRequest();
  const announced = Object.keys(body ?? {}).filter((name) => /^supports?[A-Z]/.test(name));
  const rows = [...readFileSync(join(root, 'docs/debugging.md'), 'utf8').matchAll(/^\| `.*\| (.*) \| (.+: .+) \|$/gm)];
  const documented = rows.flatMap(([, capability = '']) => /`(\w+)`/.exec(capability)?.[1] ?? []);
  assert.deepEqual(
    announced.filter((name) => !documented.includes(name)),
    [],
  );
  const files = globSync('test/dap/*.test.ts', { cwd: root });
  const tests = files.map((file) => readFileSync(join(root, file), 'utf8')).join('');
  assert.deepEqual(
    rows.map(([, , title = '']) => title).filter((title) => !tests.includes(`'${title}'`)),
    [],
  );
});
