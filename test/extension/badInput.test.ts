import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../../scripts/vscode.ts';
import { until } from '../kit/until.ts';
import { openVscodeWindow, type VscodeWindow } from '../kit/vscodeWindow.ts';

// What may go wrong gets one clear message in the right place, and the window stays alive.

const task = 'arn:aws:states:::sqs:sendMessage';
const files = {
  'empty.asl.json': '',
  'loop.asl.json': machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } }),
  // A day less than executions may take.
  'year.asl.json': machine({ A: { Type: 'Wait', Seconds: 364 * 86_400, Next: 'B' }, B: { Type: 'Succeed' } }),
  'choice.asl.json': machine({
    A: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'B' }] },
    B: { Type: 'Succeed' },
  }),
  'task.asl.json': machine({ A: { Type: 'Task', Resource: task, Parameters: { QueueUrl: 'q' }, End: true } }),
  'twice.asl.json': machine({
    First: { Type: 'Task', Resource: task, Parameters: { QueueUrl: 'q' }, Next: 'Second' },
    Second: { Type: 'Task', Resource: task, Parameters: { QueueUrl: 'q' }, End: true },
  }),
  'MockConfigFile.json': `{
  // Kept as it is.
  "StateMachines": { "task": { "TestCases": { "Happy": { "Other": "Sennt" } } } },
  "MockedResponses": {"Sent": { "0": { "Return": { "a":1 } } } }
}
`,
};

function machine(states: Record<string, object>): string {
  return JSON.stringify({ StartAt: Object.keys(states)[0], States: states }, undefined, 2);
}

