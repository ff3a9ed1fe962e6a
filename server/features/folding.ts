import type { FoldingRange } from 'vscode-languageserver/node';
import type { SyntaxNode } from '../../language/syntax/syntaxTree.ts';
import type { DocumentVersion } from '../documents.ts';
import { toRange } from '../toLsp.ts';

/** Objects and lists over several lines. A closing bracket stays in sight. */
export function foldingRangesOf(document: DocumentVersion): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const waiting: (SyntaxNode | undefined)[] = document.definitions.map(({ root }) => root);
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (node?.kind !== 'object' && node?.kind !== 'array') continue;
    waiting.push(...(node.kind === 'array' ? node.items : node.members.map(({ value }) => value)));
    const { start, end } = toRange(document, node.range);
    const isBracketed = '{['.includes(document.text[node.range.start] ?? ' ');
    // A block of YAML folds under the line of its key.
    const startLine = isBracketed ? start.line : start.line - 1;
    const endLine = isBracketed ? end.line - 1 : end.line;
    if (startLine >= 0 && endLine > startLine) ranges.push({ startLine, endLine });
  }
  return ranges;
}
