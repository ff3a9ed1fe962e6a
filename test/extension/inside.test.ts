import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { runTests, type TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { root } from '../../scripts/vscode.ts';
import { type InsideResult, runTestsInside } from '../kit/vscodeWindow.ts';

// The same suite in VS Code's server, or in the desktop program that VSCODE_EXECUTABLE names.

const examples = join(root, 'examples');

test('extension: works in the extension host', async (t) => {
  const tests = await bundleTests();
  const desktop = process.env.VSCODE_EXECUTABLE;
  const { code, log } = await (desktop ? runOnDesktop(desktop, tests) : runTestsInside({ workspace: examples, tests }));
  const results = log.flatMap((line) => line.match(/(passed|failed) · .*/s)?.[0] ?? []);
  for (const result of results) {
    const [outcome, title = '', reason] = result.split(' · ');
    await t.test(title, () => assert.equal(outcome, 'passed', reason));
  }
  assert.ok(results.length > 0, log.join('\n'));
  assert.equal(code, 0);
});

/** The extension host requires CommonJS. */
async function bundleTests(): Promise<string> {
  const outfile = join(root, 'out/insideTests.cjs');
  const entry = join(import.meta.dirname, 'inside/tests.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] });
  return outfile;
}

async function runOnDesktop(vscodeExecutablePath: string, tests: string): Promise<InsideResult> {
  const stdout = new PassThrough();
  const said = text(stdout);
  const code = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    launchArgs: [examples],
    stdout,
  }).catch((error: TestRunFailedError) => error.code ?? 1);
  stdout.end();
  return { code, log: (await said).split('\n') };
}