describe('bad input in the window', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'stepwise-bad-')), 'workspace');
  let window: VscodeWindow;

  before(async () => {
    mkdirSync(join(folder, '.vscode'), { recursive: true });
    writeFileSync(join(folder, '.vscode/settings.json'), '{}');
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    window = await openVscodeWindow({ workspace: folder });
  });
  after(async () => {
    await window?.close();
    rmSync(join(folder, '..'), { recursive: true });
  });

  test('bad input: a circle of states is stopped by the event limit', async () => {
    await run('loop.asl.json');
    const outcome = window.webview().locator('.outcome.failed');
    await outcome.waitFor();
    await until(async () => /25,?000/.test((await outcome.textContent()) ?? ''));
    const slider = window.webview().getByLabel('Moment');
    await until(async () => (await slider.getAttribute('max')) === '25000');
    await slider.fill('12000');
    await slider.press('ArrowRight');
    await until(async () => /^12001 of 25000 · /.test((await slider.getAttribute('aria-valuetext')) ?? ''));
  });

  test('bad input: a Wait of a year takes no time on a virtual clock', async () => {
    await run('year.asl.json');
    await window.webview().getByRole('heading', { name: 'Succeeded' }).waitFor();
  });

  test('bad input: a Wait of a year on a real clock says so and can be stopped', async () => {
    writeFileSync(join(window.workspace, '.vscode/settings.json'), '{ "stepwise.clock": "real" }');
    await until(async () => {
      await run('year.asl.json');
      const progress = window.page.locator('.notification-toast', { hasText: 'Running the workflow' });
      const isShown = await progress.waitFor({ timeout: 4000 }).then(
        () => true,
        () => false,
      );
      if (isShown) await progress.getByRole('button', { name: 'Cancel' }).click();
      return isShown;
    });
    await window.webview().getByRole('heading', { name: 'Stopped' }).waitFor();
    writeFileSync(join(window.workspace, '.vscode/settings.json'), '{}');
  });

  test('bad input: a Choice that nothing matches fails with its error', async () => {
    await run('choice.asl.json');
    const outcome = window.webview().locator('.outcome.failed');
    await outcome.waitFor();
    await until(async () => /States\.Runtime/.test((await outcome.textContent()) ?? ''));
  });

  test('bad input: an input that is no JSON is not run', async () => {
    const panel = window.webview();
    await panel.getByLabel('Input', { exact: true }).fill('{ "n": ');
    await until(() => panel.getByRole('button', { name: 'Run workflow' }).isDisabled());
    await until(async () => /JSON/.test((await panel.locator('#input-problem').textContent()) ?? ''));
  });

  test('bad input: a typo of the mock file is found in the mock file', async () => {
    await run('task.asl.json');
    assert.ok((await window.problems()).some(({ message, line }) => line === 3 && message.includes('Sennt')));
    await window.page.keyboard.press('Control+J');
  });

  test('task questions: start from what the service answers, and are remembered with a minimal edit', async () => {
    const panel = window.webview();
    const result = panel.getByLabel('Result', { exact: true });
    await result.waitFor();
    assert.match(await result.inputValue(), /MessageId/);
    await result.fill('{ "MessageId": "1" }');
    await panel.getByLabel('Remember in the mock file').check();
    await panel.getByRole('button', { name: 'Give result' }).click();
    await panel.getByRole('heading', { name: 'Succeeded' }).waitFor();
    const file = join(window.workspace, 'MockConfigFile.json');
    await until(() => readFileSync(file, 'utf8').includes('MessageId'));
    const text = readFileSync(file, 'utf8');
    for (const line of files['MockConfigFile.json'].split('\n').slice(0, 2)) assert.ok(text.includes(line));
    assert.ok(text.includes('"Sent": { "0": { "Return": { "a":1 } } }'), text);
  });

  test('panel: is there again after the window has been loaded anew, with the run that was cut off', async () => {
    await run('twice.asl.json');
    await give('First', '{ "MessageId": "1" }');
    await question('Second').waitFor();
    await until(() => keptRuns().some((text) => text.includes('"name":"Second"')));
    const loaded = window.page.waitForEvent('domcontentloaded');
    await window.runCommand('Developer: Reload Window');
    await loaded;
    await window.webview().locator('.canvas [data-id]', { hasText: 'sqs sendMessage' }).first().waitFor();
    await window
      .webview()
      .getByRole('heading', { name: /^Cut off after \d+ events$/ })
      .waitFor();
    await window.webview().getByRole('button', { name: 'Run workflow' }).waitFor();
  });

  test('panel: a run that was cut off goes on with the answers that it had', async () => {
    await window.webview().getByRole('button', { name: 'Go on' }).click();
    await give('Second', '{ "MessageId": "2" }');
    await window.webview().getByRole('heading', { name: 'Succeeded' }).waitFor();
    await window.webview().locator('.is-succeeded[data-id="/States/First"]').waitFor();
  });

  test('server: when it ends it is started again, with a word about it', async () => {
    await until(() => languageServers().length > 0);
    for (const pid of languageServers()) process.kill(pid);
    await window.page.locator('.notification-toast', { hasText: 'was started again' }).waitFor();
    await window.openFile('loop.asl.json');
    await until(async () => (await window.problems()).some(({ severity }) => severity === 'Error'));
  });

  function question(state: string) {
    return window.webview().locator('.card.question', { hasText: `What does ${state} give?` });
  }

  async function give(state: string, result: string): Promise<void> {
    await question(state).getByLabel('Result', { exact: true }).fill(result);
    await question(state).getByRole('button', { name: 'Give result' }).click();
  }

  /** What the extension has on disk of runs. */
  function keptRuns(): string[] {
    const names = readdirSync(window.dataFolder, { recursive: true, encoding: 'utf8' });
    const runs = names.filter((name) => /stepwise\.stepwise[/\\]runs[/\\]\w+\.json$/.test(name));
    return runs.map((name) => readFileSync(join(window.dataFolder, name), 'utf8'));
  }

  async function run(name: string): Promise<void> {
    await window.runCommand('View: Close All Editors');
    await window.openFile(name);
    await window.runCommand('Stepwise: Run Workflow');
    await window.webview().getByRole('button', { name: 'Run workflow' }).click();
  }
});

describe('a folder that is not trusted', () => {
  let window: VscodeWindow;
  before(async () => {
    window = await openVscodeWindow({ workspace: join(root, 'examples'), trust: 'asks' });
  });
  after(() => window?.close());

  test('trust: language and graph work without it, and running is refused with a clear word', async () => {
    await window.page.getByRole('button', { name: 'Restricted Mode' }).waitFor();
    await window.openFile('stock-trading.asl.json');
    await window.goTo(2, 4);
    await window.page.keyboard.type('X');
    await until(async () => (await window.problems()).length > 0);
    await window.runCommand('Stepwise: Open Graph');
    const panel = window.webview();
    await panel.locator('.canvas [data-id]', { hasText: 'Ask for approval' }).first().waitFor();
    await panel.getByRole('button', { name: 'Run', exact: true }).click();
    await panel.getByRole('button', { name: 'Run workflow' }).click();
    await window.page.locator('.notification-toast', { hasText: 'run once you trust it' }).waitFor();
  });
});

/** The language servers of the windows of this test. */
function languageServers(): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 1e8 }).split('\n');
  const processes = rows.map((row) => {
    const [pid, parent, ...args] = row.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), args: args.join(' ') };
  });
  const parents = new Map(processes.map(({ pid, parent }) => [pid, parent]));
  const isOurs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at; at = parents.get(at)) if (at === process.pid) return true;
    return false;
  };
  return processes.filter(({ pid, args }) => args.includes('server.cjs') && isOurs(pid)).map(({ pid }) => pid);
}
