import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import type { Graph } from '../../language/graph/graph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { LayoutCache } from '../../webview/layout/layoutCache.ts';
import { layoutGraph } from '../../webview/layout/layoutGraph.ts';
import { crossings, upwardEdges } from '../conformance/suites/layoutJudge.ts';
import { openPanel, type Panel } from '../kit/browser.ts';
import { elkHere, estimate } from '../kit/elk.ts';
import { layoutByPlainElk, layoutScopesByDagre } from './graphPeers.ts';
import { benchEdits, benchReplay, panFrames } from './graphUse.ts';

const generator = '../shared/bench/lib/gen.mjs';
/** ELK by itself takes minutes for more than the last of `comparedSizes`. */
const paintedSizes = [10, 50, 100, 500, 1000, 3000];
const comparedSizes = [50, 100, 300];

type Definition = { States: Record<string, { Next?: string | undefined }> };
type Generate = (shape: { shape: 'mix'; states: number; lang: 'jsonpath'; seed: number }) => Definition;

/** From a definition that reaches the built panel to its picture on the screen, the panel in use, and the drawing against its peers'. */
export async function benchGraph(): Promise<void> {
  if (!existsSync(generator)) return console.log(`graph: skipped, there is no ${generator}`);
  const { generate }: { generate: Generate } = await import(resolve(generator));
  for (const states of paintedSizes) await benchPainting(states, generate);
  await benchReplay();
  await benchEdits(graphOf(definitionOf(100, 1, generate)));
  for (const states of comparedSizes) await benchLayouts(states, generate);
}

async function benchPainting(states: number, generate: Generate): Promise<void> {
  const panel = await openPanel({ size: { width: 1200, height: 900 } });
  await panel.hears('ready');
  const times: number[] = [];
  let definition: Definition = { States: {} };
  for (const seed of [1, 2, 3, 4]) {
    definition = withState(definitionOf(states, seed, generate), 0.5, `Added to ${seed}`);
    times.push(await paint(panel, definition));
  }
  const edited: number[] = [];
  for (const share of [0.2, 0.5, 0.8]) {
    definition = withState(definition, share, `Added at ${share}`);
    edited.push(await paint(panel, definition));
  }
  const frame = await panel.page.evaluate(panFrames);
  await panel.close();
  const [cold = 0, ...warm] = times;
  console.log(
    `graph: ${states} states painted after ${cold.toFixed(0)} ms cold, ${listed(warm)} ms warm, ` +
      `${listed(edited)} ms after a state was added; ${(1000 / frame).toFixed(0)} frames a second while panning`,
  );
}

/** The definition with one more state after the one that stands so far down in the file. It comes last in the file. */
function withState(definition: Definition, share: number, name: string): Definition {
  const names = Object.keys(definition.States).filter((each) => definition.States[each]?.Next !== undefined);
  const before = names[Math.floor(names.length * share)] ?? '';
  const added = { Type: 'Pass', Next: definition.States[before]?.Next };
  const States = { ...definition.States, [before]: { ...definition.States[before], Next: name }, [name]: added };
  return { ...definition, States };
}

/** Milliseconds from the message to two frames after the state that comes last in the file is there. */
async function paint(panel: Panel, definition: Definition): Promise<number> {
  const graph = graphOf(definition);
  const name = Object.keys(definition.States).at(-1);
  const newest = graph.scopes[0]?.nodes.find((node) => node.name === name)?.id ?? '';
  return panel.page.evaluate(untilPainted, { graph, newest });
}

/** Runs in the page. */
async function untilPainted({ graph, newest }: { graph: Graph; newest: string }): Promise<number> {
  const start = performance.now();
  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
  const definition = { title: 'bench', version: start, graph, stale: false };
  window.postMessage({ type: 'definitionShown', definition }, '*');
  const isThere = () => document.querySelector(`.node[data-id="${CSS.escape(newest)}"]`) !== null;
  while (!isThere() && performance.now() - start < 120_000) await nextFrame();
  await nextFrame();
  await nextFrame();
  return performance.now() - start;
}

async function benchLayouts(states: number, generate: Generate): Promise<void> {
  const graph = graphOf(definitionOf(states, 1, generate));
  const elk = elkHere();
  const runs = {
    ours: () => layoutGraph(graph, estimate, elk, new LayoutCache()),
    'plain ELK': () => layoutByPlainElk(graph),
    'dagre, scope by scope': async () => layoutScopesByDagre(graph),
  };
  await runs.ours();
  for (const [name, run] of Object.entries(runs)) {
    const begun = performance.now();
    const layout = await run();
    const took = performance.now() - begun;
    console.log(
      `graph: ${states} states by ${name}: ${took.toFixed(0)} ms, ${crossings(graph, layout)} crossings, ` +
        `${layout.width.toFixed(0)} px wide, ${upwardEdges(graph, layout).length} forward edges that go up`,
    );
  }
}

function definitionOf(states: number, seed: number, generate: Generate): Definition {
  return generate({ shape: 'mix', states, lang: 'jsonpath', seed });
}

function graphOf(definition: object): Graph {
  return buildGraph(readStateMachine(parseJson(JSON.stringify(definition)).root));
}

function listed(times: readonly number[]): string {
  return times.map((time) => time.toFixed(0)).join(', ');
}
