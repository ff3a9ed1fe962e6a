import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGraph } from '../../../language/graph/buildGraph.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { parseYaml } from '../../../language/syntax/parseYaml.ts';
import { LayoutCache } from '../../../webview/layout/layoutCache.ts';
import { layoutGraph } from '../../../webview/layout/layoutGraph.ts';
import { layoutByPlainElk, layoutScopesByDagre } from '../../bench/graphPeers.ts';
import { elkHere, estimate } from '../../kit/elk.ts';
import type { Suite } from '../suite.ts';
import { crossings, judge } from './layoutJudge.ts';

/** Every real workflow drawn without a box, an edge or a label in the way of another, and its crossings counted beside those of ELK and dagre. */
export const layout: Suite = {
  name: 'layout',
  async *run(root) {
    const folder = join(root, 'corpus/workflows');
    const elk = elkHere();
    for (const name of readdirSync(folder).sort()) {
      if (!/\.asl\.(json|yaml|yml)$/.test(name)) continue;
      yield { name, ...(await draw(readFileSync(join(folder, name), 'utf8'), name, elk)) };
    }
  },
};

async function draw(text: string, name: string, elk: ReturnType<typeof elkHere>) {
  try {
    const { root } = name.endsWith('.json') ? parseJson(text) : parseYaml(text);
    const graph = buildGraph(readStateMachine(root));
    const ours = await layoutGraph(graph, estimate, elk, new LayoutCache());
    const counts = {
      crossings: crossings(graph, ours),
      "ELK's": crossings(graph, await layoutByPlainElk(graph)),
      "dagre's": crossings(graph, layoutScopesByDagre(graph)),
    };
    const violations = judge(graph, ours);
    const [first] = violations;
    if (first === undefined) return { passed: true, counts };
    return { passed: false, difference: `${violations.length}: ${first}`, counts };
  } catch (error) {
    return { passed: false, difference: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
