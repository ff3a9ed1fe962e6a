import type { MemberNode, SyntaxNode } from '../language/syntax/syntaxTree.ts';
import { contains } from '../language/text.ts';
import type { DocumentVersion } from './documents.ts';

/**
 * Whether a cursor is inside a value, where the tree's ranges alone cannot tell: values that are not typed yet,
 * brackets that are not closed, and the blank lines of YAML, which belong to a block by their indentation.
 */

/** In the value of `member`, or where it would be typed. */
export function isInValue(document: DocumentVersion, member: MemberNode, offset: number): boolean {
  const { value, key } = member;
  if (offset <= key.range.end) return false;
  if (value && !isMissing(value) && offset > value.range.start) {
    return isInside(document, value, key.range.start, offset);
  }
  const between = document.text.slice(key.range.end, offset);
  if (!/^\s*:/.test(between) && !(value && offset === value.range.start)) return false;
  if (value && !isMissing(value)) return true;
  if (!/^\s*:\s*$/.test(between)) return false;
  return !(isBlock(document) && between.includes('\n')) || isIndentedUnder(document, key.range.start, offset);
}

/** Between the brackets of a value or at a word; in a block of YAML, on a line that is indented deeper than `anchor`. */
export function isInside(document: DocumentVersion, node: SyntaxNode, anchor: number, offset: number): boolean {
  const { start, end } = node.range;
  if (node.kind !== 'object' && node.kind !== 'array') return contains(node.range, offset);
  const opening = document.text[start];
  if (opening === '{' || opening === '[') {
    const isClosed = end > start + 1 && document.text[end - 1] === (opening === '{' ? '}' : ']');
    return offset > start && (!isClosed || offset < end);
  }
  if (contains(node.range, offset) && !isBlankBefore(document, offset)) return true;
  return isBlock(document) && isIndentedUnder(document, anchor, offset);
}

/** YAML reads a value that is not there as an empty null. */
export function isMissing(node: SyntaxNode): boolean {
  return node.kind === 'null' && node.range.start === node.range.end;
}

function isBlock({ format }: DocumentVersion): boolean {
  return format === 'yaml';
}

/** Only spaces stand before the cursor on its line. */
export function isBlankBefore({ text }: DocumentVersion, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

function isIndentedUnder({ lines }: DocumentVersion, anchor: number, offset: number): boolean {
  return lines.positionAt(offset).character > lines.positionAt(anchor).character;
}
