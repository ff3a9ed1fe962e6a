import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { objectRules } from '../../language/model/fields.ts';
import { isStateType } from '../../language/model/readState.ts';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import { asValues, type Value } from './insertion.ts';

/** The values of a field that can have only some. */
export function completeValues(document: DocumentVersion, cursor: Cursor): CompletionItem[] {
  return asValues(document, cursor, valuesHere(cursor));
}

function valuesHere({ rule, member }: Cursor): readonly Value[] {
  if (rule?.kind === 'boolean') return (member?.key.value === 'End' ? ['true'] : ['true', 'false']).map(word);
  return (rule?.values ?? []).map((text) => ({
    text,
    kind: CompletionItemKind.EnumMember,
    doc: member?.key.value === 'Type' && isStateType(text) ? objectRules.get(text)?.doc : undefined,
  }));
}

function word(text: string): Value {
  return { text, kind: CompletionItemKind.Keyword };
}
