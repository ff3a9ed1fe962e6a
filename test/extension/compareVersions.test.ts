import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openVscodeWindow, type VscodeWindow } from '../kit/vscodeWindow.ts';

/** Two answers of GetExecutionHistory, one after the other, as the AWS CLI prints them. */
const history = ['First', 'New', 'Last']
  .flatMap((name) => [
    { type: 'PassStateEntered', stateEnteredEventDetails: { name, input: '{}' } },
    { type: 'PassStateExited', stateExitedEventDetails: { name, output: '{}' } },
  ])
  .map((event, index) => ({ id: index + 1, previousEventId: index, timestamp: 1_700_000_000 + index, ...event }))
  .reduce(
    (pages, event, index) => {
      const page = pages[index < 4 ? 0 : 1] ?? [];
      page.push(event);
      return pages;
    },
    [[], []] as object[][],
  )
  .map((events) => JSON.stringify({ events }, null, 4))
  .join('\n');

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
  writeFileSync(join(folder, 'history.json'), history);
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

test('versions: the graph shows what is different from another file', async () => {
  const { First, Last } = JSON.parse(readFileSync(join(window.workspace, 'flow.asl.json'), 'utf8')).States;
  const other = join(window.workspace, 'other.asl.json');
  const States = { First: { ...First, Next: 'Old' }, Old: { Type: 'Wait', Seconds: 1, Next: 'Last' }, Last };
  writeFileSync(other, JSON.stringify({ StartAt: 'First', States }));
  await window.openFile('flow.asl.json');
  await window.runCommand('Stepwise: Compare Graph with File');
  await window.chooseFile(other);
  const panel = window.webview();
  await panel.locator('.compared .node.change-removed', { hasText: 'Old' }).waitFor();
  const changes = panel.getByRole('region', { name: 'Changes' });
  assert.match((await changes.textContent()) ?? '', /since other\.asl\.json/);
  await changes.getByRole('button', { name: 'End comparison' }).click();
  await panel.locator('.compared').waitFor({ state: 'detached' });
});

test('replay: a history is taken from a file, in pages as the command line prints them', async () => {
  await window.openFile('flow.asl.json');
  await window.runCommand('Stepwise: Replay Execution History');
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'From a File' }).click();
  await window.chooseFile(join(window.workspace, 'history.json'));
  const panel = window.webview();
  await panel.getByText('Recorded history from history.json').waitFor();
  await panel.locator('.node.is-succeeded[data-id="/States/Last"]').waitFor();
  assert.equal(await panel.locator('.node.is-succeeded').count(), 3);
});
