import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import type { Graph } from '../../language/graph/graph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import type { HistoryEvent } from '../../runtime/interpreter/events.ts';
import { readHistory } from '../../runtime/interpreter/readHistory.ts';
import { openPanel, type Panel, type PanelOptions } from '../kit/browser.ts';
import { until } from '../kit/until.ts';

// Large, deep and foreign things: nothing freezes, the picture comes, and what is odd is said.

async function withPanel(work: (panel: Panel) => Promise<void>, options: PanelOptions = {}): Promise<void> {
  const panel = await openPanel({ size: { width: 1000, height: 700 }, ...options });
  try {
    await panel.hears('ready');
    await work(panel);
  } finally {
    await panel.close();
  }
}

function graphOf(definition: object): Graph {
  return buildGraph(readStateMachine(parseJson(JSON.stringify(definition)).root));
}

function show(panel: Panel, graph: Graph, version = 1): Promise<void> {
  return panel.send({ type: 'definitionShown', definition: { title: 'large.asl.json', version, graph, stale: false } });
}

function chain(length: number, inside: (index: number) => object = () => ({ Type: 'Pass' })): object {
  const states = Array.from({ length }, (_, index) => {
    const next = index + 1 < length ? { Next: `S${index + 1}` } : { End: true };
    return [`S${index}`, { ...inside(index), ...next }];
  });
  return { StartAt: 'S0', States: Object.fromEntries(states) };
}

test('bad input: 3,000 states are drawn, and the page answers keys while they are laid out', async () => {
  await withPanel(async (panel) => {
    const retry = { Retry: [{ ErrorEquals: ['States.ALL'] }], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'S2999' }] };
    const work = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ...retry };
    await show(panel, graphOf(chain(3000, (index) => (index % 3 === 0 ? work : { Type: 'Pass' }))));
    await panel.page.getByLabel('Find a state').fill('S2999');
    await panel.page.locator('.node.selected[data-id="/States/S2999"]').waitFor();
    const [seen, all] = await panel.page.evaluate(() =>
      ['.node:not(.unseen)', '.node'].map((selector) => document.querySelectorAll(selector).length),
    );
    assert.equal(all, 3002);
    assert.ok((seen ?? 0) < 100, `${seen} are drawn`);
    assert.deepEqual(panel.errors, []);
  });
});

test('bad input: 60 branches and 12 levels are drawn, each inside its group', async () => {
  await withPanel(async (panel) => {
    const wide = { Type: 'Parallel', Branches: Array.from({ length: 60 }, () => chain(2)) };
    let deep: object = chain(1);
    for (let level = 0; level < 12; level++) deep = chain(1, () => ({ Type: 'Map', ItemProcessor: deep }));
    await show(panel, graphOf(chain(2, (index) => (index === 0 ? wide : { Type: 'Map', ItemProcessor: deep }))));
    await panel.page.waitForFunction(() => document.querySelectorAll('.frame').length === 60 + 13);
    await panel.page.getByRole('button', { name: 'Show everything' }).click();
    const outside = await panel.page.evaluate(() => {
      const boxOf = (id: string) =>
        document.querySelector(`[data-id="${CSS.escape(id)}"] > rect.box`)?.getBoundingClientRect();
      return [...document.querySelectorAll('.node.state')].filter((node) => {
        const id = node.getAttribute('data-id') ?? '';
        const owner = /^(.*)\/(?:Branches\[\d+\]|ItemProcessor)\/States\/[^/]+$/.exec(id)?.[1];
        const [inner, outer] = [boxOf(id), owner === undefined ? undefined : boxOf(owner)];
        return inner && outer && (inner.left < outer.left || inner.right > outer.right || inner.bottom > outer.bottom);
      }).length;
    });
    assert.equal(outside, 0);
    assert.deepEqual(panel.errors, []);
  });
});

