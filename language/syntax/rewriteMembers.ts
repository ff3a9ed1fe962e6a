import type { Json } from '../json.ts';
import type { TextEdit } from '../text.ts';
import { insertMember, removeMembers } from './editTree.ts';
import type { MemberNode, ObjectNode } from './syntaxTree.ts';
import { styleOf, writeMember } from './writeValue.ts';

/** Puts members in the place of others of one object: where the first of those stood, or else behind the first member. */
export function rewriteMembers(
  text: string,
  object: ObjectNode,
  old: readonly MemberNode[],
  added: readonly (readonly [key: string, value: Json])[],
): TextEdit[] {
  const style = styleOf(text, object);
  if (style === undefined) return [];
  const [first, ...others] = object.members.filter((member) => old.includes(member));
  const [added0, ...rest] = added;
  if (added0 === undefined) return first ? removeMembers(text, object, [first, ...others]) : [];
  const separator =
    style.form === 'block' ? `\n${style.indent}` : style.indent === undefined ? ', ' : `,\n${style.indent}`;
  const written = (members: typeof added) =>
    members.map(([key, value]) => writeMember(key, value, style)).join(separator);
  if (first) {
    const end = first.range.start + text.slice(first.range.start, first.range.end).trimEnd().length;
    return [
      { range: { start: first.range.start, end }, newText: written(added) },
      ...removeMembers(text, object, others),
    ];
  }
  const edits = insertMember(text, object, added0[0], added0[1], object.members[0]);
  if (rest.length === 0) return edits;
  const single = writeMember(added0[0], added0[1], style);
  return edits.map((edit) => ({ ...edit, newText: edit.newText.replace(single, () => written(added)) }));
}
