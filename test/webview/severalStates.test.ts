import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type EditedPanel, openEditedPanel } from '../kit/editedPanel.ts';

const text = `{
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Next": "Second" }, // the first
    "Second": { "Type": "Pass", "Next": "Third" },
    "Third": { "Type": "Pass", "Next": "Last" },
    "Last": { "Type": "Succeed" }
  }
}
`;

let panel: EditedPanel;

before(async () => {
  panel = await openEditedPanel(text, { size: { width: 900, height: 760 } });
});
after(() => panel.close());
beforeEach(async () => {
  await panel.type(text);
  await panel.page.waitForSelector(node('Second'));
  await panel.page.locator('.tree-twin').focus();
  await panel.page.keyboard.press('Escape');
  await panel.page.waitForFunction(() => !document.querySelector('.selected'));
});

function node(name: string): string {
  return `.node[data-id="/States/${name}"]`;
}

/** What the twin says is selected. */
function selected(): Promise<readonly string[]> {
  const items = panel.page.locator('[role=treeitem][aria-selected=true]');
  return items.evaluateAll((all) => all.map((item) => item.textContent?.split(',')[0] ?? ''));
}

async function selectedAre(...names: readonly string[]): Promise<void> {
  await panel.page.waitForFunction(
    (count) => document.querySelectorAll('[role=treeitem][aria-selected=true]').length === count,
    names.length,
  );
  assert.deepEqual(await selected(), names);
}

test('several states: Shift or Ctrl and a click take states in and leave them out again, told by a tick', async () => {
  await panel.page.locator(node('First')).click();
  await panel.page.locator(node('Second')).click({ modifiers: ['Shift'] });
  await panel.page.locator(node('Third')).click({ modifiers: ['Control'] });
  await selectedAre('First', 'Second', 'Third');
  assert.equal(await panel.page.locator('[role=tree]').getAttribute('aria-multiselectable'), 'true');
  assert.equal(await panel.page.locator('.node.picked .tick').count(), 3);
  await panel.page.getByRole('status').getByText('3 states are selected').waitFor();
  await panel.page.locator(node('Third')).click({ modifiers: ['Shift'] });
  await panel.page.locator(node('Second')).click({ modifiers: ['Shift'] });
  await selectedAre('First');
  assert.equal(await panel.page.locator('.tick').count(), 0);
});

test('several states: the keyboard alone selects, wraps in a Parallel and keeps comments', async () => {
  await panel.page.locator(node('First')).click();
  await panel.page.keyboard.press('ArrowDown');
  await panel.page.waitForSelector(`${node('Second')}.focused`);
  await panel.page.keyboard.press('Shift+Space');
  await selectedAre('First', 'Second');
  await panel.page.keyboard.press('ContextMenu');
  await panel.page.getByRole('menu', { name: '2 states' }).waitFor();
  await panel.page.keyboard.press('p');
  await panel.answer();
  await panel.page.waitForSelector(`${node('Parallel')}.selected`);
  assert.match(panel.text(), /"First": \{ "Type": "Pass", "Next": "Second" \}, \/\/ the first\n/);
  assert.match(panel.text(), /"Second": \{ "Type": "Pass", "End": true \}/);
  await selectedAre('Parallel');
});

test('several states: a frame that is drawn with Shift selects what is wholly inside', async () => {
  await panel.page.getByRole('button', { name: 'Show everything' }).click();
  await panel.page.waitForTimeout(250);
  const [second, third] = [await boxOf('Second'), await boxOf('Third')];
  await panel.page.keyboard.down('Shift');
  await panel.page.mouse.move(second.x - 20, second.y - 8);
  await panel.page.mouse.down();
  await panel.page.mouse.move(third.x + third.width + 20, third.y + third.height + 8, { steps: 5 });
  await panel.page.waitForSelector('.rubber-band');
  await panel.page.mouse.up();
  await panel.page.keyboard.up('Shift');
  await selectedAre('Second', 'Third');
  assert.equal(await panel.page.locator('.rubber-band').count(), 0);
});

test('several states: Delete takes all of them out at once', async () => {
  await panel.page.locator(node('Second')).click();
  await panel.page.locator(node('Third')).click({ modifiers: ['Shift'] });
  const heard = panel.said.length;
  await panel.page.keyboard.press('Delete');
  await panel.answer();
  await panel.page.locator(node('Third')).waitFor({ state: 'detached' });
  assert.match(panel.text(), /"First": \{ "Type": "Pass", "Next": "Last" \}, \/\/ the first\n {4}"Last"/);
  assert.equal(panel.said.slice(heard).filter(({ type }) => type === 'editRequested').length, 1);
});

test('several states: those that are no run of states are not wrapped, and a plain word says why', async () => {
  await panel.page.locator(node('First')).click();
  await panel.page.locator(node('Third')).click({ modifiers: ['Shift'] });
  await panel.page.locator(node('First')).click({ button: 'right' });
  await panel.page.getByRole('menuitem', { name: 'Wrap in a Map' }).click();
  await panel.answer();
  await panel.page.getByRole('alert').getByText('There are several ways in: to “First”, “Third”.').waitFor();
  assert.equal(panel.text(), text);
});

test('several states: nothing was logged as an error on the way', () => assert.deepEqual(panel.errors, []));

async function boxOf(name: string) {
  const box = await panel.page.locator(`${node(name)} > .box`).boundingBox();
  assert.ok(box);
  return box;
}
