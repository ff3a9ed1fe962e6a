import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import type { DefinitionView } from '../../webview/messages.ts';
import { openPanel, type Panel } from '../kit/browser.ts';
import { until } from '../kit/until.ts';

const longChain = {
  StartAt: 'S0',
  States: Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `S${at}`,
      at < 59 ? { Type: 'Pass', Next: `S${at + 1}` } : { Type: 'Succeed' },
    ]),
  ),
};
const short = {
  StartAt: 'Start child',
  States: { 'Start child': { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution', End: true } },
};

let panel: Panel;

before(async () => {
  panel = await openPanel({ size: { width: 900, height: 700 } });
  await panel.hears('ready');
});
after(() => panel.close());

async function show(definition: object, more: Partial<DefinitionView> = {}): Promise<void> {
  const graph = buildGraph(readStateMachine(parseJson(JSON.stringify(definition)).root));
  const shown = { title: 'around.asl.json', version: 1, graph, stale: false, ...more };
  await panel.send({ type: 'definitionShown', definition: shown });
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  assert.ok(box);
  return box;
}

/** Where a node stands in the window, once it no longer moves. */
async function topOf(node: string): Promise<number> {
  const box = await panel.page.locator(`.node[data-id="${node}"] > .box`).boundingBox();
  assert.ok(box);
  return box.y;
}

test('minimap: a press on it brings that place of a large picture into sight', async () => {
  await show(longChain);
  const map = panel.page.locator('.minimap.shown');
  await map.waitFor();
  assert.ok((await topOf('/States/S20')) > 700);
  const box = await boxOf(map);
  await panel.page.mouse.click(box.x + box.width / 2, box.y + box.height - 20);
  const seen = await panel.page
    .locator('.node.state:not(.unseen)')
    .evaluateAll(
      (all) =>
        all.filter((node) => node.getBoundingClientRect().bottom > 50 && node.getBoundingClientRect().top < 700).length,
    );
  assert.ok(seen > 0);
  assert.ok((await topOf('/States/S20')) < 700);
});

test('minimap: of a tall picture it shows a piece wide enough to see, whose frame follows the pointer to the end', async () => {
  const map = panel.page.locator('.minimap.shown');
  const frame = panel.page.locator('.minimap-frame');
  const [whole, before] = [await boxOf(map), await boxOf(frame)];
  assert.ok(whole.width >= 30 && whole.height >= 300, JSON.stringify(whole));
  assert.ok(before.width >= 10 && before.height >= 10, JSON.stringify(before));
  const grip = { x: before.x + before.width / 2, y: before.y + before.height / 2 };
  await panel.page.mouse.move(grip.x, grip.y);
  await panel.page.mouse.down();
  await panel.page.mouse.move(grip.x, grip.y - 40, { steps: 4 });
  const moved = await boxOf(frame);
  assert.ok(Math.abs(before.y - 40 - moved.y) < 3, `${before.y} → ${moved.y}`);
  await panel.page.mouse.move(grip.x, whole.y + whole.height + 60, { steps: 6 });
  await panel.page.mouse.up();
  const last = await topOf('/States/S59');
  assert.ok(last > 0 && last < 700, `S59 is at ${last}`);
});

test('minimap: is not there when all is in sight', async () => {
  await show(short);
  await panel.page.waitForSelector('.node[data-id="/States/Start child"]');
  await panel.page.getByRole('button', { name: 'Show everything' }).click();
  await panel.page.waitForFunction(() => !document.querySelector('.minimap.shown'));
});

test('moving: wheel and drag pan, keys zoom and show everything, Space selects', async () => {
  const style = () => panel.page.locator('.picture').first().getAttribute('style');
  const changes = async (act: () => Promise<void>) => {
    const before = await style();
    await act();
    await until(async () => (await style()) !== before);
  };
  const { mouse, keyboard } = panel.page;
  await mouse.move(40, 300);
  await changes(() => mouse.wheel(0, 90));
  const before = await topOf('/States/Start child');
  await changes(async () => {
    await mouse.down();
    await mouse.move(60, 340, { steps: 4 });
    await mouse.up();
  });
  assert.ok(Math.abs((await topOf('/States/Start child')) - before - 40) < 1);
  await panel.page.locator('.tree-twin').focus();
  for (const key of ['+', '-', '0']) await changes(() => keyboard.press(key));
  await keyboard.press('ArrowDown');
  await keyboard.press('Space');
  const selected = panel.page.locator('.node.selected');
  await selected.waitFor();
  const state = await selected.getAttribute('data-id');
  await until(() => panel.said.some((message) => message.type === 'stateClicked' && message.place.state === state));
});

test('search: finds states by what they call and by the errors that they catch', async () => {
  const catcher = { ErrorEquals: ['Odd.Error'], Next: 'Pay' };
  const call = { Type: 'Task', Resource: 'arn:aws:states:::dynamodb:putItem', Catch: [catcher], Next: 'Pay' };
  await show({ StartAt: 'Save', States: { Save: call, Pay: { Type: 'Succeed' } } });
  await panel.page.waitForSelector('.node[data-id="/States/Save"]');
  for (const words of ['putitem', 'odd.err', 'sav']) {
    await panel.page.getByLabel('Find a state').fill(words);
    await panel.page.waitForSelector('.node.selected[data-id="/States/Save"]');
    assert.equal(await panel.page.locator('.found').textContent(), '1 of 1', words);
    await panel.page.getByLabel('Find a state').press('Escape');
    await panel.page.locator('.tree-twin').press('Escape');
    await panel.page.locator('.node.selected').waitFor({ state: 'detached' });
  }
});

test('machines: the picker lists those of a template and asks for the one that is chosen', async () => {
  await show(short, { machine: 'Orders', machines: ['Orders', 'Refunds'] });
  const picker = panel.page.getByRole('combobox', { name: 'State machine' });
  await picker.waitFor();
  assert.deepEqual(await picker.locator('option').allTextContents(), ['Orders', 'Refunds']);
  await picker.selectOption('Refunds');
  assert.deepEqual(await panel.hears('machineChosen'), { type: 'machineChosen', machine: 'Refunds' });
  await show(longChain, { machine: 'Refunds', machines: ['Orders', 'Refunds'] });
  await panel.page.waitForSelector('.node[data-id="/States/S0"]');
  assert.equal(await picker.inputValue(), 'Refunds');
});

test('machines: a definition of its own has no picker', async () => {
  await show(short);
  await panel.page.getByRole('combobox', { name: 'State machine' }).waitFor({ state: 'hidden' });
});

test('motion: nothing glides or breathes for those who asked for less of it', async () => {
  const moving = () =>
    panel.page.evaluate(() => {
      const picture = document.querySelector('.picture');
      picture?.classList.add('gliding');
      document.querySelector('.panel')?.classList.add('live');
      document.querySelector('.node.state')?.classList.add('is-running');
      const styles = [...document.querySelectorAll('.panel *')].map((each) => getComputedStyle(each));
      const isStill = (times: string): boolean => times.split(',').every((time) => Number.parseFloat(time) === 0);
      return styles.filter(
        (style) =>
          !isStill(style.transitionDuration) || (style.animationName !== 'none' && !isStill(style.animationDuration)),
      ).length;
    });
  assert.ok((await moving()) > 0);
  await panel.page.emulateMedia({ reducedMotion: 'reduce' });
  assert.equal(await moving(), 0);
});

test('moving around: nothing was logged as an error on the way', () => assert.deepEqual(panel.errors, []));
