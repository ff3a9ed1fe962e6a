import { type CompletionItem, MarkupKind } from 'vscode-languageserver/node';
import type { KnownIntegrations } from '../integrations.ts';
import type { Session } from '../session.ts';
import { membersAt } from './completeMembers.ts';
import { describe } from './hover.ts';
import { describeAction } from './hoverResource.ts';

/** What an item is about, for the moment when somebody looks at it. It has been to the client and back. */
type About =
  | { readonly about: 'state'; readonly uri: string; readonly location: string }
  | { readonly about: 'resource'; readonly text: string }
  | { readonly about: 'member'; readonly resource: string; readonly path: readonly string[]; readonly name: string };

/** The item with its documentation; as it is when there is nothing to say any more. Load the resource before. */
export function withDocs(item: CompletionItem, session: Session, known: KnownIntegrations): CompletionItem {
  const value = docOf(item.data, session, known);
  return value ? { ...item, documentation: { kind: MarkupKind.Markdown, value } } : item;
}

/** The Resource that must be known to document an item. */
export function resourceOfItem({ data }: CompletionItem): string {
  if (!isAbout(data)) return '';
  if (data.about === 'resource') return data.text;
  return data.about === 'member' ? data.resource : '';
}

function docOf(data: unknown, session: Session, known: KnownIntegrations): string | undefined {
  if (!isAbout(data)) return undefined;
  switch (data.about) {
    case 'state':
      return session.inDocument(data.uri, ({ definitions }) => {
        const states = definitions.flatMap(({ machine }) => machine.states);
        const state = states.find(({ location }) => location === data.location);
        return state && describe(state);
      });
    case 'resource':
      return describeAction(data.text, known);
    case 'member': {
      const members: readonly { readonly name: string; readonly doc?: string | undefined }[] =
        membersAt(known, data.resource, data.path) ?? [];
      return members.find(({ name }) => name === data.name)?.doc;
    }
    default:
      return data satisfies never;
  }
}

function isAbout(data: unknown): data is About {
  return typeof data === 'object' && data !== null && 'about' in data;
}
