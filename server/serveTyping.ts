import type { Connection, ServerCapabilities } from 'vscode-languageserver/node';
import { completionsAt, resourceAt } from './features/completion.ts';
import { resourceOfItem, withDocs } from './features/completionDocs.ts';
import { hoverAt } from './features/hover.ts';
import { signatureHelpAt } from './features/signatureHelp.ts';
import { Integrations } from './integrations.ts';
import type { Session } from './session.ts';

/** What helps while somebody types: completion and hover, which may have to look into the catalogue first. */
export const typingCapabilities: ServerCapabilities = {
  completionProvider: { triggerCharacters: ['"', ':', ' ', '.', '$', '{'], resolveProvider: true },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
};

export function serveTyping(connection: Connection, session: Session): void {
  const integrations = new Integrations();
  /** The document may change while the catalogue is read: what is answered is of the version after it. */
  const loadFor = async (at: Parameters<Session['inDefinition']>[0]) => {
    const resource = session.inDefinition(at, resourceAt);
    if (resource !== null) await integrations.load(resource);
  };
  connection.onCompletion(async (at) => {
    await loadFor(at);
    return session.inDefinition(at, (...place) => completionsAt(...place, integrations));
  });
  connection.onCompletionResolve(async (item) => {
    await integrations.load(resourceOfItem(item));
    return withDocs(item, session, integrations);
  });
  connection.onHover(async (at) => {
    await loadFor(at);
    return session.inDefinition(at, (...place) => hoverAt(...place, integrations));
  });
  connection.onSignatureHelp((at) => session.inDefinition(at, signatureHelpAt));
}
