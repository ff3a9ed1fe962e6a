import type { TextEdit, TextRange } from '../text.ts';
import type { SyntaxNode } from './syntaxTree.ts';

/** Whether edits change text that counts in several places, as what YAML's aliases and merge keys stand for does. */
export function changesBorrowed(text: string, root: SyntaxNode | undefined, edits: readonly TextEdit[]): boolean {
  if (root === undefined || !text.includes('*')) return false;
  const borrowed = borrowedIn(root).map(({ start, end }) => ({ start, end: lineEnd(text, start, end) }));
  return borrowed.some((part) => edits.some(({ range }) => touches(range, part)));
}

/** The end of the last line of a text, whose line breaks may follow. */
function lineEnd(text: string, start: number, end: number): number {
  const last = start + text.slice(start, end).trimEnd().length;
  const found = text.indexOf('\n', last);
  return found === -1 ? text.length : found;
}

/** The parts of a tree that stand elsewhere than in what they are parts of. */
function borrowedIn(root: SyntaxNode): readonly TextRange[] {
  const found: TextRange[] = [];
  const waiting: SyntaxNode[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const { range } = node;
    if (node.kind !== 'object' && node.kind !== 'array') continue;
    for (const part of node.kind === 'object' ? node.members : node.items) {
      const inner = 'key' in part ? part.value : part;
      if (!holds(range, part.range)) found.push(part.range);
      else if (inner) waiting.push(inner);
    }
  }
  return found;
}

function holds(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Text that is written directly behind something becomes part of it. */
function touches(edit: TextRange, borrowed: TextRange): boolean {
  return edit.start <= borrowed.end && borrowed.start <= edit.end;
}