test('bad input: a layout worker that hangs is replaced, and the picture comes', async () => {
  const prepare = async (page: Page): Promise<void> => {
    await page.clock.install();
    await page.addInitScript(() => {
      const Real = Worker;
      let made = 0;
      const Odd = class extends Real {
        readonly #hangs = made++ === 0;
        override postMessage(message: unknown): void {
          if (!this.#hangs) super.postMessage(message);
        }
      };
      Object.assign(window, { Worker: Odd, workersMade: () => made });
    });
  };
  await withPanel(
    async (panel) => {
      const choice = { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'S1' }], Default: 'S2' };
      await show(panel, graphOf(chain(3, (index) => (index === 0 ? choice : { Type: 'Pass' }))));
      await panel.page.getByText('Laying out the workflow').waitFor();
      await until(async () => {
        await panel.page.clock.fastForward(21_000);
        return panel.page.evaluate(() => (window as unknown as { workersMade(): number }).workersMade() === 2);
      });
      await panel.page.locator('.node[data-id="/States/S2"]').waitFor();
      assert.match((await panel.hears('panelFailed')).message, /took too long/);
    },
    { prepare },
  );
});

const history = (names: readonly string[]): readonly HistoryEvent[] => {
  const events = names.flatMap((name) => [
    { type: 'PassStateEntered', stateEnteredEventDetails: { name, input: '{}' } },
    { type: 'PassStateExited', stateExitedEventDetails: { name, output: '{}' } },
  ]);
  const all = [{ type: 'ExecutionStarted', executionStartedEventDetails: { input: '{}' } }, ...events];
  const dated = all.map((event, index) => ({ id: index + 1, previousEventId: index, timestamp: index, ...event }));
  return readHistory(JSON.stringify({ events: dated })).events;
};
const run = { id: 'r', title: 'r', outcome: undefined, recorded: { from: 'history.json', isPartial: true } };

test('bad input: a history of another definition is matched as far as it goes, with a note', async () => {
  await withPanel(async (panel) => {
    await show(panel, graphOf(chain(3)));
    await panel.page.waitForSelector('.node');
    await panel.send({ type: 'runShown', run, events: history(['S0', 'Other', 'S2', 'Third']) });
    const note = panel.page.getByText('The run has 2 states that this workflow does not');
    await note.waitFor();
    assert.equal(await note.getAttribute('title'), 'Other, Third');
    assert.equal(await panel.page.locator('.node.is-succeeded').count(), 2);
    await panel.page.getByText('Some of its events are missing').waitFor();
  });
});

test('bad input: 25,000 events are scrubbed and listed without waiting', async () => {
  await withPanel(async (panel) => {
    await show(panel, graphOf(chain(3)));
    await panel.page.waitForSelector('.node');
    const names = Array.from({ length: 12_500 }, (_, index) => `S${index % 3}`);
    await panel.send({ type: 'runShown', run, events: history(names) });
    await panel.page.getByRole('tab', { name: 'Events' }).click();
    await panel.page.getByLabel('Moment').fill('20000');
    await panel.page.getByText('20000 of 25001').waitFor();
    assert.ok((await panel.page.locator('.event-row').count()) < 200);
    await panel.page.getByRole('button', { name: 'What ran when' }).click();
    await panel.page.locator('.bar').first().waitFor();
    assert.deepEqual(panel.errors, []);
  });
});

test('safety: no script but the panel’s own runs, and nothing is fetched from elsewhere', async () => {
  await withPanel(async (panel) => {
    const outcome = await panel.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.ran = true');
      document.body.append(button);
      button.click();
      const fetched = await fetch('https://example.com/').then(
        () => true,
        () => false,
      );
      return { ran: 'ran' in window, fetched };
    });
    assert.deepEqual(outcome, { ran: false, fetched: false });
    assert.ok(panel.errors.filter((error) => /Content Security Policy/.test(error)).length >= 3, panel.errors.join());
  });
});
