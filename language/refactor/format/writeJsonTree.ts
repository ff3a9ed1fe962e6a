import type { SyntaxNode } from '../../syntax/syntaxTree.ts';
import { lineStart } from '../../syntax/writeValue.ts';
import type { CommentCarrier } from './carriedComments.ts';

const step = 2;
/** A list of plain values is written on one line up to this many characters. */
const longestLine = 100;

/** A tree of YAML as JSON. `source` is the text that it was read from. */
export function writeJsonTree(root: SyntaxNode, source: string, lines: CommentCarrier): void {
  writeValue({ lead: '', end: '' }, root, 0, source, lines);
}

interface Around {
  /** The key with its colon, or nothing. */
  readonly lead: string;
  /** The comma behind, or nothing. */
  readonly end: string;
}

function writeValue(
  { lead, end }: Around,
  node: SyntaxNode | undefined,
  indent: number,
  source: string,
  lines: CommentCarrier,
): void {
  const whole = onOneLine(node, indent + lead.length, source);
  if (node === undefined || whole !== undefined) {
    lines.line(indent, `${lead}${whole ?? 'null'}${end}`, node?.range.end ?? 0);
    return;
  }
  const parts = partsOf(node);
  const [open, close] = node.kind === 'object' ? '{}' : '[]';
  const [first] = parts;
  // In a block of YAML a comment behind the key speaks of the whole.
  lines.line(indent, lead + open, Math.min(node.range.start, first?.start ?? node.range.start));
  for (const [at, part] of parts.entries()) {
    lines.before(part.start, indent + step);
    const around = { lead: part.lead, end: at < parts.length - 1 ? ',' : '' };
    writeValue(around, part.value, indent + step, source, lines);
  }
  const isBlock = source[node.range.start] !== open;
  if (isBlock) lines.below(node.range.start - lineStart(source, node.range.start), indent + step);
  else if (!isBlock) lines.before(node.range.end, indent + step);
  lines.line(indent, `${close}${end}`, node.range.end);
}

interface Part {
  readonly start: number;
  readonly lead: string;
  readonly value: SyntaxNode | undefined;
}

function partsOf(node: SyntaxNode): readonly Part[] {
  if (node.kind === 'array') return node.items.map((value) => ({ start: value.range.start, lead: '', value }));
  if (node.kind !== 'object') return [];
  return node.members.map(({ key, value, range }) => ({
    start: range.start,
    lead: `${JSON.stringify(key.value)}: `,
    value,
  }));
}

/** A scalar, an empty collection, or a short list of scalars without a comment; undefined of all else. */
function onOneLine(node: SyntaxNode | undefined, indent: number, source: string): string | undefined {
  if (node?.kind === 'object') return node.members.length === 0 ? '{}' : undefined;
  if (node?.kind !== 'array') return scalarText(node);
  if (node.items.some(({ kind }) => kind === 'object' || kind === 'array')) return undefined;
  const text = `[${node.items.map(scalarText).join(', ')}]`;
  const hasComment = /(?:^|\s)#/.test(source.slice(node.range.start, node.range.end));
  return hasComment || indent + text.length > longestLine ? undefined : text;
}

function scalarText(node: SyntaxNode | undefined): string {
  switch (node?.kind) {
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(node.text) ? node.text : JSON.stringify(node.value);
    case 'hole':
      return node.text;
    case 'boolean':
      return String(node.value);
    default:
      return 'null';
  }
}
