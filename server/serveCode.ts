import type { Connection, ServerCapabilities } from 'vscode-languageserver/node';
import type { Session } from './session.ts';

/** The ways from a workflow to the code that it calls. */
export const codeCapabilities: ServerCapabilities = {
  documentLinkProvider: {},
  typeDefinitionProvider: true,
};

export function serveCode(connection: Connection, session: Session): void {
  connection.onDocumentLinks(({ textDocument: { uri } }) =>
    session.later(
      uri,
      import('./features/codeLinks.ts').then(({ linksIn }) =>
        session.inDocument(uri, (document) => linksIn(session, document)),
      ),
      (links) => links ?? [],
    ),
  );
  connection.onTypeDefinition((at) =>
    session.later(
      at.textDocument.uri,
      import('./features/codeLinks.ts').then(({ typeDefinitionAt }) =>
        session.inDefinition(at, (...place) => typeDefinitionAt(session, ...place)),
      ),
      (locations) => locations,
    ),
  );
}
