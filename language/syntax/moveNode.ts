import type { TextRange } from '../text.ts';
import { JsonString } from './jsonStrings.ts';
import type { MemberNode, SyntaxNode } from './syntaxTree.ts';

/**
 * Moves a member of a tree of JSON, and all that is in it, in the document. The only thing that ever changes a tree: a
 * text that was edited at its start would otherwise have to be read again whole. Whoever has a range of these nodes
 * has it move with them.
 */
export function moveNode({ key, value, range }: MemberNode, by: number): void {
  moveRange(range, by);
  moveValue(key, by);
  if (value) moveValue(value, by);
}

function moveValue(node: SyntaxNode, by: number): void {
  if (node instanceof JsonString) {
    node.move(by);
    return;
  }
  moveRange(node.range, by);
  if (node.kind === 'object') for (const member of node.members) moveNode(member, by);
  else if (node.kind === 'array') for (const item of node.items) moveValue(item, by);
}

function moveRange(range: { -readonly [Side in keyof TextRange]: TextRange[Side] }, by: number): void {
  range.start += by;
  range.end += by;
}
