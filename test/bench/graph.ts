import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import type { Graph } from '../../language/graph/graph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { LayoutCache } from '../../webview/layout/layoutCache.ts';
import { layoutGraph } from '../../webview/layout/layoutGraph.ts';
import type { Elk } from '../../webview/layout/layoutScope.ts';
import { crossings } from '../conformance/suites/layoutJudge.ts';
import { openPanel, type Panel } from '../kit/browser.ts';
import { elkHere, estimate } from '../kit/elk.ts';

const generator = '../shared/bench/lib/gen.mjs';
const sizes = [10, 50, 100, 300, 1000, 3000];

type Generate = (shape: { shape: 'mix'; states: number; lang: 'jsonpath'; seed: number }) => object;

/** From a definition that reaches the built panel to its picture on the screen, and how the drawing compares with ELK's defaults. */
export async function benchGraph(): Promise<void> {
  if (!existsSync(generator)) return console.log(`graph: skipped, there is no ${generator}`);
  const { generate }: { generate: Generate } = await import(resolve(generator));
  for (const states of sizes) await benchPainting(states, generate);
  for (const states of [50, 300]) await benchCrossings(states, generate);
}

async function benchPainting(states: number, generate: Generate): Promise<void> {
  const panel = await openPanel({ size: { width: 1200, height: 900 } });
  await panel.hears('ready');
  const times: number[] = [];
  for (let seed = 1; seed <= 4; seed++) times.push(await paint(panel, graphOf(states, seed, generate), seed));
  const frame = await panel.page.evaluate(panFrames);
  await panel.close();
  const [cold = 0, ...warm] = times;
  const warmest = warm.map((time) => time.toFixed(0)).join(', ');
  console.log(
    `graph: ${states} states painted after ${cold.toFixed(0)} ms cold, ${warmest} ms warm; ${frame.toFixed(1)} ms a frame while panning`,
  );
}

/** Milliseconds from the message to two frames after the shapes are there. */
async function paint(panel: Panel, graph: Graph, version: number): Promise<number> {
  const definition = { title: 'bench', version, graph, stale: false };
  const shapes = graph.scopes.reduce((sum, { nodes }) => sum + nodes.length, 0);
  return panel.page.evaluate(untilPainted, { definition, shapes });
}

/** Runs in the page. */
async function untilPainted({ definition, shapes }: { definition: object; shapes: number }): Promise<number> {
  const start = performance.now();
  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
  window.postMessage({ type: 'definitionShown', definition }, '*');
  while (document.querySelectorAll('.node').length !== shapes && performance.now() - start < 120_000) await nextFrame();
  await nextFrame();
  await nextFrame();
  return performance.now() - start;
}

/** Runs in the page: the median time of a frame while the wheel turns. */
async function panFrames(): Promise<number> {
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

/** ELK's defaults get the same graph with all its edges. */
async function benchCrossings(states: number, generate: Generate): Promise<void> {
  const graph = graphOf(states, 1, generate);
  const elk = elkHere();
  const plain: Elk = ({ layoutOptions, ...rest }) =>
    elk({ ...rest, layoutOptions: { 'elk.algorithm': 'layered', 'elk.direction': 'DOWN' } });
  const withoutLanes: Graph = {
    scopes: graph.scopes.map((scope) => ({
      ...scope,
      edges: scope.edges.map((edge) => (edge.kind === 'catch' ? { ...edge, kind: 'next' as const } : edge)),
    })),
  };
  const ours = await layoutGraph(graph, estimate, elk, new LayoutCache());
  const theirs = await layoutGraph(withoutLanes, estimate, plain, new LayoutCache());
  console.log(
    `graph: ${states} states have ${crossings(graph, ours)} crossings at ${ours.width.toFixed(0)} px width, ` +
      `with ELK's defaults ${crossings(withoutLanes, theirs)} at ${theirs.width.toFixed(0)} px`,
  );
}

function graphOf(states: number, seed: number, generate: Generate): Graph {
  const definition = generate({ shape: 'mix', states, lang: 'jsonpath', seed });
  return buildGraph(readStateMachine(parseJson(JSON.stringify(definition)).root));
}
