import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import { diffGraphs } from '../../language/graph/diffGraphs.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { drive } from '../../runtime/drive.ts';
import { openPanel, type Panel } from '../kit/browser.ts';
import { start } from '../kit/fakeHost.ts';
import { until } from '../kit/until.ts';

const definition = {
  StartAt: 'First',
  States: {
    First: { Type: 'Pass', Next: 'Each' },
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemProcessor: { StartAt: 'Inner', States: { Inner: { Type: 'Pass', End: true } } },
      Next: 'Last',
    },
    Last: { Type: 'Succeed' },
  },
};

let panel: Panel;
before(async () => {
  panel = await openPanel({ size: { width: 1100, height: 800 } });
  await panel.hears('ready');
  const graph = buildGraph(readStateMachine(parseJson(JSON.stringify(definition)).root));
  await panel.send({ type: 'definitionShown', definition: { title: 'a.asl.json', version: 1, graph, stale: false } });
  await panel.page.waitForSelector('.node');
});
after(() => panel.close());

test('direction: turned to the right, arrows still follow transitions', async () => {
  await panel.page.getByRole('button', { name: 'Flow to the right' }).click();
  await panel.page.waitForFunction(() => {
    const left = (id: string) => document.querySelector(`.node[data-id="${id}"]`)?.getBoundingClientRect().left ?? 0;
    return left('/States/First') < left('/States/Each') && left('/States/Each') < left('/States/Last');
  });
  await panel.page.locator('.tree-twin').focus();
  await panel.page.waitForSelector('.node.focused[data-id="/States/First"]');
  await panel.page.keyboard.press('ArrowRight');
  await panel.page.keyboard.press('Alt+ArrowRight');
  await panel.page.waitForSelector('.node.focused[data-id^="/States/Each/"]');
  await panel.page.keyboard.press('Alt+ArrowLeft');
  await panel.page.keyboard.press('ArrowLeft');
  await panel.page.waitForSelector('.node.focused[data-id="/States/First"]');
});

test('export: an SVG file has the picture and the run, and needs nothing else', async () => {
  const { execution, clock } = start(definition, { items: [1] });
  await drive(execution, { clock, runTask: () => undefined });
  const run = { id: 'r', title: 'r', outcome: undefined, recorded: { from: 'r', isPartial: false } };
  await panel.send({ type: 'runShown', run, events: execution.eventsFrom(0) });
  await panel.page.waitForSelector('.node.is-succeeded');
  const withRun = await exported('Save as SVG…', 'svg');
  assert.equal(withRun.match(/class="node state [^"]*is-succeeded/g)?.length, 4);
  await panel.page.getByLabel('With the run').uncheck();
  await panel.page.getByLabel('Dark').check();
  const plain = await exported('Save as SVG…', 'svg');
  assert.doesNotMatch(plain, /class="[^"]*is-succeeded/);
  for (const file of [withRun, plain]) assert.doesNotMatch(file, /var\(|color-mix|href|url\(|<script/);
});

test('export: a PNG file is drawn from the same SVG', async () => {
  const bytes = Buffer.from(await exported('Save as PNG…', 'png'), 'base64');
  assert.deepEqual([...bytes.subarray(1, 4)], [...Buffer.from('PNG')]);
  assert.ok(bytes.length > 5_000, `${bytes.length} bytes`);
  assert.deepEqual(panel.errors, []);
});

test('export: the picture is copied as an image, with the run and without', async () => {
  await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async (): Promise<number> => {
    await panel.page.evaluate(() => navigator.clipboard.writeText(''));
    await panel.page.getByRole('button', { name: 'Copy as image' }).click();
    await until(() =>
      panel.page.evaluate(async () => (await navigator.clipboard.read())[0]?.types.includes('image/png') === true),
    );
    return panel.page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const image = await createImageBitmap((await item?.getType('image/png')) ?? new Blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      return context?.getImageData(0, 0, image.width, image.height).data.reduce((sum, byte) => sum + byte, 0) ?? 0;
    });
  };
  const without = await copied();
  await panel.page.getByText('The image is in the clipboard.').waitFor();
  await panel.page.getByLabel('With the run').check();
  const withRun = await copied();
  assert.ok(without > 0 && withRun > 0 && withRun !== without, `${without}, ${withRun}`);
});

test('export: the menu copies Mermaid text', async () => {
  const heard = panel.said.length;
  await panel.page.getByRole('button', { name: 'Copy as Mermaid text' }).click();
  assert.match((await panel.hears('copyRequested', heard)).text, /^flowchart TD\n/);
});

test('comparison: both versions stand in one picture, with signs and a list of what changes', async () => {
  const { Each, ...States } = definition.States;
  const later = { ...definition, States: { ...States, First: { Type: 'Pass', Next: 'Last' } } };
  const machineOf = (value: object) => readStateMachine(parseJson(JSON.stringify(value)).root);
  const { graph, kinds, changes } = diffGraphs(machineOf(definition), machineOf(later));
  const comparison = { label: 'HEAD', kinds: [...kinds], changes };
  await panel.send({
    type: 'definitionShown',
    definition: { title: 'a.asl.json', version: 2, graph, stale: false, comparison },
  });
  await panel.page.waitForSelector('.compared .node.group.change-removed');
  assert.equal(await panel.page.locator('.signs .sign').count(), kinds.size);
  const card = panel.page.getByRole('region', { name: 'Changes' });
  assert.match((await card.textContent()) ?? '', /Changes since HEAD.*Removed: Each.*Added: First → Last/);
  assert.match(await exported('Save as SVG…', 'svg'), /Removed: 3/);
  await card.getByRole('button', { name: 'End comparison' }).click();
  await panel.hears('versionsClosed');
  assert.deepEqual(panel.errors, []);
  assert.equal(Each.Type, 'Map');
});

async function exported(name: string, format: 'svg' | 'png'): Promise<string> {
  const heard = panel.said.length;
  const item = panel.page.getByRole('button', { name });
  if (!(await item.isVisible())) await panel.page.getByRole('button', { name: 'Export', exact: true }).click();
  await item.click();
  const message = await panel.hears('pictureExported', heard);
  assert.equal(message.format, format);
  return message.content;
}
