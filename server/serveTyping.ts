import type { Connection, ServerCapabilities, TextDocumentPositionParams } from 'vscode-languageserver/node';
import { completionsAt, resourceAt } from './features/completion.ts';
import { resourceOfItem, withDocs } from './features/completionDocs.ts';
import { hoverAt } from './features/hover.ts';
import { signatureHelpAt } from './features/signatureHelp.ts';
import type { Integrations } from './integrations.ts';
import type { Session } from './session.ts';

/** What helps while somebody types: completion and hover, which may have to look into the catalogue first. */
export const typingCapabilities: ServerCapabilities = {
  completionProvider: { triggerCharacters: ['"', ':', ' ', '.', '$', '{'], resolveProvider: true },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
};

export function serveTyping(connection: Connection, session: Session, integrations: Integrations): void {
  /** What is known of services may have to be read first. */
  const knowing = <Answer>(at: TextDocumentPositionParams, answer: () => Answer) => {
    const resource = session.inDefinition(at, resourceAt);
    return session.later(at.textDocument.uri, resource === null ? ready : integrations.load(resource), answer);
  };
  connection.onCompletion((at) =>
    knowing(at, () => session.inDefinition(at, (...place) => completionsAt(...place, integrations))),
  );
  connection.onCompletionResolve(async (item) => {
    await integrations.load(resourceOfItem(item));
    return withDocs(item, session, integrations);
  });
  connection.onHover((at) =>
    knowing(at, () => session.inDefinition(at, (...place) => hoverAt(...place, integrations))),
  );
  connection.onSignatureHelp((at) => session.inDefinition(at, signatureHelpAt));
}

const ready = Promise.resolve();
