import type { Json } from '../json.ts';
import type { TextEdit, TextRange } from '../text.ts';
import type { ArrayNode, MemberNode, ObjectNode, SyntaxNode } from './syntaxTree.ts';
import { lineStart, styleOf, type WritingStyle, writeBraces, writeMember, writePlain } from './writeValue.ts';

/**
 * Minimal edits of a written tree: what is not changed keeps its formatting and its comments. Each answers with no
 * edits where the text cannot be edited, such as in a definition that is an escaped string.
 */

/** Adds a member behind `after`, or as the last one. */
export function insertMember(
  text: string,
  object: ObjectNode,
  key: string,
  value: Json,
  after: MemberNode | undefined = object.members.at(-1),
): TextEdit[] {
  const style = styleOf(text, object);
  return style === undefined ? [] : insertWritten(text, object, writeMember(key, value, style), after);
}

/** The same for members that are written already in the style of the object, with commas between them. */
export function insertWritten(
  text: string,
  object: ObjectNode,
  written: string,
  after: MemberNode | undefined = object.members.at(-1),
): TextEdit[] {
  const style = styleOf(text, object);
  if (style === undefined) return [];
  if (after === undefined) return [insertOnly(text, object.range, written, style)];
  if (style.form === 'block')
    return [insert(lineEnd(text, contentEnd(text, after.range)), `\n${style.indent}${written}`)];
  const separator = style.indent === undefined ? ' ' : `\n${style.indent}`;
  const isLast = object.members.at(-1) === after;
  const comma = isLast ? after.range.end : offsetAfterComma(text, after.range.end);
  const at = offsetAfterComment(text, comma);
  if (!isLast) return [insert(at, `${separator}${written},`)];
  return at === comma
    ? [insert(at, `,${separator}${written}`)]
    : [insert(comma, ','), insert(at, `${separator}${written}`)];
}

/** Takes a member out, with its comma and, if nothing else stands there, its lines. */
export function removeMember(text: string, object: ObjectNode, member: MemberNode): TextEdit[] {
  const style = styleOf(text, object);
  if (style === undefined) return [];
  const index = object.members.indexOf(member);
  return removePart(text, member.range, object.members[index - 1]?.range, object.members[index + 1]?.range, style);
}

/** Takes several members out; of neighbours the comments between them go too. */
export function removeMembers(text: string, object: ObjectNode, members: readonly MemberNode[]): TextEdit[] {
  const style = styleOf(text, object);
  if (style === undefined) return [];
  const edits: TextEdit[] = [];
  for (let at = 0; at < object.members.length; at++) {
    const first = object.members[at];
    if (first === undefined || !members.includes(first)) continue;
    let last = first;
    for (let next = object.members[at + 1]; next && members.includes(next); next = object.members[at + 1]) {
      last = next;
      at++;
    }
    const range = { start: first.range.start, end: last.range.end };
    const before = object.members[object.members.indexOf(first) - 1]?.range;
    edits.push(...removePart(text, range, before, object.members[at + 1]?.range, style));
  }
  return edits;
}

/** Writes another value in the place of a member's. */
export function replaceValue(text: string, object: ObjectNode, member: MemberNode, value: Json): TextEdit[] {
  const style = styleOf(text, object);
  if (style === undefined) return [];
  const { key } = member;
  if (style.form === 'block') {
    const end = member.value ? contentEnd(text, member.range) : member.range.end;
    const written = writeMember('k', value, style).slice(2);
    return [{ range: { start: offsetAfterColon(text, key.range.end), end }, newText: written }];
  }
  const range = member.value?.range ?? { start: member.range.end, end: member.range.end };
  return [{ range, newText: writeBraces(value, style.indent) }];
}

/** Writes another string in the place of one, with the quotes that that one had, escaped or not. */
export function replaceString(text: string, range: TextRange, value: string): TextEdit[] {
  const first = text[range.start];
  if (first === '|' || first === '>') return [];
  if (first === '\\') {
    const isQuoted = text.startsWith('\\"', range.start) && text.slice(0, range.end).endsWith('\\"');
    return isQuoted ? [{ range, newText: JSON.stringify(JSON.stringify(value)).slice(1, -1) }] : [];
  }
  return [{ range, newText: writeLike(first, value) }];
}

