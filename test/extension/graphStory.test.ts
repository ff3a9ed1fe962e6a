import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../../scripts/vscode.ts';
import { until } from '../kit/until.ts';
import { openVscodeWindow, type VscodeWindow } from '../kit/vscodeWindow.ts';
import * as firstMinute from './firstMinute.ts';

const template = `Resources:
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Take order
        States:
          Take order:
            Type: Succeed
  Trades:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Trade
        States:
          Trade:
            Type: Task
            Resource: arn:aws:states:::states:startExecution
            Parameters:
              StateMachineArn: arn:aws:states:eu-west-1:111122223333:stateMachine:stock-trading
              Input: { symbol: ABC }
            End: true
`;

describe('graph story', () => {
  let window: VscodeWindow;
  let original: string;
  const text = () => readFile(join(window.workspace, 'stock-trading/stock-trading.asl.json'), 'utf8');
  const node = (name: string) => window.webview().locator(`.node[data-id="/States/${name}"]`);
  const press = (key: string) => window.webview().locator('.tree-twin').press(key);

  before(async () => {
    window = await openVscodeWindow({ workspace: join(root, 'examples') });
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await firstMinute.openExample(window);
    await firstMinute.openGraph(window);
    original = await text();
  });
  after(() => window?.close());

  test('graph story: the text cursor goes where a state is selected, and the mark where the cursor goes', async () => {
    const lineOf = (name: string) => original.slice(0, original.indexOf(`"${name}": {`)).split('\n').length;
    await node('Check price').click();
    const here = window.page.locator('.line-numbers.active-line-number');
    await here.filter({ hasText: new RegExp(`^${lineOf('Check price')}$`) }).waitFor();
    await window.goTo(lineOf('Ask for approval'), 6);
    await window.webview().locator('.node.cursor[data-id="/States/Ask for approval"]').waitFor();
  });

  test('graph story: a state is added on a transition', async () => {
    await node('Ask for approval').click();
    await press('ContextMenu');
    const menu = window.webview().getByRole('menu');
    for (const key of ['t', '1', 'a']) await menu.press(key);
    const search = window.webview().getByRole('combobox', { name: 'Which state to add?' });
    await search.fill('wait');
    await search.press('Enter');
    await node('Wait').waitFor();
    await until(async () => (await text()).includes('"Seconds": 60'));
  });

  test('graph story: it is renamed in place', async () => {
    await press('F2');
    const name = window.webview().getByLabel('New name of Wait');
    await name.fill('Cool down');
    await name.press('Enter');
    await node('Cool down').waitFor();
    await until(async () => (await text()).includes('"Next": "Cool down"'));
  });

  test('graph story: undo brings back the original text', async () => {
    await press('Control+z');
    await node('Wait').waitFor();
    await press('Control+z');
    await node('Wait').waitFor({ state: 'detached' });
    await until(async () => (await text()) === original);
  });

  test('graph story: two states are wrapped together, which one undo takes back', async () => {
    await node('Check price').click();
    await node('Recommend').click({ modifiers: ['Shift'] });
    await window.webview().getByText('2 states are selected').waitFor();
    await press('ContextMenu');
    await window.webview().getByRole('menu', { name: '2 states' }).press('p');
    await node('Parallel').waitFor();
    await until(async () => (await text()).includes('"StartAt": "Parallel"'));
    await press('Control+z');
    await node('Parallel').waitFor({ state: 'detached' });
    await until(async () => (await text()) === original);
  });

  test('graph story: the window comes back with panel, zoom, run and moment', async () => {
    await firstMinute.runToApproval(window);
    await firstMinute.approve(window);
    await firstMinute.scrub(window);
    await window.webview().getByRole('button', { name: 'Zoom in' }).click();
    const picture = () => window.webview().locator('.picture').getAttribute('style');
    const look = await picture();
    // VS Code itself writes down what the panel remembers before it goes.
    await Promise.all([window.page.waitForEvent('load'), window.runCommand('Developer: Reload Window')]);
    await node('Ask for approval').waitFor();
    const slider = window.webview().getByLabel('Moment');
    await until(async () => ((await slider.getAttribute('aria-valuetext')) ?? '').startsWith('9 '));
    assert.equal(await picture(), look);
  });

  test('graph story: a recorded history is replayed from the clipboard, while the keyboard is in the graph', async () => {
    await firstMinute.openExample(window);
    const events = [
      {
        id: 1,
        previousEventId: 0,
        timestamp: 1,
        type: 'ExecutionStarted',
        executionStartedEventDetails: { input: '{}' },
      },
      {
        id: 2,
        previousEventId: 1,
        timestamp: 2,
        type: 'TaskStateEntered',
        stateEnteredEventDetails: { name: 'Check price', input: '{}' },
      },
    ];
    await window.page.evaluate((content) => navigator.clipboard.writeText(content), JSON.stringify({ events }));
    await node('Check price').click();
    await window.runCommand('Stepwise: Replay Execution History', 'From the Clipboard');
    await window.webview().getByText('Recorded history from the clipboard').waitFor({ state: 'attached' });
    await window.webview().locator('.is-running[data-id="/States/Check price"]').waitFor();
  });

  test('graph story: a template shows each of its machines', async () => {
    await window.runCommand('View: Close All Editors');
    await writeFile(join(window.workspace, 'template.yaml'), template);
    await window.openFile('template.yaml');
    await window.runCommand('Stepwise: Open Graph');
    await node('Take order').waitFor();
    await window.webview().getByLabel('State machine').selectOption('Trades');
    await node('Trade').waitFor();
  });

  test('graph story: the text cursor chooses the machine of a template that it is in', async () => {
    const goInto = (name: string) =>
      window.goTo(template.slice(0, template.indexOf(`${name}:\n`)).split('\n').length, 14);
    await goInto('Take order');
    await window.webview().locator('.node.cursor[data-id="/States/Take order"]').waitFor();
    await goInto('Trade');
    await window.webview().locator('.node.cursor[data-id="/States/Trade"]').waitFor();
  });

  test('graph story: what a state starts is opened inside it, and follows its own file', async () => {
    await node('Trade').locator('.starts').click();
    const inside = (name: string) => node(`Trade ▸ /States/${name}`);
    await inside('Check price').waitFor();
    const file = join(window.workspace, 'stock-trading/stock-trading.asl.json');
    await writeFile(file, original.replaceAll('Check price', 'Ask the price'));
    await inside('Ask the price').waitFor();
    await writeFile(file, original);
    await inside('Check price').waitFor();
    await inside('Check price').locator('.name').dblclick();
    await window.page.locator('.tab.active', { hasText: 'stock-trading.asl.json' }).waitFor();
    const line = original.slice(0, original.indexOf('"Check price": {')).split('\n').length;
    await window.page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line},`) }).waitFor();
  });

  test('graph story: a run marks the states of what it has started, inside the state that started it', async () => {
    await window.webview().getByRole('button', { name: 'Run', exact: true }).click();
    await window.webview().getByRole('button', { name: 'Run workflow' }).click();
    await window.webview().locator('.is-running[data-id="/States/Trade ▸ /States/Check price"]').waitFor();
    await window.webview().getByRole('button', { name: 'Stop' }).click();
    await window.webview().locator('.is-aborted[data-id="/States/Trade ▸ /States/Check price"]').waitFor();
  });

  test('graph story: the graph of what a state starts is opened beside', async () => {
    await node('Trade').locator('.name').first().click({ button: 'right' });
    await window.webview().getByRole('menuitem', { name: 'Open the graph of what it starts' }).click();
    await window.page.locator('.tab.active', { hasText: 'Graph: stock-trading.asl.json' }).waitFor();
  });
});
