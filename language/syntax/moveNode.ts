import { JsonArray, JsonMember, JsonObject, moveRange } from './jsonNodes.ts';
import { JsonString } from './jsonStrings.ts';
import type { MemberNode, SyntaxNode } from './syntaxTree.ts';

/**
 * Moves a member of a tree of JSON, and all that is in it, in the document. The only thing that ever changes a tree: a
 * text that was edited at its start would otherwise have to be read again whole. Whoever has a range of these nodes
 * has it move with them.
 */
export function moveNode(member: MemberNode, by: number): void {
  movePart(member, by);
  moveValue(member.key, by);
  if (member.value) moveValue(member.value, by);
}

function moveValue(node: SyntaxNode, by: number): void {
  movePart(node, by);
  if (node.kind === 'object') for (const member of node.members) moveNode(member, by);
  else if (node.kind === 'array') for (const item of node.items) moveValue(item, by);
}

function movePart(part: MemberNode | SyntaxNode, by: number): void {
  if (isJsonPart(part)) part.move(by);
  else moveRange(part.range, by);
}

function isJsonPart(part: MemberNode | SyntaxNode): part is JsonString | JsonMember | JsonObject | JsonArray {
  return (
    part instanceof JsonString || part instanceof JsonMember || part instanceof JsonObject || part instanceof JsonArray
  );
}
