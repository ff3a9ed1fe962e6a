import { parseYaml } from '../../syntax/parseYaml.ts';
import type { ParsedText, SyntaxNode } from '../../syntax/syntaxTree.ts';
import { applyEdits, type TextEdit, type TextRange } from '../../text.ts';
import { isSame } from './convertFormat.ts';
import { columnsOf, type YamlLine } from './yamlColumns.ts';

/**
 * Edits that indent blocks of YAML by two and take blanks at the ends of lines away. Texts over several lines and
 * collections in brackets move as a whole. Where the values would not stay the same there are no edits.
 */
export function formatYaml(text: string, range: TextRange): readonly TextEdit[] {
  const parsed = parseYaml(text);
  if (parsed.problems.some(({ severity }) => severity === 'error')) return [];
  const lines = linesOf(text, wholesIn(parsed.root, text));
  const isWanted = ({ start, end }: YamlLine) => start <= range.end && range.start <= end;
  const blanks = lines.filter(isWanted).flatMap((line) => withoutBlanks(text, line));
  const indented = columnsOf(lines, text).flatMap(({ line, edits }) => (isWanted(line) ? edits : []));
  const both = [...indented, ...blanks];
  return [both, blanks].find((edits) => saysTheSame(text, parsed, edits)) ?? [];
}

/** What is moved as a whole: scalars and collections in brackets that go over several lines. */
function wholesIn(root: SyntaxNode | undefined, text: string): readonly TextRange[] {
  const found: TextRange[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const isBlock = (node.kind === 'object' || node.kind === 'array') && !/[[{]/.test(text[node.range.start] ?? '');
    if (isBlock && node.kind === 'object')
      waiting.push(...node.members.flatMap(({ key, value }) => [key, ...(value ? [value] : [])]));
    else if (isBlock && node.kind === 'array') waiting.push(...node.items);
    else if (text.slice(node.range.start, node.range.end).includes('\n')) found.push(node.range);
  }
  return found.sort((one, other) => one.start - other.start);
}

function linesOf(text: string, wholes: readonly TextRange[]): readonly YamlLine[] {
  const lines: YamlLine[] = [];
  let start = 0;
  let at = 0;
  for (const written of text.split('\n')) {
    const end = start + (written.endsWith('\r') ? written.length - 1 : written.length);
    while (at < wholes.length && (wholes[at]?.end ?? 0) <= start) at++;
    const whole = wholes[at];
    lines.push({ start, end, text: text.slice(start, end), whole: whole && whole.start < start ? whole : undefined });
    start += written.length + 1;
  }
  return lines;
}

function withoutBlanks(text: string, { end, text: written, whole }: YamlLine): readonly TextEdit[] {
  const blanks = /[ \t]+$/.exec(written)?.[0].length ?? 0;
  const isText = whole !== undefined && !/[[{]/.test(text[whole.start] ?? '');
  return blanks === 0 || isText ? [] : [{ range: { start: end - blanks, end }, newText: '' }];
}

function saysTheSame(text: string, before: ParsedText, edits: readonly TextEdit[]): boolean {
  const after = parseYaml(applyEdits(text, edits));
  const said = ({ comments = [] }: ParsedText) => comments.map((comment) => comment.text.trim()).join('\n');
  return (
    after.problems.length === before.problems.length && isSame(before.root, after.root) && said(before) === said(after)
  );
}
