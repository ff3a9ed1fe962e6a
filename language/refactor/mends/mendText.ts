import type { Finding } from '../../checks/finding.ts';
import type { TextEdit } from '../../text.ts';
import type { Change, WrittenDefinition } from './mend.ts';

/** What is JSON in other tools' eyes only: a comma too many, single quotes, comments. */
export function mendText({ code, range }: Finding, { text }: WrittenDefinition): readonly Change[] {
  const written = text.slice(range.start, range.end);
  if (code === 'hint.json-comment') return [{ title: 'Remove the comment', edits: [removeComment(text, range)] }];
  if (code !== 'INVALID_JSON_DESCRIPTION') return [];
  if (written === ',') return [{ title: 'Remove the comma', edits: [{ range, newText: '' }] }];
  const [, quoted] = /^'([^'"\\\n]*)'$/.exec(written) ?? [];
  return quoted === undefined
    ? []
    : [{ title: 'Use double quotes', edits: [{ range, newText: JSON.stringify(quoted) }] }];
}

/** With its line when nothing else stands on it. */
function removeComment(text: string, { start, end }: Finding['range']): TextEdit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const after = /^[ \t]*(\r?\n|$)/.exec(text.slice(end));
  if (text.slice(lineStart, start).trim() === '' && after) {
    return { range: { start: lineStart, end: end + after[0].length }, newText: '' };
  }
  const blanks = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return { range: { start: start - blanks, end }, newText: '' };
}
