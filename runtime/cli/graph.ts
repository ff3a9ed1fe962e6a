import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import { mermaidOf } from '../../language/graph/mermaid.ts';
import { definitionIn, readText } from './definitionFile.ts';
import { type Command, exitCodes, UsageError } from './terminal.ts';

const help = `Usage: stepwise graph FILE [-o OUT.mmd]

Writes the workflow in FILE as the text of a Mermaid flowchart, which code hosts draw in Markdown.

  -o, --output OUT   write to this file (.mmd) instead of standard output
  -h, --help         show this text

The graph panel of the editor draws it as a picture.
`;

export const graph: Command = {
  name: 'graph',
  summary: 'write a workflow as a Mermaid flowchart',
  help,
  run: async (args, terminal) => {
    const { file, output } = readOptions(args);
    const text = mermaidOf(buildGraph(definitionIn(readText(file), file)));
    if (output === undefined) terminal.out(text);
    else write(output, text);
    return exitCodes.clean;
  },
};

function readOptions(args: readonly string[]): { readonly file: string; readonly output: string | undefined } {
  const { values, positionals } = parsed(args);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError('name one file that holds a workflow');
  const { output } = values;
  if (output !== undefined && !['.mmd', '.mermaid'].includes(extname(output)))
    throw new UsageError(`${output} cannot be written: only Mermaid text (.mmd)`);
  return { file, output };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { output: { type: 'string', short: 'o' } } });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
