import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { packageVsix } from '../../scripts/package.ts';
import { root } from '../../scripts/vscode.ts';
import { openVscodeWindow, type VscodeWindow } from '../kit/vscodeWindow.ts';

interface Written {
  readonly States: Readonly<Record<string, { readonly [field: string]: unknown }>>;
}

describe('form in the window', () => {
  let window: VscodeWindow;

  before(async () => {
    const vsix = join(root, 'out/form.vsix');
    await packageVsix(vsix);
    window = await openVscodeWindow({ workspace: join(root, 'examples'), vsix });
    await window.openFile('stock-trading.asl.json');
  });
  after(() => window?.close());

  test('form: writes a state behind another by keyboard, as one change', async () => {
    const before = written(window);
    await window.runCommand('Stepwise: Generate State from Service…');
    const form = window.webview();
    await form.getByLabel('Service and action').fill('batch submit');
    await form
      .getByRole('option', { name: /batch:submitJob/ })
      .first()
      .waitFor();
    await form.getByLabel('Service and action').press('Enter');
    await form.getByLabel('Pattern').selectOption('sync');
    await form.getByLabel('Name of the state').fill('Settle');
    await form.getByLabel('After', { exact: true }).selectOption('Check price');
    await form.getByText('submitJob.sync').waitFor();
    await form.getByText('No findings.').waitFor();
    await form.getByLabel('Name of the state').press('Control+Enter');
    await until(() => written(window).States['Check price']?.Next === 'Settle');
    const { Settle: state } = written(window).States;
    assert.equal(state?.Next, before.States['Check price']?.Next);
    assert.equal(state?.Resource, 'arn:aws:states:::batch:submitJob.sync');
    // The text has the keyboard again once the cursor was put into it.
    await window.goTo(1, 1);
    await window.page.keyboard.press('Control+Z');
    await until(() => written(window).States.Settle === undefined);
    assert.deepEqual(written(window), before);
  });
});

function written({ workspace }: VscodeWindow): Written {
  return JSON.parse(readFileSync(join(workspace, 'stock-trading/stock-trading.asl.json'), 'utf8')) as Written;
}

/** The window saves by itself, a second after each change. */
async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!holds()) {
    assert.ok(Date.now() < deadline, 'it did not come about in 15 seconds');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
