import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../../scripts/vscode.ts';
import { until } from '../kit/until.ts';
import { openVscodeWindow, type VscodeWindow } from '../kit/vscodeWindow.ts';
import { act, complete, nextLine, rename } from './editing.ts';
import { statesIn } from './services.ts';

const file = 'orders.asl.json';
const text = `{
  "StartAt": "Look up",
  "States": {
    "Look up": {
      "Type": "Pass",
      "Parameters": { "id.$": "$.order.id" },
      "Next": "Save"
    },
    "Save": {
      
    },
    "Done": {
      "Type": "Succeed"
    }
  }
}
`;

describe('editing in the window', () => {
  let window: VscodeWindow;

  before(async () => {
    window = await openVscodeWindow({ workspace: join(root, 'examples') });
    writeFileSync(join(window.workspace, file), text);
    await window.openFile(file);
    // The empty state is found out as soon as the server is there.
    await findings(1);
  });
  after(() => window?.close());

  /** Waits for at least so many findings, or for none, and closes the list of them. */
  async function findings(count: 0 | 1): Promise<void> {
    await until(async () => Math.min(1, (await window.problems()).length) === count);
    await window.page.keyboard.press('Control+J');
    await window.page.locator('.markers-panel').waitFor({ state: 'hidden' });
  }

  /** Puts the cursor into the first place of a text, as soon as it has been saved. */
  async function goInto(part: string, into = 1): Promise<void> {
    const saved = () => readFileSync(join(window.workspace, file), 'utf8').split('\n');
    await until(() => saved().some((line) => line.includes(part)));
    const line = saved().findIndex((each) => each.includes(part));
    await window.goTo(line + 1, (saved()[line] ?? '').indexOf(part) + 1 + into);
  }

  test('editing: a Task for DynamoDB putItem is written by completion alone', async () => {
    await window.goTo(10, 7);
    await complete(window, 'Ty', 'Type');
    await complete(window, 'Ta', 'Task');
    await nextLine(window);
    await complete(window, 'Res', 'Resource');
    await complete(window, 'dynamodb:putItem', 'dynamodb:putItem');
    await nextLine(window);
    await complete(window, 'Param', 'Parameters');
    await complete(window, '', /^(?:Item, TableName|TableName, Item)/);
    await window.page.keyboard.type('orders');
    await until(() => JSON.stringify(statesIn(window, file).Save?.Parameters ?? '').includes('orders'));
    await goInto('"Done": {', 0);
    await window.page.keyboard.press('ArrowUp');
    await window.page.keyboard.press('ArrowUp');
    await nextLine(window);
    await complete(window, 'Ne', 'Next');
    await complete(window, 'Do', 'Done');
    await until(() => statesIn(window, file).Save?.Next === 'Done');
    const { Save: state } = statesIn(window, file);
    assert.equal(state?.Type, 'Task');
    assert.equal(state?.Resource, 'arn:aws:states:::dynamodb:putItem');
    assert.deepEqual(state?.Parameters, { TableName: 'orders', Item: {} });
    await findings(0);
  });

  test('editing: a state is renamed with what leads to it', async () => {
    await goInto('"Save": {');
    await rename(window, 'Save order');
    await until(() => statesIn(window, file)['Look up']?.Next === 'Save order');
    assert.equal(statesIn(window, file)['Save order']?.Type, 'Task');
  });

  test('editing: the lightbulb mends a finding', async () => {
    await goInto('"Next": "Done"', '"Next": "Done'.length);
    await window.page.keyboard.press('Backspace');
    await findings(1);
    await goInto('"Don"', 2);
    await act(window, 'Control+.', 'Change to “Done”');
    await until(() => statesIn(window, file)['Save order']?.Next === 'Done');
  });

  test('editing: a state becomes JSONata', async () => {
    await goInto('"Look up": {');
    await act(window, 'Control+Shift+R', 'Convert “Look up” to JSONata');
    await until(() => statesIn(window, file)['Look up']?.QueryLanguage === 'JSONata');
    assert.deepEqual(statesIn(window, file)['Look up']?.Output, { id: '{% $states.input.order.id %}' });
    await findings(0);
  });

  test('editing: the file becomes YAML, under its new name', async () => {
    await goInto('"Done": {');
    await act(window, 'Control+Shift+R', 'Convert the file to YAML');
    await window.page.locator('.tab.active', { hasText: 'orders.asl.yaml' }).waitFor();
    const yaml = join(window.workspace, 'orders.asl.yaml');
    await until(() => existsSync(yaml) && readFileSync(yaml, 'utf8').startsWith('StartAt: Look up\n'));
    await until(() => !existsSync(join(window.workspace, file)));
    await findings(0);
  });
});
