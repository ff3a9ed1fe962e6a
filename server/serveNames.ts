import type { Connection } from 'vscode-languageserver/node';
import { definitionAt, highlightsAt, prepareRenameAt } from './features/names.ts';
import type { Session } from './session.ts';

/** The ways between a name's own place and those that use it, in workflows and in mock files. */
export function serveNames(connection: Connection, session: Session): void {
  const mocksAt = (at: { readonly textDocument: { readonly uri: string } }) => session.mocksOf(at.textDocument.uri);
  connection.onDefinition(
    (at) => mocksAt(at)?.then((mocks) => mocks.definitionAt(at)) ?? session.inDefinition(at, definitionAt),
  );
  connection.onReferences(
    (at) =>
      mocksAt(at)?.then((mocks) => mocks.referencesAt(at)) ??
      session.later(
        at.textDocument.uri,
        import('./features/rename.ts').then(({ references }) => references(session, at)),
        (locations) => locations,
      ),
  );
  connection.onDocumentHighlight(
    (at) => mocksAt(at)?.then((mocks) => mocks.highlightsAt(at)) ?? session.inDefinition(at, highlightsAt),
  );
  connection.onPrepareRename(
    (at) => mocksAt(at)?.then((mocks) => mocks.prepareRenameAt(at)) ?? session.inDefinition(at, prepareRenameAt),
  );
  connection.onRenameRequest(
    (at) =>
      mocksAt(at)?.then((mocks) => mocks.renameAt(at)) ??
      session.later(
        at.textDocument.uri,
        import('./features/rename.ts').then(({ rename }) => rename(session, at)),
        (edit) => edit,
      ),
  );
}
