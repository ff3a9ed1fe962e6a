import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { packageVsix, vsixBytes } from '../../scripts/package.ts';
import { root } from '../../scripts/vscode.ts';
import { openVscodeWindow, type VscodeWindow } from '../kit/vscodeWindow.ts';
import * as firstMinute from './firstMinute.ts';

describe('first minute', () => {
  const vsix = join(root, 'out/story.vsix');
  let window: VscodeWindow;

  before(async () => {
    await packageVsix(vsix);
    window = await openVscodeWindow({ workspace: join(root, 'examples'), vsix });
  });
  after(() => window?.close());

  test('first minute: the example has no findings', () => firstMinute.openExample(window));
  test('first minute: a Next that names no state is found at its place', () => firstMinute.breakNext(window));
  test('first minute: mending it clears the finding', () => firstMinute.mendNext(window));
  test('first minute: the graph opens beside the text', () => firstMinute.openGraph(window));
  test('first minute: a run asks for the approval', () => firstMinute.runToApproval(window));
  test('first minute: the answer ends the run', () => firstMinute.approve(window));
  test('first minute: the replay goes to any event', async () => {
    assert.match(await firstMinute.scrub(window), /^9 of \d+ · /);
  });
  test('first minute: the output is there to read', async () => {
    const output = (await firstMinute.readOutput(window)) as { approval?: { approved?: boolean } };
    assert.equal(output.approval?.approved, true);
  });

  test('first minute: the values between the stages of a state are there to read', async () => {
    assert.deepEqual(Object.keys((await firstMinute.readStage(window)) as object), ['price']);
  });

  test('package: the VSIX is at most 4 MB', (t) => {
    t.diagnostic(`VSIX: ${(vsixBytes(vsix) / 1e6).toFixed(2)} MB`);
    assert.ok(vsixBytes(vsix) <= 4e6);
  });

  test('activation: VS Code tells how long it took', async (t) => {
    const milliseconds = await activationTime(window);
    t.diagnostic(`activation: ${milliseconds} ms`);
    assert.ok(Number.isInteger(milliseconds));
  });
});

/** As VS Code measured it: loading the code and calling `activate()`, before anything is awaited. */
async function activationTime({ page, runCommand }: VscodeWindow): Promise<number> {
  await runCommand('Developer: Show Running Extensions');
  const list = page.locator('.runtime-extensions-editor .monaco-list');
  const row = list.locator('.monaco-list-row', { hasText: 'Stepwise: Step Functions workbench' });
  await list.waitFor();
  for (let page = 0; page < 5 && (await row.count()) === 0; page++) {
    await list.hover();
    await row.page().mouse.wheel(0, 300);
    await row.page().waitForTimeout(200);
  }
  return Number(/Activation: (\d+)ms/.exec((await row.textContent()) ?? '')?.[1]);
}
