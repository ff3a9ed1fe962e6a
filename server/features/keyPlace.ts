import type { TextEdit, TextRange } from '../../language/text.ts';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';

/** How a new member fits into the text around the cursor. */
export interface KeyPlace {
  /** What the new key replaces: the key that is being typed, or nothing. */
  readonly range: TextRange;
  /** A value follows already: only the name is to be written. */
  readonly hasValue: boolean;
  /** What must follow the member. */
  readonly comma: '' | ',';
  /** The comma that the member before lacks. */
  readonly commaBefore: readonly TextEdit[];
}

export function keyPlace(
  document: DocumentVersion,
  { offset, touched, object, member }: Pick<Cursor, 'offset' | 'touched' | 'object' | 'member'>,
): KeyPlace {
  const { text, format } = document;
  const range = touched ? keyRange(text, touched.range, offset) : { start: offset, end: offset };
  const hasValue = /^\s*:/.test(text.slice(range.end, range.end + lookAhead));
  if (format === 'yaml') return { range, hasValue, comma: '', commaBefore: [] };
  const before = object?.members.findLast((other) => other !== member && other.range.end <= range.start);
  const lacks = before && !text.slice(before.range.end, range.start).includes(',');
  const follows = !hasValue && /^\s*\\?"/.test(text.slice(range.end, range.end + lookAhead));
  const at = before?.range.end ?? 0;
  return {
    range,
    hasValue,
    comma: follows ? ',' : '',
    commaBefore: lacks ? [{ range: { start: at, end: at }, newText: ',' }] : [],
  };
}

/** A key whose quotation mark is not closed runs to the end of its line: only what is typed so far is replaced. */
function keyRange(text: string, { start, end }: TextRange, offset: number): TextRange {
  const isOpen = text[start] === '"' && (text[end - 1] !== '"' || end === start + 1);
  return { start, end: isOpen ? offset : end };
}

/** Further than this nobody puts a colon or the next member. */
const lookAhead = 500;
