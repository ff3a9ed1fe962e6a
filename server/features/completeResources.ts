import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { optimisedServices, readerResources, writerResources } from '../../language/integrations/optimised.ts';
import { parseResource, resourceArn } from '../../language/integrations/resource.ts';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import type { KnownIntegrations } from '../integrations.ts';
import { suggestNext } from './completeFields.ts';
import { asValues, type Value } from './insertion.ts';
import { typedString } from './textBefore.ts';

const sdkPrefix = 'arn:aws:states:::aws-sdk:';

/** The Resources that this object can have: what is optimised, then services behind `aws-sdk` and their actions. */
export function completeResources(
  document: DocumentVersion,
  cursor: Cursor,
  known: KnownIntegrations,
): CompletionItem[] {
  return asValues(document, cursor, resourcesHere(cursor, known));
}

function resourcesHere(cursor: Cursor, known: KnownIntegrations): readonly Value[] {
  switch (cursor.kind) {
    case 'Task': {
      const typed = typedString(cursor)?.before ?? '';
      return [...sdkActions(typed, known), ...optimised(), ...sdkServices(known)];
    }
    case 'ItemReader':
      return readerResources.map(fixed);
    case 'ResultWriter':
      return writerResources.map(fixed);
    default:
      return [];
  }
}

function fixed(action: string): Value {
  return { text: `arn:aws:states:::${action}`, kind: CompletionItemKind.Function };
}

function optimised(): readonly Value[] {
  return [...optimisedServices].flatMap(([service, { label, actions }]) =>
    Object.entries(actions).flatMap(([action, { patterns }]) =>
      patterns.map((pattern) => {
        const text = resourceArn(service === 'http' ? 'http' : 'optimised', service, action, pattern);
        return { text, kind: CompletionItemKind.Function, rank: 1, detail: label, data: { about: 'resource', text } };
      }),
    ),
  );
}

/** Choosing a service asks for its actions. */
function sdkServices({ sdkServices: services }: KnownIntegrations): readonly Value[] {
  return services
    .filter(({ status }) => status !== 'retired')
    .map(({ token, label, status }) => ({
      text: `${sdkPrefix}${token}:`,
      kind: CompletionItemKind.Module,
      rank: status === 'confirmed' ? 2 : 3,
      detail: label,
      command: suggestNext,
    }));
}

function sdkActions(typed: string, known: KnownIntegrations): readonly Value[] {
  const resource = parseResource(typed);
  if (resource.kind !== 'aws-sdk') return [];
  const token = resource.service.text;
  return known.sdkActions(token).flatMap((action) => {
    const patterns = ['requestResponse', 'waitForTaskToken'] as const;
    return patterns.map((pattern, rank) => {
      const text = resourceArn('aws-sdk', token, action, pattern, resource.partition);
      return { text, kind: CompletionItemKind.Function, rank, data: { about: 'resource', text } };
    });
  });
}
