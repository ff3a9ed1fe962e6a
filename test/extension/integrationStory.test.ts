import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { root } from '../../scripts/vscode.ts';
import { until } from '../kit/until.ts';
import { openVscodeWindow, type VscodeWindow } from '../kit/vscodeWindow.ts';
import { chooseAction, editTask, fillPublish, insert, pick, statesIn } from './services.ts';

const template = `Resources:
  Nightly:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: batch-job/batch-job.asl.json
      Policies:
        - Statement: [{ Effect: Allow, Action: 'batch:*', Resource: '*' }]
`;
const trading = 'stock-trading/stock-trading.asl.json';

describe('services in the window', () => {
  let window: VscodeWindow;

  before(async () => {
    window = await openVscodeWindow({ workspace: join(root, 'examples') });
    await window.openFile('stock-trading.asl.json');
  });
  after(() => window?.close());

  test('form: writes a state behind another by keyboard, as one change', async () => {
    const before = statesIn(window, trading);
    await chooseAction(window, 'batch submit', 'batch:submitJob');
    const form = window.webview();
    await form.getByLabel('Pattern').selectOption('sync');
    await form.getByLabel('Name of the state').fill('Settle');
    await form.getByLabel('After', { exact: true }).selectOption('Check price');
    await form.getByText('submitJob.sync').waitFor();
    await form.getByText('No findings.').waitFor();
    await insert(window);
    await until(() => statesIn(window, trading)['Check price']?.Next === 'Settle');
    const { Settle: state } = statesIn(window, trading);
    assert.equal(state?.Next, before['Check price']?.Next);
    assert.equal(state?.Resource, 'arn:aws:states:::batch:submitJob.sync');
    // The text has the keyboard again once the cursor was put into it.
    await window.goTo(1, 1);
    await window.page.keyboard.press('Control+Z');
    await until(() => isDeepStrictEqual(statesIn(window, trading), before));
  });

  test('form: writes an SNS publish whose message comes from the input', async () => {
    await fillPublish(window, 'Announce', 'Recommend');
    await insert(window);
    await until(() => statesIn(window, trading).Recommend?.Next === 'Announce');
    const state = statesIn(window, trading).Announce;
    assert.deepEqual(state?.Parameters, {
      TopicArn: 'arn:aws:sns:us-east-1:123456789012:trades',
      'Message.$': '$.quote.price',
    });
    assert.ok(Array.isArray(state?.Retry));
  });

  test('form: opens again on a state and keeps what it was not asked to change', async () => {
    const before = statesIn(window, trading).Announce;
    await editTask(window, trading, 'Announce');
    const form = window.webview();
    await form.getByLabel('Timeout in seconds').fill('30');
    await form.getByText('"TimeoutSeconds": 30').waitFor();
    await form.getByRole('button', { name: 'Change' }).click();
    await until(() => statesIn(window, trading).Announce?.TimeoutSeconds === 30);
    assert.deepEqual(statesIn(window, trading).Announce, { ...before, TimeoutSeconds: 30 });
  });

  test('samples: one becomes a workflow of its own, which runs to its end at once', async () => {
    await window.runCommand('Stepwise: New Workflow from Sample…');
    await window
      .webview()
      .getByRole('img', { name: /^The states of / })
      .waitFor();
    await pick(window, 'New Workflow from Sample', 'Batch job');
    await pick(window, 'Batch job: Written in', 'JSONPath, JSON');
    await until(() => existsSync(join(window.workspace, 'batch-job/batch-job.asl.json')));
    const panel = window.webview();
    await panel.locator('.canvas [data-id]').first().waitFor();
    await panel.getByRole('button', { name: 'Run', exact: true }).click();
    await panel.getByRole('button', { name: 'Run workflow' }).click();
    await panel.getByRole('heading', { name: 'Succeeded' }).waitFor();
  });

  test('policy: is written as SAM for the workflow that is open', async () => {
    await window.openFile('batch-job.asl.json');
    await window.runCommand('Stepwise: Generate IAM Policy');
    await pick(window, 'IAM Policy for batch-job', 'SAM');
    const text = window.page.locator('.editor-instance .view-lines');
    await text.filter({ hasText: 'Policies' }).filter({ hasText: 'batch:SubmitJob' }).first().waitFor();
    await window.page.getByText('The policy has 3 statements.').first().waitFor();
  });

  test('policy: is compared with that of the role in the template that declares the workflow', async () => {
    writeFileSync(join(window.workspace, 'template.yaml'), template);
    await window.openFile('batch-job.asl.json');
    await window.runCommand('Stepwise: Compare IAM Policy…');
    await pick(window, 'Compare What batch-job Needs with', 'The role of Nightly in template.yaml');
    const text = window.page.locator('.editor-instance .view-lines');
    await text.filter({ hasText: 'Missing' }).filter({ hasText: 'Nightly' }).first().waitFor();
  });
});
