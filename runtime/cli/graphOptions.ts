import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import type { FileTheme } from '../../webview/drawing/filePaint.ts';
import type { Direction } from '../../webview/layout/direction.ts';
import { UsageError } from './terminal.ts';

export const help = `Usage: stepwise graph FILE [-o OUT] [OPTIONS]

Draws the workflow in FILE. What OUT is called decides what is written: an SVG file (.svg), which needs nothing else
to be shown, a PNG file (.png), or the text of a Mermaid flowchart (.mmd), which code hosts draw in Markdown.

  -o, --output OUT        write to this file; left out: Mermaid text to standard output
  --run HISTORY           show how an execution went, from what GetExecutionHistory answered (JSON)
  --diff OTHER            show what changes from FILE to OTHER, a later version of it
  --machine NAME          which of several state machines in FILE
  --theme light|dark      default: light
  --direction down|right  where the flow leads; default: down
  -h, --help              show this text
`;

export interface GraphOptions {
  readonly file: string;
  /** undefined: standard output. */
  readonly output: string | undefined;
  readonly format: 'svg' | 'png' | 'mermaid';
  readonly run: string | undefined;
  readonly diff: string | undefined;
  readonly machine: string | undefined;
  readonly theme: FileTheme;
  readonly direction: Direction;
}

const formats: ReadonlyMap<string, GraphOptions['format']> = new Map([
  ['.svg', 'svg'],
  ['.png', 'png'],
  ['.mmd', 'mermaid'],
  ['.mermaid', 'mermaid'],
] as const);

export function readGraphOptions(args: readonly string[]): GraphOptions {
  const { values, positionals } = parsed(args);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError('name one file that holds a workflow');
  const { output, run, diff, machine } = values;
  const format = output === undefined ? 'mermaid' : formats.get(extname(output).toLowerCase());
  if (format === undefined) throw new UsageError(`${output} cannot be written: only .svg, .png and .mmd`);
  if (format === 'mermaid' && (run ?? diff) !== undefined)
    throw new UsageError('a run or a comparison can be drawn as .svg or .png only: say where with -o');
  if (run !== undefined && diff !== undefined) throw new UsageError('give one of --run and --diff');
  const theme = oneOf('--theme', values.theme, ['light', 'dark']);
  const direction = oneOf('--direction', values.direction, ['down', 'right']);
  return { file, output, format, run, diff, machine, theme, direction };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const output = { ...text, short: 'o' };
  const options = { output, run: text, diff: text, machine: text, theme: text, direction: text } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The first when nothing is given. */
function oneOf<const T extends string>(option: string, given: string | undefined, known: readonly [T, ...T[]]): T {
  if (given === undefined) return known[0];
  const found = known.find((each) => each === given);
  if (found === undefined) throw new UsageError(`${option} is one of ${known.join(' and ')}, not ${given}`);
  return found;
}
