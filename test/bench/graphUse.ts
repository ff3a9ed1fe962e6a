import { buildGraph } from '../../language/graph/buildGraph.ts';
import type { Graph } from '../../language/graph/graph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { drive } from '../../runtime/drive.ts';
import { openPanel, type Panel } from '../kit/browser.ts';
import { start } from '../kit/fakeHost.ts';

const edits = 1000;

/** AWS's longest history, played at the highest speed and scrubbed. */
export async function benchReplay(): Promise<void> {
  const { execution, clock } = start(loop);
  await drive(execution, { clock, runTask: () => undefined });
  const events = execution.eventsFrom(0);
  const panel = await openShowing(buildGraph(readStateMachine(parseJson(JSON.stringify(loop)).root)));
  const run = { id: 'bench', title: 'bench', outcome: undefined, recorded: { from: 'bench', isPartial: false } };
  await panel.send({ type: 'runShown', run, events });
  await panel.page.waitForSelector('.timeline input[type=range]');
  const frame = await panel.page.evaluate(scrubFrames);
  await panel.close();
  console.log(`graph: ${(1000 / frame).toFixed(0)} frames a second while ${events.length} events are replayed`);
}

const loop = {
  StartAt: 'Count',
  States: {
    Count: { Type: 'Pass', Next: 'More?' },
    'More?': { Type: 'Choice', Choices: [{ Variable: '$.done', IsPresent: true, Next: 'Done' }], Default: 'Count' },
    Done: { Type: 'Succeed' },
  },
};

/** The memory that the panel holds after many edits, beside what it held after a few. */
export async function benchEdits(graph: Graph): Promise<void> {
  const panel = await openShowing(graph);
  const session = await panel.page.context().newCDPSession(panel.page);
  const megabytes = async (): Promise<string> => {
    await session.send('HeapProfiler.collectGarbage');
    return ((await session.send('Runtime.getHeapUsage')).usedSize / 1e6).toFixed(1);
  };
  await panel.page.evaluate(editOften, { graph, from: 0, to: 50 });
  const few = await megabytes();
  await panel.page.evaluate(editOften, { graph, from: 50, to: edits });
  console.log(`graph: the panel holds ${few} MB after 50 edits, ${await megabytes()} MB after ${edits}`);
  await panel.close();
}

async function openShowing(graph: Graph): Promise<Panel> {
  const panel = await openPanel({ size: { width: 1200, height: 900 } });
  await panel.hears('ready');
  await panel.send({ type: 'definitionShown', definition: { title: 'bench', version: 1, graph, stale: false } });
  await panel.page.waitForSelector('.node');
  return panel;
}

/** Runs in the page: a state gets another name, in each frame another one, and so now and then another width. */
async function editOften({ graph, from, to }: { graph: Graph; from: number; to: number }): Promise<void> {
  for (let version = from; version < to; version++) {
    const [top, ...others] = graph.scopes;
    if (!top) return;
    const at = version % top.nodes.length;
    const nodes = top.nodes.map((node, index) => (index === at ? { ...node, name: `${node.name} ${version}` } : node));
    const edited = { scopes: [{ ...top, nodes }, ...others] };
    const definition = { title: 'bench', version, graph: edited, stale: false };
    window.postMessage({ type: 'definitionShown', definition }, '*');
    await new Promise((done) => requestAnimationFrame(done));
  }
}

/** Runs in the page: the median time of a frame while the wheel turns. */
export async function panFrames(): Promise<number> {
  const canvas = document.querySelector('.canvas');
  const times: number[] = [];
  let last = performance.now();
  for (let turn = 0; turn < 60; turn++) {
    canvas?.dispatchEvent(new WheelEvent('wheel', { deltaX: 5, deltaY: 30, bubbles: true, cancelable: true }));
    await new Promise((done) => requestAnimationFrame(done));
    times.push(performance.now() - last);
    last = performance.now();
  }
  return times.sort((a, b) => a - b)[30] ?? 0;
}

/** Runs in the page: the median time of a frame while the slider is drawn over the whole history. */
async function scrubFrames(): Promise<number> {
  const slider = document.querySelector<HTMLInputElement>('.timeline input[type=range]');
  const times: number[] = [];
  let last = performance.now();
  for (let turn = 0; slider && turn < 60; turn++) {
    slider.value = String(Math.round((Number(slider.max) * turn) / 60));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(done));
    times.push(performance.now() - last);
    last = performance.now();
  }
  return times.sort((a, b) => a - b)[30] ?? 0;
}
