import type { CompletionItem } from 'vscode-languageserver/node';
import { cursorAt } from '../cursor.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import { completeFields } from './completeFields.ts';
import { completeValues } from './completeValues.ts';

/** What can be typed at the cursor, the likeliest first. */
export function completionsAt(document: DocumentVersion, definition: Definition, offset: number): CompletionItem[] {
  const cursor = cursorAt(document, definition, offset);
  return cursor.part === 'key' ? completeFields(document, cursor) : completeValues(document, cursor);
}
