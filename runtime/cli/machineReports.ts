import type { Severity } from '../../language/checks/finding.ts';
import { type CheckedFile, placeFindings } from './findingReport.ts';
import { version } from './version.ts';

/** One object a finding, with its file. */
export function jsonReport(files: readonly CheckedFile[]): string {
  const findings = files.flatMap((file) =>
    placeFindings(file).map(({ severity, code, message, location, line, column, endLine, endColumn }) => ({
      ...{ file: file.path, line, column, endLine, endColumn, severity, code, message },
      ...(location !== undefined && { location }),
    })),
  );
  return `${JSON.stringify(findings, null, 2)}\n`;
}

const sarifLevels = { error: 'error', warning: 'warning', hint: 'note' } as const satisfies Record<Severity, string>;

/** SARIF 2.1.0, as code scanning services read it. */
export function sarifReport(files: readonly CheckedFile[]): string {
  const results = files.flatMap((file) =>
    placeFindings(file).map(({ severity, code, message, line, column, endLine, endColumn }) => ({
      ruleId: code,
      level: sarifLevels[severity],
      message: { text: message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: file.path.replaceAll('\\', '/') },
            region: { startLine: line, startColumn: column, endLine, endColumn },
          },
        },
      ],
    })),
  );
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].sort().map((id) => ({ id }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'stepwise', version, rules } }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const githubLevels = { error: 'error', warning: 'warning', hint: 'notice' } as const satisfies Record<Severity, string>;

/** Workflow commands of GitHub Actions, which show as annotations on the files. */
export function githubReport(files: readonly CheckedFile[]): string {
  return files
    .flatMap((file) =>
      placeFindings(file).map(({ severity, code, message, line, column, endLine, endColumn }) => {
        const columns = line === endLine ? `,col=${column},endColumn=${endColumn}` : '';
        const place = `file=${githubProperty(file.path)},line=${line},endLine=${endLine}${columns}`;
        return `::${githubLevels[severity]} ${place},title=${githubProperty(code)}::${githubText(message)}\n`;
      }),
    )
    .join('');
}

function githubText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function githubProperty(text: string): string {
  return githubText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** One test case a file, which fails on an error and prints the rest. */
export function junitReport(files: readonly CheckedFile[]): string {
  const cases = files.map((file) => {
    const placed = placeFindings(file).map((finding) => ({
      ...finding,
      text: `${file.path}:${finding.line}:${finding.column} ${finding.severity} ${finding.code} ${finding.message}`,
    }));
    const errors = placed.filter(({ severity }) => severity === 'error');
    const others = placed.filter(({ severity }) => severity !== 'error');
    const failures = errors.map(({ code, message, text }) => {
      return `      <failure type="${xml(code)}" message="${xml(message)}">${xml(text)}</failure>\n`;
    });
    const output =
      others.length > 0 ? `      <system-out>${xml(others.map(({ text }) => text).join('\n'))}</system-out>\n` : '';
    const name = `classname="stepwise.check" name="${xml(file.path)}"`;
    return {
      failed: errors.length > 0,
      text: `    <testcase ${name}>\n${failures.join('')}${output}    </testcase>\n`,
    };
  });
  const count = `tests="${cases.length}" failures="${cases.filter(({ failed }) => failed).length}"`;
  const body = cases.map(({ text }) => text).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${count}>\n  <testsuite name="stepwise check" ${count}>\n${body}  </testsuite>\n</testsuites>\n`;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  ['"', '&quot;'],
  ['\n', '&#10;'],
]);

/** Characters that XML has no way to write become a question mark. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uffff]|[\ufffe\uffff]/g, '?')
    .replace(/[<>&"\n]/g, (letter) => entities.get(letter) ?? letter);
}
