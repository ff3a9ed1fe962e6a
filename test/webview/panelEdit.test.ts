import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { seededRandom } from '../../runtime/virtualHost.ts';
import { type EditedPanel, openEditedPanel } from '../kit/editedPanel.ts';

const text = `{
  "StartAt": "Fetch",
  "States": {
    "Fetch": { "Type": "Pass", "Comment": "gets it", "Next": "Check" }, // first
    "Check": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.ok", "BooleanEquals": true, "Next": "Each" }],
      "Default": "Failed"
    },
    "Each": {
      "Type": "Map",
      "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Wait", "Seconds": 1, "End": true } } },
      "End": true
    },
    "Failed": { "Type": "Fail" }
  }
}
`;

let panel: EditedPanel;

before(async () => {
  panel = await openEditedPanel(text, { size: { width: 1200, height: 850 } });
});
after(() => panel.close());
beforeEach(async () => {
  await panel.type(text);
  await panel.page.waitForSelector(node('Fetch'));
});

function node(name: string): string {
  return `.node[data-id="/States/${name}"]`;
}

function graphOf(written: string): { readonly ids: readonly string[]; readonly states: readonly string[] } {
  const nodes = buildGraph(readStateMachine(parseJson(written).root)).scopes.flatMap((scope) => scope.nodes);
  const states = nodes.filter(({ kind }) => kind === 'state').map(({ name }) => name);
  return { ids: nodes.map(({ id }) => id).sort(), states };
}

/** With the keyboard alone: the state is chosen as the search finds it. */
async function choose(name: string): Promise<void> {
  await panel.page.keyboard.press('Control+f');
  await panel.page.keyboard.type(name);
  await panel.page.waitForSelector('.node.selected');
  await panel.page.locator('.tree-twin').focus();
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await panel.page.keyboard.press(key);
    await panel.answer();
  }
}

test('editing: the keyboard alone adds a state on a transition', async () => {
  await choose('Fetch');
  await press('ContextMenu', 't', '1', 'a');
  await panel.page.keyboard.type('wait');
  await press('Enter');
  await panel.page.waitForSelector(`${node('Wait')}.selected`);
  assert.match(panel.text(), /"Comment": "gets it", "Next": "Wait" \}, \/\/ first\n {4}"Wait": \{\n/);
});

test('editing: the palette opens the form for a place behind a state, and offers it nowhere else', async () => {
  const form = panel.page.getByRole('option', { name: 'Task from a form…' });
  await choose('Each');
  const heard = panel.said.length;
  await press('a');
  await panel.page.keyboard.type('form');
  await form.waitFor();
  await press('Enter');
  assert.deepEqual(await panel.hears('formRequested', heard), {
    type: 'formRequested',
    version: panel.version(),
    after: '/States/Each',
  });
  await choose('Failed');
  await press('a');
  await panel.page.getByRole('option', { name: 'Succeed' }).waitFor();
  assert.equal(await form.count(), 0);
  await press('Escape');
});

test('editing: F2 renames in place, and the keyboard stays with the picture', async () => {
  await choose('Check');
  await press('F2');
  await panel.page.keyboard.type('Is it good?');
  await press('Enter');
  await panel.page.waitForSelector(`${node('Is it good?')}.selected`);
  assert.equal(panel.text(), text.replaceAll('"Check"', '"Is it good?"'));
  assert.equal(await panel.page.locator('.tree-twin:focus').count(), 1);
});

test('editing: a name that is taken is refused, with the reason for everybody to hear', async () => {
  await choose('Check');
  await press('F2');
  await panel.page.keyboard.type('Each');
  await press('Enter');
  await panel.page.getByRole('alert').getByText('There is a state “Each” already.').waitFor();
  assert.equal(panel.text(), text);
});

test('editing: Delete asks where it is not clear what follows', async () => {
  await choose('Each');
  await press('Delete');
  const dialog = panel.page.getByRole('dialog', { name: /What leads to “Each” has to lead elsewhere/ });
  await dialog.waitFor();
  await panel.page.keyboard.type('fail');
  await press('Enter');
  await panel.page.waitForFunction(() => !document.querySelector('[data-id="/States/Each"]'));
  assert.match(panel.text(), /"BooleanEquals": true, "Next": "Failed"/);
});

test('editing: Escape leaves the text and the picture as they are', async () => {
  await choose('Fetch');
  await press('ContextMenu');
  await panel.page.getByRole('menu', { name: 'Fetch' }).waitFor();
  await press('Escape');
  await panel.page.waitForFunction(() => !document.querySelector('[role=menu]'));
  assert.equal(await panel.page.locator('.tree-twin:focus').count(), 1);
  assert.equal(panel.text(), text);
});

test('editing: the end of an edge is dragged to another state', async () => {
  const end = async (name: string, part: number) => {
    const box = await panel.page.locator(`${node(name)} > .box`).boundingBox();
    assert.ok(box);
    return { x: box.x + box.width / 2, y: box.y + box.height * part };
  };
  await panel.page.getByRole('button', { name: 'Show everything' }).click();
  await panel.page.waitForTimeout(250);
  const head = await panel.page.locator('.edge[data-id="/States/Fetch/Next"] .head').boundingBox();
  assert.ok(head);
  await panel.page.mouse.move(head.x + head.width / 2, head.y + head.height / 2);
  await panel.page.mouse.down();
  const to = await end('Failed', 0.5);
  await panel.page.mouse.move(to.x, to.y, { steps: 6 });
  await panel.page.waitForSelector(`${node('Failed')}.drop`);
  await panel.page.mouse.up();
  await panel.answer();
  assert.match(panel.text(), /"Comment": "gets it", "Next": "Failed"/);
});

