import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGraph } from '../language/graph/buildGraph.ts';
import { readStateMachine } from '../language/model/readStateMachine.ts';
import { parseYaml } from '../language/syntax/parseYaml.ts';
import { drawGraph } from '../runtime/cli/drawGraph.ts';
import { readGallery, readSample } from '../runtime/samples.ts';

/** Draws each sample of a gallery for light and dark windows: `dark.svg` and `light.svg` in its folder below `target`. */
export async function drawSamples(gallery: string, target: string): Promise<void> {
  for (const { id, title } of await readGallery(gallery)) {
    const [workflow] = await readSample(gallery, id, { language: 'JSONata', format: 'yaml' });
    const graph = buildGraph(readStateMachine(parseYaml(workflow.text).root));
    mkdirSync(join(target, id), { recursive: true });
    for (const theme of ['dark', 'light'] as const) {
      const options = { output: undefined, run: undefined, diff: undefined, machine: undefined } as const;
      const svg = await drawGraph(graph, { ...options, file: title, format: 'svg', theme, direction: 'down' });
      writeFileSync(join(target, id, `${theme}.svg`), svg);
    }
  }
}
