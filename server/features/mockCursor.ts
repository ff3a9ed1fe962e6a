import { parseJson } from '../../language/syntax/parseJson.ts';
import type { MemberNode, ObjectNode, SyntaxNode } from '../../language/syntax/syntaxTree.ts';
import { contains } from '../../language/text.ts';
import type { DocumentVersion } from '../documents.ts';
import { isInside, isInValue, isMissing } from '../insideText.ts';

/** Where the cursor stands in a mock file. Works in half-typed text. */
export interface MockCursor {
  readonly offset: number;
  /** The keys, and `[]` for elements of lists, from the root to what the cursor is in: an object, or one of its values. */
  readonly path: readonly string[];
  readonly part: 'key' | 'value';
  /** The innermost object that the cursor is in. */
  readonly object: ObjectNode | undefined;
  /** The member of `object` whose key or value the cursor is in. */
  readonly member: MemberNode | undefined;
  /** The key or the value that the cursor touches. */
  readonly touched: SyntaxNode | undefined;
}

/** The place at `offset` of a mock file. */
export function mockCursorAt(document: DocumentVersion, offset: number): MockCursor {
  let node = parseJson(document.text).root;
  const path: string[] = [];
  let around: Pick<MockCursor, 'object' | 'member'> = { object: undefined, member: undefined };
  while (node?.kind === 'object' || node?.kind === 'array') {
    if (node.kind === 'array') {
      const item: SyntaxNode | undefined = node.items.findLast(({ range }) => range.start <= offset);
      if (!item || !isInside(document, item, node.range.start, offset)) break;
      path.push('[]');
      node = item;
      continue;
    }
    const object: ObjectNode = node;
    const member = object.members.findLast(({ range }) => range.start <= offset);
    if (!member || !isInValue(document, member, offset)) return atKey(object, member, path, offset);
    around = { object, member };
    path.push(member.key.value);
    node = member.value;
  }
  const touched = node && !isMissing(node) && node.kind !== 'array' && contains(node.range, offset) ? node : undefined;
  return { offset, path, part: 'value', ...around, touched };
}

function atKey(object: ObjectNode, before: MemberNode | undefined, path: string[], offset: number): MockCursor {
  const member = before && contains(before.key.range, offset) ? before : undefined;
  return { offset, path, part: 'key', object, member, touched: member?.key };
}
