import type { CodeRow, FindingCode } from '../language/checks/codes.ts';
import { type FindingExample, findingExamples } from './findingExamples.ts';

/** docs/findings.md: every code with what it means and a definition that shows it. */
export function findingsPage(codes: Readonly<Record<FindingCode, CodeRow>>): string {
  const rows = Object.entries(codes) as [FindingCode, CodeRow][];
  const intro = `# Findings

What Stepwise says about a definition. Codes in capitals are those of AWS's ValidateStateMachineDefinition; AWS refuses
a definition with one of severity error. Codes that begin with \`hint.\` are Stepwise's own: AWS accepts the definition,
and it fails when it runs, or is not what was meant.

Each code's severity can be set: \`"stepwise.findings": { "hint.no-default": "off" }\`, with \`off\`, \`hint\`, \`warning\`
or \`error\`. In one state, a finding is silenced by \`stepwise-ignore CODE\` in the state's Comment, or in a JSON or
YAML comment inside the state or just before it; without a code, all findings of the state are.

| code | severity | |
| --- | --- | --- |
${rows.map(([code, row]) => `| [${code}](#${anchorOf(code)}) | ${row.severity} | ${row.title} |`).join('\n')}
`;
  return [intro, ...rows.map(([code, row]) => section(code, row))].join('\n');
}

function section(code: FindingCode, { severity, title, doc }: CodeRow): string {
  const example = findingExamples[code];
  const text = `## ${code}\n\n${title} (${severity}). ${doc}\n`;
  if (example === undefined || example.definition.length > 1_000) return text;
  const type = example.type === 'EXPRESS' ? ' In an Express workflow:' : '';
  return `${text}${type && `\n${type.trim()}\n`}\n\`\`\`json\n${layOut(example)}\n\`\`\`\n`;
}

/** JSON laid out over lines; where the text itself is the point, as it is. */
function layOut({ definition, verbatim }: FindingExample): string {
  return verbatim ? definition : JSON.stringify(JSON.parse(definition), null, 2);
}

/** The anchor that renderers of Markdown give a heading. */
function anchorOf(code: string): string {
  return code.toLowerCase().replaceAll(/[^\w-]/g, '');
}
