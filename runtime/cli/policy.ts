import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type Catalogue, openCatalogue } from '../../language/integrations/catalogue.ts';
import { comparePolicy, type PolicyComparison } from '../../language/integrations/comparePolicy.ts';
import { type Policy, type PolicyOptions, policyFor } from '../../language/integrations/policy.ts';
import { formatPolicy, type PolicyFormat, placeFor, policyFormats } from '../../language/integrations/policyFormats.ts';
import { reasonLines } from '../../language/integrations/policyReasons.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { kindOfFile, readDocument } from '../../language/readDocument.ts';
import type { DocumentDefinition } from '../../language/syntax/documentDefinition.ts';
import { formatOfText, parseText } from '../../language/syntax/parseText.ts';
import { substitute } from '../../language/syntax/substitutions.ts';
import { toJson } from '../../language/syntax/syntaxTree.ts';
import { catalogueFiles } from '../catalogueFiles.ts';
import { readInputFiles, standardInput } from './inputFiles.ts';
import { type Command, exitCodes, type Terminal, UsageError } from './terminal.ts';

const help = `Usage: stepwise policy [OPTIONS] FILE

Writes the least IAM policy that the role of a state machine needs, and says why it needs each part.

FILE is a definition, a template that holds one, or - for standard input. The policy goes to standard output,
reasons and remarks go to standard error.

Options:
  --format ${policyFormats.join('|')}   what to write (default: json)
  --machine NAME        which state machine, where a template holds several
  --name NAME           the name of the state machine on AWS (default: after the file)
  --region REGION       where it runs; unknown parts of ARNs become * or a pseudo parameter
  --account ID
  --partition PARTITION
  --logging             also what execution logs need
  --tracing             also what X-Ray needs
  --redrive             also what redriving distributed Maps needs
  --compare FILE        compare with the policies in FILE, a policy or a template, instead of writing one
  --help                this text

Exit code: 0, or 1 when --compare finds something missing, or 2 when something could not be read.
`;

const purposes = ['logging', 'tracing', 'redrive'] as const;

interface Options {
  readonly file: string;
  readonly format: PolicyFormat;
  readonly machine: string | undefined;
  readonly compare: string | undefined;
  readonly policy: PolicyOptions;
}

export const policy: Command = {
  name: 'policy',
  summary: 'write the IAM policy that a state machine needs',
  help,
  run: async (args, terminal) => {
    const options = readOptions(args);
    const text = await readText(options.file, terminal);
    if (text === undefined) return exitCodes.unreadable;
    const definition = chosen(definitionsIn(options.file, text), options.machine);
    const root = definition.root && substitute(definition.root, definition.substitutions);
    const catalogue = await openCatalogue(catalogueFiles());
    const needed = await policyFor(readStateMachine(root), catalogue, options.policy);
    for (const { state, text } of needed.remarks) terminal.error(`${state === undefined ? '' : `${state}: `}${text}\n`);
    if (options.compare !== undefined) return compare(needed, options.compare, terminal);
    if (needed.statements.length > 0) write(needed, options, catalogue, terminal);
    return exitCodes.clean;
  },
};

function write(needed: Policy, { format, policy }: Options, catalogue: Catalogue, terminal: Terminal): void {
  if (catalogue.sdkServices.length === 0) terminal.error('The catalogue of integrations is missing.\n');
  if (format === 'json' || format === 'role') {
    for (const statement of needed.statements) {
      const reasons = reasonLines(statement).map((line) => `  ${line}\n`);
      terminal.error(`${statement.actions.join(', ')}\n${reasons.join('')}`);
    }
  }
  terminal.out(formatPolicy(needed, format, policy.place));
}

async function compare(needed: Policy, file: string, terminal: Terminal): Promise<number> {
  const text = await readText(file, terminal);
  if (text === undefined) return exitCodes.unreadable;
  const existing = toJson(parseText(text, formatOfText(text)).root);
  const comparison = comparePolicy(needed, existing);
  terminal.out(comparisonText(comparison));
  return comparison.missing.length > 0 ? exitCodes.findings : exitCodes.clean;
}

function comparisonText({ missing, excess }: PolicyComparison): string {
  const lines = [
    ...missing.map(({ action, resource, reasons }) => {
      const states = new Set(reasons.flatMap(({ state }) => (state === undefined ? [] : [state])));
      return `missing  ${action} on ${resource}${states.size > 0 ? ` for ${[...states].join(', ')}` : ''}`;
    }),
    ...excess.map(({ kind, action, resource }) => `${kind.padEnd(7)}  ${action} on ${resource}`),
  ];
  return lines.length > 0 ? `${lines.join('\n')}\n` : 'nothing is missing and nothing is too much\n';
}

async function readText(path: string, terminal: Terminal): Promise<string | undefined> {
  const [file] = await readInputFiles([path], () => terminal.input());
  if (file && 'text' in file) return file.text;
  terminal.error(`stepwise policy: ${file?.problem ?? `there is no file ${path}`}\n`);
  return undefined;
}

function definitionsIn(path: string, text: string): readonly DocumentDefinition[] {
  const kind = path === standardInput ? undefined : kindOfFile(path);
  const definitions = readDocument(text, kind ?? { format: formatOfText(text), role: 'template' });
  return definitions.filter(({ root }) => root !== undefined);
}

function chosen(definitions: readonly DocumentDefinition[], name: string | undefined): DocumentDefinition {
  const fitting = name === undefined ? definitions : definitions.filter(({ title }) => title === name);
  const [only, ...more] = fitting;
  const names = definitions.map(({ title }) => title ?? 'unnamed').join(', ');
  if (only && more.length === 0) return only;
  if (definitions.length === 0) throw new UsageError('there is no state machine in this file');
  throw new UsageError(`choose one state machine with --machine: ${names}`);
}

function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('name one file, or - for standard input');
  const { machine, compare, region, account, partition } = values;
  const format = policyFormats.find((word) => word === (values.format ?? 'json'));
  if (!format) throw new UsageError(`--format is one of ${policyFormats.join(', ')}`);
  const stateMachineName = values.name ?? machine ?? nameAfter(file);
  const place = placeFor(format, {
    ...(region !== undefined && { region }),
    ...(account !== undefined && { account }),
    ...(partition !== undefined && { partition }),
    ...(stateMachineName !== undefined && { stateMachineName }),
  });
  const alsoFor = new Set(purposes.filter((purpose) => values[purpose]));
  return { file, format, machine, compare, policy: { place, alsoFor } };
}

/** `orders.asl.json` is most likely called `orders`; a template's name says nothing. */
function nameAfter(file: string): string | undefined {
  return kindOfFile(file)?.role === 'definition' ? basename(file).replace(/\..*$/, '') : undefined;
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: text,
        machine: text,
        name: text,
        region: text,
        account: text,
        partition: text,
        compare: text,
        logging: flag,
        tracing: flag,
        redrive: flag,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
