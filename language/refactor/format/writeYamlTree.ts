import type { MemberNode, SyntaxNode } from '../../syntax/syntaxTree.ts';
import { writePlain } from '../../syntax/writeValue.ts';
import type { CommentCarrier } from './carriedComments.ts';

const step = 2;

/** A tree of JSON as blocks of YAML. */
export function writeYamlTree(root: SyntaxNode, lines: CommentCarrier): void {
  writeValue('', root, 0, lines);
}

/** A value behind `lead`, the key or nothing. What is inside stands at `indent`. */
function writeValue(lead: string, node: SyntaxNode | undefined, indent: number, lines: CommentCarrier): void {
  const outer = Math.max(0, indent - step);
  if (node?.kind === 'object' && node.members.length > 0) {
    if (lead !== '') lines.line(outer, lead, node.range.start + 1);
    for (const member of node.members) writeMember(member, indent, lines);
    lines.before(node.range.end, indent);
  } else if (node?.kind === 'array' && node.items.length > 0) {
    if (lead !== '') lines.line(outer, lead, node.range.start + 1);
    for (const item of node.items) {
      lines.before(item.range.start, indent);
      lines.begin(indent, '- ');
      writeValue('', item, indent + step, lines);
    }
    lines.before(node.range.end, indent);
  } else writeScalar(lead === '' ? '' : `${lead} `, node, outer, lines);
}

function writeMember({ key, value, range }: MemberNode, indent: number, lines: CommentCarrier): void {
  lines.before(range.start, indent);
  writeValue(`${writePlain(key.value)}:`, value, indent + step, lines);
}

function writeScalar(lead: string, node: SyntaxNode | undefined, indent: number, lines: CommentCarrier): void {
  const end = node?.range.end ?? 0;
  const paragraphs = node?.kind === 'string' ? linesOf(node.value) : undefined;
  lines.line(indent, lead + (paragraphs ? '|-' : scalarText(node)), end);
  const blanks = ' '.repeat(indent + step);
  if (paragraphs) lines.block(paragraphs.map((line) => (line === '' ? '' : blanks + line)));
}

/** The lines of a text that a block of YAML holds without any sign of how to read them; undefined of others. */
function linesOf(text: string): readonly string[] | undefined {
  if (!text.includes('\n') || text.endsWith('\n') || /^\s|[ \t](?:\n|$)|[^\P{Cc}\n]|[\u2028\u2029\uFEFF]/u.test(text))
    return undefined;
  return text.split('\n');
}

function scalarText(node: SyntaxNode | undefined): string {
  switch (node?.kind) {
    case 'string':
      return writePlain(node.value);
    case 'number':
    case 'hole':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'object':
      return '{}';
    case 'array':
      return '[]';
    default:
      return 'null';
  }
}
