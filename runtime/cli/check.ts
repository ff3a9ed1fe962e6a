import { parseArgs } from 'node:util';
import { checkDocument } from '../../language/checkDocument.ts';
import type { Finding, Severity } from '../../language/checks/finding.ts';
import { findDeclaration, type TemplateFile } from '../../language/findTemplate.ts';
import { type DocumentKind, kindOfFile } from '../../language/readDocument.ts';
import { formatOfText } from '../../language/syntax/parseText.ts';
import type { CheckedFile } from './findingReport.ts';
import { readInputFiles, standardInput } from './inputFiles.ts';
import { githubReport, jsonReport, junitReport, sarifReport } from './machineReports.ts';
import { prettyReport } from './prettyReport.ts';
import { type Command, exitCodes, type Terminal, UsageError } from './terminal.ts';

const help = `Usage: stepwise check [OPTIONS] FILES…

Says what is wrong with state machine definitions, as AWS would and beyond.

FILES are definitions (.asl.json, .asl, .asl.yaml), templates that hold some (CloudFormation, SAM, serverless.yml,
Terraform), folders, quoted patterns such as "**/*.asl.json", or - for standard input.

Options:
  --format pretty|json|sarif|github|junit   how to print findings (default: pretty)
  --severity error|warning|hint             the least severity to print (default: warning)
  --type STANDARD|EXPRESS                   the workflow type, where no template tells
  --help                                    this text

Exit code: 0 when there is no error, 1 when there is one, 2 when something could not be read.
`;

const formats = ['pretty', 'json', 'sarif', 'github', 'junit'] as const;
const severities = ['error', 'warning', 'hint'] as const satisfies readonly Severity[];
const types = ['STANDARD', 'EXPRESS'] as const;

interface Options {
  readonly files: readonly string[];
  readonly format: (typeof formats)[number];
  readonly severity: Severity;
  readonly type: (typeof types)[number] | undefined;
}

export const check: Command = {
  name: 'check',
  summary: 'say what is wrong with definitions',
  help,
  run: async (args, terminal) => {
    const options = readOptions(args);
    const inputs = await readInputFiles(options.files, () => terminal.input());
    const readable = inputs.flatMap((file) => ('text' in file ? [file] : []));
    const unreadable = inputs.flatMap((file) => ('problem' in file ? [file] : []));
    for (const { problem } of unreadable) terminal.error(`stepwise check: ${problem}\n`);
    const checked = readable.map((file) => checkFile(file, readable, options));
    terminal.out(report(checked, options, terminal));
    if (unreadable.length > 0) return exitCodes.unreadable;
    const hasError = checked.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
    return hasError ? exitCodes.findings : exitCodes.clean;
  },
};

function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new UsageError('name at least one file, or - for standard input');
  return {
    files: positionals,
    format: oneOf(formats, '--format', values.format) ?? 'pretty',
    severity: oneOf(severities, '--severity', values.severity) ?? 'warning',
    type: oneOf(types, '--type', values.type),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: text, severity: text, type: text },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<T extends string>(allowed: readonly T[], option: string, value: string | undefined): T | undefined {
  const found = allowed.find((word) => word === value);
  if (value !== undefined && !found) throw new UsageError(`${option} is one of ${allowed.join(', ')}`);
  return found;
}

/** A definition file takes its type and substitutions from a template among the files that are checked with it. */
function checkFile(file: TemplateFile, all: readonly TemplateFile[], { severity, type }: Options): CheckedFile {
  const kind = file.path === standardInput ? undefined : kindOfFile(file.path);
  const declared = kind?.role === 'definition' ? findDeclaration(file.path, all)?.definition : undefined;
  const definitions = checkDocument(file.text, kind ?? kindOfText(file.text), {
    type: type ?? declared?.type,
    substitutions: declared?.substitutions,
  });
  const findings = definitions.flatMap((definition) => definition.findings);
  return {
    path: file.path,
    text: file.text,
    definitions: definitions.filter(({ definition }) => definition.root).length,
    findings: findings.filter((finding) => isShown(finding, severity)),
  };
}

/** What comes without a telling name may be a definition or a template. */
function kindOfText(text: string): DocumentKind {
  return { format: formatOfText(text), role: 'template' };
}

function isShown(finding: Finding, least: Severity): boolean {
  return severities.indexOf(finding.severity) <= severities.indexOf(least);
}

function report(files: readonly CheckedFile[], { format }: Options, { colours }: Terminal): string {
  switch (format) {
    case 'pretty':
      return prettyReport(files, colours);
    case 'json':
      return jsonReport(files);
    case 'sarif':
      return sarifReport(files);
    case 'github':
      return githubReport(files);
    case 'junit':
      return junitReport(files);
  }
}