test('editing: a right click and the button at the selected state open the menu', async () => {
  await panel.page.locator(node('Fetch')).click({ button: 'right' });
  await panel.page.getByRole('menuitem', { name: 'Wrap in a Parallel' }).click();
  await panel.answer();
  await panel.page.waitForSelector(`${node('Parallel')}.selected`);
  await panel.page.getByRole('button', { name: 'What can be done with the selected state' }).click();
  await panel.page.getByRole('menu', { name: 'Parallel' }).waitFor();
  await press('Escape');
});

test('editing: a second change waits for the picture of the first', async () => {
  await choose('Fetch');
  const heard = panel.said.length;
  await panel.page.keyboard.press('Control+d');
  await panel.page.keyboard.press('Control+d');
  await panel.hears('editRequested', heard);
  assert.equal(panel.said.slice(heard).filter(({ type }) => type === 'editRequested').length, 1);
  await panel.answer();
  await panel.page.waitForSelector(node('Fetch 2'));
  await panel.answer();
  await panel.page.waitForSelector(node('Fetch 3'));
  assert.equal(panel.text().match(/"Fetch( 2| 3)?": \{/g)?.length, 3);
});

test('editing: a second change is refused when what it is about has gone with the first', async () => {
  await choose('Failed');
  await panel.page.keyboard.press('Control+d');
  await panel.answer();
  await panel.page.waitForSelector(`${node('Failed 2')}.selected`);
  await panel.page.keyboard.press('Delete');
  await panel.page.keyboard.press('Control+d');
  await panel.answer();
  await panel.page.getByRole('alert').getByText('What the change was about is not there any more.').waitFor();
  assert.equal(panel.text(), text);
});

test('editing: the picture of another version than the text changes nothing', async () => {
  await choose('Fetch');
  await panel.page.keyboard.press('Control+d');
  await panel.type(text);
  await panel.answer();
  await panel.page.getByRole('alert').getByText('The text has changed.').waitFor();
  assert.equal(panel.text(), text);
});

test('editing: Ctrl+Z on the picture asks for the text to be undone', async () => {
  await choose('Fetch');
  const heard = panel.said.length;
  await panel.page.keyboard.press('Control+z');
  assert.deepEqual(await panel.hears('undoRequested', heard), { type: 'undoRequested', way: 'undo' });
});

test('details: simple fields are edited with what the checks say beside them', async () => {
  await panel.page.locator(node('Each/ItemProcessor/States/One')).click();
  await panel.page.getByRole('button', { name: 'Show details' }).click();
  await panel.page.getByRole('tab', { name: 'State' }).click();
  await panel.answer();
  const seconds = panel.page.getByLabel('Seconds', { exact: true });
  await seconds.fill('-5');
  await seconds.press('Enter');
  await panel.answer();
  await panel.answer();
  assert.match(panel.text(), /"Seconds": -5,/);
  await panel.page.locator('.finding.error').first().waitFor();
  assert.equal(await seconds.getAttribute('aria-invalid'), 'true');
});

test('details: Edit comment in the menu goes to the field', async () => {
  await choose('Check');
  await press('ContextMenu', 'c');
  await panel.answer();
  await panel.page.waitForSelector('#field-Comment:focus');
  await panel.page.keyboard.type('is it?');
  await press('Enter');
  assert.match(panel.text(), /"Type": "Choice",\n {6}"Comment": "is it\?",/);
});

test('groups: fold, unfold, and unfold by themselves for what is found inside', async () => {
  await choose('Each');
  await press('h');
  await panel.page.waitForFunction(() => document.querySelectorAll('.frame').length === 0);
  await panel.page.locator(`${node('Each')} .detail`, { hasText: '1 state inside' }).waitFor();
  assert.equal(await panel.page.locator('[role=treeitem][aria-expanded=false]').count(), 1);
  await panel.page.keyboard.press('Control+f');
  await panel.page.keyboard.type('One');
  await panel.page.waitForSelector(`${node('Each/ItemProcessor/States/One')}.selected`);
  const crumbs = panel.page.getByRole('navigation', { name: 'Groups around the state' });
  assert.deepEqual(await crumbs.allInnerTexts(), ['Each\nOne']);
});

test('paths: only those through a state stand out, until Escape', async () => {
  await choose('Failed');
  await press('f');
  await panel.page.waitForSelector(`${node('Each')}.aside`);
  assert.equal(await panel.page.locator(`${node('Check')}.aside`).count(), 0);
  await press('Escape');
  await panel.page.waitForFunction(() => document.querySelectorAll('.aside').length === 0);
});

test('editing: after each of forty random keys the picture is the text’s', async () => {
  const random = seededRandom(3);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random.next() * list.length)];
  for (let step = 0; step < 40; step++) {
    await choose(pick(graphOf(panel.text()).states) ?? '');
    const key = pick(['Control+d', 'Delete', 'm', 'p', 'ArrowDown', 'F2']) ?? '';
    if (key === 'm' || key === 'p') await press('ContextMenu');
    await press(key);
    if (key === 'F2') await panel.page.keyboard.type(`Step ${step}`);
    // Enter answers what was asked, and otherwise only goes to the text.
    await press('Enter');
    const { ids } = graphOf(panel.text());
    await panel.page.waitForFunction((wanted) => {
      const drawn = [...document.querySelectorAll('.node')].map((shape) => shape.getAttribute('data-id'));
      return JSON.stringify(drawn.sort()) === JSON.stringify(wanted);
    }, ids);
  }
});

test('editing: nothing was logged as an error on the way', () => assert.deepEqual(panel.errors, []));
