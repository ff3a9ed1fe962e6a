import type { FormattingOptions, Position, Range, TextEdit } from 'vscode-languageserver/node';
import { formatText } from '../../language/refactor/format/formatText.ts';
import type { TextRange } from '../../language/text.ts';
import type { DocumentVersion } from '../documents.ts';
import { toEdit, toOffset } from '../toLsp.ts';

/** The whole document in order. */
export function formatDocument(document: DocumentVersion, options: FormattingOptions): TextEdit[] {
  return formatRange(document, options);
}

/** Some lines of it in order. */
export function formatLines(document: DocumentVersion, options: FormattingOptions, { start, end }: Range): TextEdit[] {
  return formatRange(document, options, { start: toOffset(document, start), end: toOffset(document, end) });
}

/** After a closing bracket or a new line: the line that was finished. */
export function formatTyped(document: DocumentVersion, options: FormattingOptions, position: Position): TextEdit[] {
  if (document.format === 'yaml') return [];
  const line = Math.max(0, position.character === 0 ? position.line - 1 : position.line);
  return formatLines(document, options, { start: { line, character: 0 }, end: position });
}

function formatRange(document: DocumentVersion, options: FormattingOptions, range?: TextRange): TextEdit[] {
  const [definition] = document.definitions;
  // A template belongs to other tools.
  if (definition === undefined || definition.declared.title !== undefined) return [];
  return formatText(document.text, document.format, options, range).map((edit) => toEdit(document, edit));
}
