import { writeFileSync } from 'node:fs';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import { mermaidOf } from '../../language/graph/mermaid.ts';
import { definitionIn, readText } from './definitionFile.ts';
import { type GraphOptions, help, readGraphOptions } from './graphOptions.ts';
import { type Command, exitCodes, UsageError } from './terminal.ts';

export const graph: Command = {
  name: 'graph',
  summary: 'draw a workflow as an SVG, PNG or Mermaid file',
  help,
  run: async (args, terminal) => {
    const options = readGraphOptions(args);
    const content = await contentOf(options);
    if (options.output === undefined) terminal.out(content.toString());
    else write(options.output, content);
    return exitCodes.clean;
  },
};

async function contentOf(options: GraphOptions): Promise<string | Uint8Array> {
  const { file, machine, format, diff } = options;
  const before = definitionIn(readText(file), file, machine);
  if (format === 'mermaid') return mermaidOf(buildGraph(before));
  const { drawGraph, drawDiff } = await import('./drawGraph.ts');
  const svg =
    diff === undefined
      ? await drawGraph(buildGraph(before), options)
      : await drawDiff(before, definitionIn(readText(diff), diff, machine), options);
  return format === 'svg' ? svg : (await import('./pngFile.ts')).pngFile(svg);
}

function write(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
