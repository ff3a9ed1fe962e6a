import type { Json } from '../json.ts';
import { lineStart, type WritingStyle, writeMember } from '../syntax/writeValue.ts';

/** A text that is there already, in the place of a member that stands for it. */
export interface Kept {
  readonly marker: string;
  readonly text: string;
  /** The white space that its lines begin with now. */
  readonly indent: string;
}

/** Writes a member with the kept texts in the places of their markers, each line as deep as it stands now. */
export function writeKept(key: string, value: Json, style: WritingStyle, kept: readonly Kept[]): string {
  return kept.reduce(
    (written, { marker, text, indent }) => {
      const mark = writeMember(marker, 0, style);
      const at = written.indexOf(mark);
      const before = written.slice(lineStart(written, at), at);
      const moved = style.indent === undefined || before.trim() !== '' ? text : reindented(text, indent, before);
      return written.slice(0, at) + moved + written.slice(at + mark.length);
    },
    writeMember(key, value, style),
  );
}

/** The lines behind the first as far in as `to` where they were as far in as `from`. */
function reindented(text: string, from: string, to: string): string {
  const [first = '', ...others] = text.split('\n');
  return [
    first,
    ...others.map((line) => (line.startsWith(from) && line.trim() !== '' ? to + line.slice(from.length) : line)),
  ].join('\n');
}
