import type { FoldingRange } from 'vscode-languageserver/node';
import type { SyntaxNode } from '../../language/syntax/syntaxTree.ts';
import type { DocumentVersion } from '../documents.ts';
import { toRange } from '../toLsp.ts';

/** A value, and whether it stands beside the dash of a list in YAML. */
interface Waiting {
  readonly node: SyntaxNode | undefined;
  readonly isItem: boolean;
}

/** Objects and lists over several lines. A closing bracket stays in sight. */
export function foldingRangesOf(document: DocumentVersion): FoldingRange[] {
  // What YAML's merge keys bring to several places is folded once.
  const ranges = new Map<string, FoldingRange>();
  const waiting: Waiting[] = document.definitions.map(({ root }) => ({ node: root, isItem: false }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, isItem } = next;
    if (node?.kind !== 'object' && node?.kind !== 'array') continue;
    const sign = document.text[node.range.start] ?? '';
    if (sign === '*') continue;
    const isList = node.kind === 'array';
    const inside = isList ? node.items : node.members.map(({ value }) => value);
    waiting.push(...inside.map((each) => ({ node: each, isItem: isList })));
    const { start, end } = toRange(document, node.range);
    const isBracketed = sign === '{' || sign === '[';
    // A block of YAML folds under the line of its key.
    const startLine = isBracketed || isItem ? start.line : start.line - 1;
    const endLine = isBracketed ? end.line - 1 : end.line;
    if (startLine >= 0 && endLine > startLine) ranges.set(`${startLine} ${endLine}`, { startLine, endLine });
  }
  return [...ranges.values()];
}
