import type { TextEdit } from '../../../language/text.ts';

/** The text after all edits of one change, which are in the offsets of the text before. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.toSorted((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
  return sorted.reduceRight(
    (done, { range, newText }) => done.slice(0, range.start) + newText + done.slice(range.end),
    text,
  );
}
