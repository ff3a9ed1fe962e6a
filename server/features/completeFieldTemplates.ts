import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver/node';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import type { KnownIntegrations } from '../integrations.ts';
import { toEdit } from '../toLsp.ts';
import { sketchOfJson, snippetOf } from './fieldSnippets.ts';
import { fieldTemplates } from './fieldTemplates.ts';
import { keyPlace } from './keyPlace.ts';

/** Fields that say one thing together, where the object has none of them yet. */
export function completeFieldTemplates(
  document: DocumentVersion,
  cursor: Cursor,
  known: KnownIntegrations,
): CompletionItem[] {
  const place = keyPlace(document, cursor);
  if (place.hasValue) return [];
  const { state, kind, object, language } = cursor;
  const resource = state?.type === 'Task' && 'value' in state.resource ? state.resource.value : '';
  const present = new Set(object?.members.filter((member) => member !== cursor.member).map(({ key }) => key.value));
  const isDistributed = state?.type === 'Map' && state.mode === 'DISTRIBUTED';
  const fitting = fieldTemplates(language, known.actionOf(resource)).filter(
    (template) =>
      template.in.includes(kind) &&
      (isDistributed || !template.distributedOnly) &&
      !Object.keys(template.fields).some((name) => present.has(name)),
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
