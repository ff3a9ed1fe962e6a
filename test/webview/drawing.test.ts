import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { openPanel, type Panel } from '../kit/browser.ts';

const task = (resource: string, more: object = {}) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::${resource}`,
  ...more,
});
const services = ['lambda:invoke', 'dynamodb:putItem', 'sqs:sendMessage', 'sns:publish', 'aws-sdk:s3:getObject'];

let panel: Panel;

before(async () => {
  panel = await openPanel({ size: { width: 1100, height: 800 } });
  await panel.hears('ready');
});
after(() => panel.close());

/** Shows these states, each leading to the next, but for those that say themselves where they lead. */
async function show(states: Record<string, object>): Promise<void> {
  const names = Object.keys(states);
  const written = names.map((name, index) => [name, { Next: names[index + 1] ?? names[0], ...states[name] }]);
  const definition = { StartAt: names[0], States: Object.fromEntries(written) };
  const graph = buildGraph(readStateMachine(parseJson(JSON.stringify(definition)).root));
  await panel.send({ type: 'definitionShown', definition: { title: 'a.asl.json', version: 1, graph, stale: false } });
  await panel.page.waitForFunction(
    (wanted) => JSON.stringify([...document.querySelectorAll('.node.state > title')].length) === wanted,
    String(graph.scopes.flatMap(({ nodes }) => nodes).filter(({ kind }) => kind === 'state').length),
  );
}

function node(name: string): string {
  return `.node[data-id="/States/${name}"]`;
}

test('drawing: each type of state and each kind of service has an icon of its own', async () => {
  const inside = { StartAt: 'In', States: { In: { Type: 'Succeed' } } };
  await show({
    Pass: { Type: 'Pass' },
    Task: task('glue:startJobRun'),
    Choice: { Type: 'Choice', Next: undefined, Choices: [{ Variable: '$.a', IsNull: true, Next: 'Pass' }] },
    Wait: { Type: 'Wait', Seconds: 5 },
    Succeed: { Type: 'Succeed', Next: undefined },
    Fail: { Type: 'Fail', Next: undefined },
    Parallel: { Type: 'Parallel', Branches: [inside] },
    Map: { Type: 'Map', ItemProcessor: inside },
    ...Object.fromEntries(services.map((resource) => [resource, task(resource)])),
  });
  const glyphs = await panel.page
    .locator('.node.state > .glyph')
    .evaluateAll((all) =>
      all.filter((glyph) => !glyph.closest('[data-id$="/In"]')).map((glyph) => glyph.getAttribute('d')),
    );
  assert.equal(glyphs.length, 8 + services.length);
  assert.equal(new Set(glyphs).size, glyphs.length);
});

test('drawing: what a state does when it waits, fails, repeats or catches is said on it', async () => {
  await show({
    Work: task('lambda:invoke', {
      TimeoutSeconds: 30,
      Retry: [{ ErrorEquals: ['Busy'] }],
      Catch: [{ ErrorEquals: ['Refused', 'Busy'], Next: 'Each' }],
    }),
    Pause: { Type: 'Wait', Seconds: 90 },
    Each: {
      Type: 'Map',
      ItemsPath: '$.orders',
      MaxConcurrency: 3,
      ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Succeed' } } },
    },
    Both: {
      Type: 'Parallel',
      Branches: [1, 2].map((branch) => ({ StartAt: `B${branch}`, States: { [`B${branch}`]: { Type: 'Succeed' } } })),
    },
  });
  const detail = (name: string) => panel.page.locator(`${node(name)} > .detail`).textContent();
  assert.match((await detail('Work')) ?? '', /lambda invoke · within 30 seconds/);
  assert.match((await detail('Pause')) ?? '', /90 seconds/);
  assert.match((await detail('Each')) ?? '', /\$\.orders.*3 at a time/);
  assert.equal(await panel.page.locator(`${node('Work')} > .retry`).count(), 1);
  assert.equal(await panel.page.locator('.edge.catch .catch-mark').count(), 1);
  assert.match((await panel.page.locator('.label.catch').textContent()) ?? '', /Refused, Busy/);
  assert.deepEqual(await panel.page.locator('.frame-title').allTextContents(), ['Branch 1', 'Branch 2']);
});

test('drawing: what nothing leads to, what is broken and what is missing look otherwise', async () => {
  await show({
    First: { Type: 'Pass', Next: 'Nowhere' },
    Lost: { Type: 'Succeed', Next: undefined },
    Odd: { Type: 'Odd', Next: undefined },
  });
  const dashes = (selector: string) =>
    panel.page.locator(`${selector} > .box`).evaluate((box) => getComputedStyle(box).strokeDasharray);
  const kinds = await Promise.all([node('Lost'), node('First'), '.node.missing'].map(dashes));
  assert.equal(new Set([...kinds, 'none']).size, 4, kinds.join(' | '));
  assert.match((await panel.page.locator(`${node('Lost')} > title`).textContent()) ?? '', /No transition leads here/);
  assert.match((await panel.page.locator(`${node('Odd')} > title`).textContent()) ?? '', /Not readable/);
});

const oddNames = [
  'W'.repeat(80),
  'Überprüfung der eingegangenen Bestellungen vor dem Versand an alle Kundinnen und',
  'التحقق من الطلب قبل الشحن ثم إعلام العميل بالنتيجة',
  '🧾🚚 👩‍👩‍👧‍👦 ship & notify 🎉',
  '検証してから発送しお客様に結果を通知する手順を開始する',
];

test('drawing: no text leaves its box, and what was cut is said in full by the tooltip', async () => {
  await show({
    ...Object.fromEntries(oddNames.map((name) => [name, { Type: 'Pass', Comment: name }])),
    Ask: {
      Type: 'Choice',
      Next: undefined,
      Choices: [{ Variable: `$.${'veryLong.'.repeat(12)}path`, StringEquals: 'W'.repeat(60), Next: oddNames[0] }],
    },
  });
  const texts = await panel.page.evaluate(() =>
    [...document.querySelectorAll<SVGTextElement>('.node text, .label text')].map((text) => {
      const owner = text.closest('.node, .label');
      const [own, box] = [
        text.getBoundingClientRect(),
        owner?.querySelector('rect.box, rect')?.getBoundingClientRect(),
      ];
      const title = owner?.querySelector(':scope > title')?.textContent ?? '';
      const fits = box !== undefined && box.left <= own.left + 1 && own.right <= box.right + 1;
      return { text: text.textContent ?? '', title, fits };
    }),
  );
  assert.deepEqual(
    texts.filter(({ fits }) => !fits),
    [],
  );
  const cut = texts.filter(({ text }) => text.includes('…'));
  assert.ok(cut.length >= 4, `${cut.length} texts are cut`);
  for (const { text, title } of cut) {
    const [start = ''] = text.split('…').filter((part) => part.trim() !== '');
    assert.ok(title.includes(start.trim()) && title.length > text.length, `${text} of ${title}`);
  }
});

test('drawing: an edit moves what stays from where it was', async () => {
  const states = { A: { Type: 'Pass' }, B: { Type: 'Pass' }, C: { Type: 'Succeed', Next: undefined } };
  await show(states);
  const shape = panel.page.locator(node('C'));
  await shape.evaluate((element) => {
    const seen: string[] = [];
    element.addEventListener('transitionrun', (event) => seen.push((event as TransitionEvent).propertyName));
    (window as unknown as { moved: string[] }).moved = seen;
  });
  await show({ A: states.A, New: { Type: 'Pass' }, B: states.B, C: states.C });
  await panel.page.waitForFunction(() => (window as unknown as { moved: string[] }).moved.includes('transform'));
});

test('drawing: nothing was logged as an error on the way', () => assert.deepEqual(panel.errors, []));
