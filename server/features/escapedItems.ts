import { type CompletionItem, type CompletionList, InsertTextFormat } from 'vscode-languageserver/node';
import type { Definition, DocumentVersion } from '../documents.ts';

/** Completions for a definition that is a string in its template: quotes are escaped there, and all is on one line. */
export function inEscapes(list: CompletionList, document: DocumentVersion, definition: Definition): CompletionList {
  return isEscaped(document, definition) ? { ...list, items: list.items.map(escapedItem) } : list;
}

function isEscaped({ text }: DocumentVersion, { root }: Definition): boolean {
  const [first] = root?.kind === 'object' ? root.members : [];
  return first !== undefined && text[first.key.range.start] === '\\';
}

function escapedItem(item: CompletionItem): CompletionItem {
  const { textEdit, additionalTextEdits, filterText, insertTextFormat } = item;
  const written = insertTextFormat === InsertTextFormat.Snippet ? escapedSnippet : escapedText;
  return {
    ...item,
    ...(filterText !== undefined && { filterText: escapedText(filterText) }),
    ...(textEdit && { textEdit: { ...textEdit, newText: written(textEdit.newText) } }),
    ...(additionalTextEdits && {
      additionalTextEdits: additionalTextEdits.map((edit) => ({ ...edit, newText: escapedText(edit.newText) })),
    }),
  };
}

function escapedText(text: string): string {
  return JSON.stringify(onOneLine(text)).slice(1, -1);
}

/** In LSP's snippet syntax a backslash that is to be written is itself escaped. */
function escapedSnippet(text: string): string {
  return onOneLine(text).replaceAll('"', '\\\\"');
}

function onOneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