function writeLike(first: string | undefined, value: string): string {
  if (first === '"') return JSON.stringify(value);
  return first === "'" && !value.includes('\n') ? `'${value.replaceAll("'", "''")}'` : writePlain(value);
}

/** Moves an element of a list behind all others. The elements change places, and what is between them stays. */
export function moveLast(text: string, { items }: ArrayNode, index: number): TextEdit[] {
  const written = (item: SyntaxNode | undefined) =>
    item ? text.slice(item.range.start, contentEnd(text, item.range)) : '';
  return items.slice(index).map((item, at) => ({
    range: { start: item.range.start, end: contentEnd(text, item.range) },
    newText: written(index + at === items.length - 1 ? items[index] : items[index + at + 1]),
  }));
}

/** Takes an element out of a list. */
export function removeItem(text: string, array: ArrayNode, index: number): TextEdit[] {
  const item = array.items[index];
  if (item === undefined || text[array.range.start] !== '[') return [];
  const style: WritingStyle = { form: 'braces', indent: undefined };
  return removePart(text, item.range, array.items[index - 1]?.range, array.items[index + 1]?.range, style);
}

function removePart(
  text: string,
  range: TextRange,
  before: TextRange | undefined,
  after: TextRange | undefined,
  { form }: WritingStyle,
): TextEdit[] {
  if (form === 'block') return removeLines(text, range, before, after);
  if (after) {
    const end = offsetAfterComma(text, range.end);
    return [{ range: withoutEmptyLine(text, { start: range.start, end }), newText: '' }];
  }
  if (before === undefined) return [{ range, newText: '' }];
  const between = text.slice(before.end, range.start);
  if (/^\s*,\s*$/.test(between)) return [{ range: { start: before.end, end: range.end }, newText: '' }];
  const comma = offsetAfterComma(text, before.end);
  return [
    { range: { start: comma - 1, end: comma }, newText: '' },
    { range: withoutEmptyLine(text, range), newText: '' },
  ];
}

function removeLines(
  text: string,
  range: TextRange,
  before: TextRange | undefined,
  after: TextRange | undefined,
): TextEdit[] {
  const end = contentEnd(text, range);
  if (before === undefined && after === undefined) return [{ range: { start: range.start, end }, newText: '{}' }];
  const start = lineStart(text, range.start);
  if (text.slice(start, range.start).trim() === '') {
    return [{ range: withoutEmptyLine(text, { start, end: lineEnd(text, end) }), newText: '' }];
  }
  // The first member of an element of a list stands beside the dash: the next one moves there.
  return after ? [{ range: { start: range.start, end: after.start }, newText: '' }] : [];
}

/** The whole line when nothing else stands on it, else the blanks behind it too. */
function withoutEmptyLine(text: string, { start, end }: TextRange): TextRange {
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  const isAlone = text.slice(from, start).trim() === '' && text.slice(end, to).trim() === '';
  if (isAlone) return { start: from, end: Math.min(to + 1, text.length) };
  const blanks = /^[ \t]*/.exec(text.slice(end, to))?.[0].length ?? 0;
  return { start, end: end + blanks };
}

function insertOnly(text: string, range: TextRange, member: string, { indent }: WritingStyle): TextEdit {
  const inside = { start: range.start + 1, end: Math.max(range.start + 1, range.end - 1) };
  if (indent === undefined) return { range: inside, newText: ` ${member} ` };
  const close = text.slice(lineStart(text, inside.end), inside.end);
  return insert(inside.start, `\n${indent}${member}${close.trim() === '' ? '' : '\n'}`);
}

function insert(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** The end of what is written, without the line breaks that a block of YAML takes with it. */
function contentEnd(text: string, { start, end }: TextRange): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}

function offsetAfterComma(text: string, from: number): number {
  const found = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*,/.exec(text.slice(from));
  return found ? from + found[0].length : from;
}

function offsetAfterColon(text: string, from: number): number {
  return from + (/^\s*:/.exec(text.slice(from, from + 100))?.[0].length ?? 0);
}

/** Past a comment at the end of the line, which belongs to what stands before it. */
function offsetAfterComment(text: string, from: number): number {
  const found = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\n]*?\*\/[ \t]*(?=\r?\n))/.exec(
    text.slice(from, lineEnd(text, from) + 1),
  );
  return found ? from + found[0].length : from;
}
