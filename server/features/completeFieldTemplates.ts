import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver/node';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import type { KnownIntegrations } from '../integrations.ts';
import { toEdit } from '../toLsp.ts';
import { isFreeHere } from './completeMembers.ts';
import { waitsForToken } from './contextHere.ts';
import { sketchOfJson, snippetOf } from './fieldSnippets.ts';
import { type FieldTemplate, fieldTemplates } from './fieldTemplates.ts';
import { keyPlace } from './keyPlace.ts';

/** Fields that say one thing together, where the object has none of them yet. */
export function completeFieldTemplates(
  document: DocumentVersion,
  cursor: Cursor,
  known: KnownIntegrations,
): CompletionItem[] {
  const place = keyPlace(document, cursor);
  if (place.hasValue) return [];
  const { state, object, language } = cursor;
  const resource = state?.type === 'Task' && 'value' in state.resource ? state.resource.value : '';
  const present = new Set(object?.members.filter((member) => member !== cursor.member).map(({ key }) => key.value));
  const fitting = fieldTemplates(language, known.actionOf(resource)).filter(
    (template) => fits(template, cursor, known) && !Object.keys(template.fields).some((name) => present.has(name)),
  );
  return fitting.map(({ label, fields }, index) => {
    const members = Object.entries(fields).map(
      ([name, value]) => [name, sketchOfJson(value, document.format)] as const,
    );
    return {
      label,
      kind: CompletionItemKind.Snippet,
      detail: Object.keys(fields).join(', '),
      sortText: `6${String(index).padStart(3, '0')}`,
      filterText: document.format === 'json' ? `"${label}"` : label,
      insertTextFormat: InsertTextFormat.Snippet,
      textEdit: toEdit(document, { range: place.range, newText: snippetOf(members, document.format) + place.comma }),
      additionalTextEdits: place.commaBefore.map((edit) => toEdit(document, edit)),
    };
  });
}

function fits({ in: objects, distributedOnly, callbackOnly }: FieldTemplate, cursor: Cursor, known: KnownIntegrations) {
  const { state, kind } = cursor;
  if (!objects.includes(kind) || (kind === 'Free' && !isPayload(cursor, known))) return false;
  if (callbackOnly && !(state && waitsForToken(state))) return false;
  return !distributedOnly || (state?.type === 'Map' && state.mode === 'DISTRIBUTED');
}

/** An object that is computed, and whose members nobody else chooses. */
function isPayload(cursor: Cursor, known: KnownIntegrations): boolean {
  const { field } = cursor;
  const isTemplate =
    field?.rule.kind === 'template' && field.object !== 'ItemReader' && field.object !== 'ResultWriter';
  return isTemplate && isFreeHere(cursor, known);
}
