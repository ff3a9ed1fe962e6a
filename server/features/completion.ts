import type { CompletionItem, CompletionList } from 'vscode-languageserver/node';
import { type Cursor, cursorAt } from '../cursor.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { KnownIntegrations } from '../integrations.ts';
import { completeErrorNames } from './completeErrorNames.ts';
import { completeFields } from './completeFields.ts';
import { completeFieldTemplates } from './completeFieldTemplates.ts';
import { completeJsonata } from './completeJsonata.ts';
import { completeMembers, completeMemberValues } from './completeMembers.ts';
import { completePaths } from './completePaths.ts';
import { completeResources } from './completeResources.ts';
import { completeStateNames, mostStateNames } from './completeStateNames.ts';
import { completeValues } from './completeValues.ts';

/** What can be typed at the cursor, the likeliest first. */
export function completionsAt(
  document: DocumentVersion,
  definition: Definition,
  offset: number,
  known: KnownIntegrations,
): CompletionList {
  const cursor = keyCursorAt(document, definition, offset);
  const items = cursor.part === 'key' ? keys(document, cursor, known) : values(document, cursor, known);
  return { isIncomplete: cursor.rule?.kind === 'stateName' || items.length > mostStateNames, items };
}

function keys(document: DocumentVersion, cursor: Cursor, known: KnownIntegrations): CompletionItem[] {
  // States come from where they are loaded.
  if (cursor.kind === 'States') return [];
  const own = cursor.kind === 'Free' ? completeMembers(document, cursor, known) : completeFields(document, cursor);
  return [...own, ...completeFieldTemplates(document, cursor, known)];
}

function values(document: DocumentVersion, cursor: Cursor, known: KnownIntegrations): CompletionItem[] {
  switch (cursor.rule?.kind) {
    case 'stateName':
      return completeStateNames(document, cursor);
    case 'resource':
      return completeResources(document, cursor, known);
    case 'errorNames':
      return completeErrorNames(document, cursor, known);
    default:
      return [
        ...completeValues(document, cursor),
        ...completeMemberValues(document, cursor, known),
        ...completeJsonata(document, cursor),
        ...completePaths(document, cursor),
      ];
  }
}

/** The place at `offset` where something is typed: just before a key a new one is, and the key stays. */
export function keyCursorAt(document: DocumentVersion, definition: Definition, offset: number): Cursor {
  const cursor = cursorAt(document, definition, offset);
  const isBefore = cursor.part === 'key' && cursor.touched?.range.start === cursor.offset;
  return isBefore ? { ...cursor, touched: undefined, member: undefined, rule: undefined } : cursor;
}
