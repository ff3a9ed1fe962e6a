import type { Finding } from '../../language/checks/finding.ts';
import { LineIndex } from '../../language/text.ts';

/** A text that was checked, by the name it goes by. */
export interface CheckedFile {
  readonly path: string;
  readonly text: string;
  /** How many state machines are in it. */
  readonly definitions: number;
  readonly findings: readonly Finding[];
}

/** A finding as people count: lines and columns from one, columns in UTF-16 units. */
export interface PlacedFinding extends Finding {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The findings of a file in the order of the text. */
export function placeFindings({ text, findings }: CheckedFile): readonly PlacedFinding[] {
  const lines = new LineIndex(text);
  return [...findings]
    .sort((one, other) => one.range.start - other.range.start)
    .map((finding) => {
      const start = lines.positionAt(finding.range.start);
      const end = lines.positionAt(finding.range.end);
      return {
        ...finding,
        line: start.line + 1,
        column: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      };
    });
}
