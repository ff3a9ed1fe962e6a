import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openVscodeWindow, type VscodeWindow } from '../kit/vscodeWindow.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwise-versions-'));
let window: VscodeWindow;

before(async () => {
  const pass = { Type: 'Pass' };
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
  const write = (States: object) =>
    writeFileSync(join(folder, 'flow.asl.json'), JSON.stringify({ StartAt: 'First', States }, null, 2));
  write({ First: { ...pass, Next: 'Last' }, Last: { ...pass, End: true } });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
  write({ First: { ...pass, Next: 'New' }, New: { ...pass, Next: 'Last' }, Last: { ...pass, End: true } });
  window = await openVscodeWindow({ workspace: folder });
});
after(async () => {
  await window?.close();
  rmSync(folder, { recursive: true });
});

test('versions: the graph shows what changed since the last commit, until that is closed', async () => {
  await window.openFile('flow.asl.json');
  await window.runCommand('Stepwise: Compare Graph with HEAD');
  const panel = window.webview();
  await panel.locator('.compared .node.change-added[data-id="/States/New"]').waitFor();
  const changes = panel.getByRole('region', { name: 'Changes' });
  assert.match((await changes.textContent()) ?? '', /since HEAD.*Added: New.*Removed: First → Last/);
  await changes.getByRole('button', { name: 'End comparison' }).click();
  await panel.locator('.compared').waitFor({ state: 'detached' });
});
