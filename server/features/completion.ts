import type { CompletionItem } from 'vscode-languageserver/node';
import { type Cursor, cursorAt } from '../cursor.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import { completeFields } from './completeFields.ts';
import { completeValues } from './completeValues.ts';

/** What can be typed at the cursor, the likeliest first. */
export function completionsAt(document: DocumentVersion, definition: Definition, offset: number): CompletionItem[] {
  const cursor = beforeKey(cursorAt(document, definition, offset));
  return cursor.part === 'key' ? completeFields(document, cursor) : completeValues(document, cursor);
}

/** Just before a key a new one is typed, and the key stays. */
function beforeKey(cursor: Cursor): Cursor {
  const isBefore = cursor.part === 'key' && cursor.touched?.range.start === cursor.offset;
  return isBefore ? { ...cursor, touched: undefined, member: undefined, rule: undefined } : cursor;
}
