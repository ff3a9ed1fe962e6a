import { type CheckedFile, type PlacedFinding, placeFindings } from './findingReport.ts';

const colourOf = { error: 31, warning: 33, hint: 36, dim: 2, bold: 1 } as const;
type Colour = keyof typeof colourOf;
type Paint = (text: string, colour: Colour) => string;

/** Each finding with the lines around it, and one line that counts them all. */
export function prettyReport(files: readonly CheckedFile[], colours: boolean): string {
  const paint: Paint = (text, colour) => (colours ? `\x1b[${colourOf[colour]}m${text}\x1b[0m` : text);
  const blocks = files.flatMap((file) => {
    const lines = file.text.split(/\r\n|\n|\r/);
    return placeFindings(file).map(
      (finding) => `${headline(file.path, finding, paint)}\n${frame(lines, finding, paint)}\n`,
    );
  });
  return files.length === 0 ? '' : [...blocks, summary(files)].join('\n');
}

function headline(path: string, finding: PlacedFinding, paint: Paint): string {
  const place = paint(`${path}:${finding.line}:${finding.column}`, 'bold');
  return `${place} ${paint(finding.severity, finding.severity)} ${finding.message} ${paint(finding.code, 'dim')}`;
}

const longestLine = 160;

/** The line of the finding, the one before, and marks below what is meant. */
function frame(lines: readonly string[], finding: PlacedFinding, paint: Paint): string {
  const width = String(finding.line).length;
  const gutter = (line: number | undefined) => paint(`${String(line ?? '').padStart(width + 2)} | `, 'dim');
  const line = lines[finding.line - 1] ?? '';
  const from = finding.column - 1;
  const to = finding.endLine === finding.line ? finding.endColumn - 1 : line.length;
  const shown = windowOf(line, from);
  const marked = Math.max(1, Math.min(to, shown.end) - from);
  const indent = line.slice(shown.start, from).replace(/[^\t]/g, ' ');
  const before =
    finding.line > 1 ? [`${gutter(finding.line - 1)}${(lines[finding.line - 2] ?? '').slice(0, longestLine)}`] : [];
  return [
    ...before,
    `${gutter(finding.line)}${line.slice(shown.start, shown.end)}`,
    `${gutter(undefined)}${indent}${paint('^'.repeat(marked), finding.severity)}`,
  ].join('\n');
}

/** The part of a long line that shows the column. */
function windowOf(line: string, column: number): { start: number; end: number } {
  const start = column < longestLine - 40 ? 0 : column - 40;
  return { start, end: Math.min(line.length, start + longestLine) };
}

function summary(files: readonly CheckedFile[]): string {
  const findings = files.flatMap((file) => file.findings);
  const machines = counted(
    files.reduce((sum, file) => sum + file.definitions, 0),
    'state machine',
  );
  const counts = (['error', 'warning', 'hint'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [counted(count, severity)] : [];
  });
  return `${counts.length > 0 ? counts.join(', ') : 'nothing to report'} in ${machines}\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
