import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import type { DefinitionView } from '../../webview/messages.ts';
import { openPanel, type Panel } from '../kit/browser.ts';

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

/** Where a node stands in the window, once it no longer moves. */
async function topOf(node: string): Promise<number> {
  const box = await panel.page.locator(`.node[data-id="${node}"] > .box`).boundingBox();
  assert.ok(box);
  return box.y;
}

test('minimap: shows the whole of a large picture, and a press on it brings that place into sight', async () => {
  await show(longChain);
  const map = panel.page.locator('.minimap.shown');
  await map.waitFor();
  assert.ok((await topOf('/States/S59')) > 700);
  const box = await map.boundingBox();
  assert.ok(box);
  await panel.page.mouse.click(box.x + box.width / 2, box.y + box.height - 2);
  const last = await topOf('/States/S59');
  assert.ok(last > 0 && last < 700, `S59 is at ${last}`);
});

test('minimap: is not there when all is in sight', async () => {
  await show(short);
  await panel.page.waitForSelector('.node[data-id="/States/Start child"]');
  await panel.page.getByRole('button', { name: 'Show everything' }).click();
  await panel.page.waitForFunction(() => !document.querySelector('.minimap.shown'));
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
