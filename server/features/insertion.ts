import { type CompletionItem, InsertTextFormat, MarkupKind } from 'vscode-languageserver/node';
import type { TextRange } from '../../language/text.ts';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import { toEdit } from '../toLsp.ts';
import { writeString } from '../writeString.ts';

/** A value that fits. Of two the one with the smaller `rank` comes first. */
export interface Value {
  readonly text: string;
  readonly kind: NonNullable<CompletionItem['kind']>;
  readonly rank?: number;
  readonly detail?: string | undefined;
  /** Markdown; `data` instead where it takes work to write it. */
  readonly doc?: string | undefined;
  /** For `completionItem/resolve`, see completionDocs.ts. */
  readonly data?: unknown;
  readonly command?: CompletionItem['command'];
  /** What is written instead of `text`, in LSP's snippet syntax. */
  readonly snippet?: string;
}

/** Where a value is to be written. */
type ValuePlace = Pick<Cursor, 'offset' | 'touched'> & Partial<Pick<Cursor, 'rule'>>;

/** Whole values for the place at the cursor, in place of what is there. */
export function asValues(document: DocumentVersion, cursor: ValuePlace, values: readonly Value[]): CompletionItem[] {
  const range = valueRange(document, cursor);
  const isWord = cursor.rule?.kind === 'boolean';
  return values.map((value, index) => {
    const written = isWord ? value.text : writeString(value.text, document.format);
    const filterText = document.format === 'json' ? written : value.text;
    const newText = value.snippet === undefined ? written : `"${value.snippet}"`;
    return {
      ...itemOf(value, index),
      filterText,
      textEdit: toEdit(document, { range, newText }),
      ...(value.snippet !== undefined && { insertTextFormat: InsertTextFormat.Snippet }),
    };
  });
}

/** Words inside a string, in place of what is typed of them: `range` ends at the cursor. */
export function asWords(document: DocumentVersion, range: TextRange, values: readonly Value[]): CompletionItem[] {
  return values.map((value, index) => ({
    ...itemOf(value, index),
    filterText: value.text,
    textEdit: toEdit(document, { range, newText: value.snippet ?? value.text }),
    ...(value.snippet !== undefined && { insertTextFormat: InsertTextFormat.Snippet }),
  }));
}

function itemOf({ text, kind, rank = 0, detail, doc, data, command }: Value, index: number): CompletionItem {
  return {
    label: text,
    kind,
    sortText: `${rank}${String(index).padStart(5, '0')}`,
    ...(detail !== undefined && { detail }),
    ...(doc !== undefined && { documentation: { kind: MarkupKind.Markdown, value: doc } }),
    ...(data !== undefined && { data }),
    ...(command && { command }),
  };
}

/** What a new value replaces: the one that is there. One whose quotation mark is not closed counts up to the cursor. */
function valueRange({ text }: DocumentVersion, { touched, offset }: ValuePlace): TextRange {
  if (!touched) return { start: offset, end: offset };
  const { start, end } = touched.range;
  const isOpen = text[start] === '"' && (text[end - 1] !== '"' || end === start + 1);
  return { start, end: isOpen ? offset : end };
}
