import type { Connection, ServerCapabilities } from 'vscode-languageserver/node';
import { callItemsAt, incomingCalls, outgoingCalls } from './features/callHierarchy.ts';
import { linkedRangesAt } from './features/linkedEditing.ts';
import { selectionRangesAt } from './features/selectionRanges.ts';
import { symbolsNamed } from './features/workspaceSymbols.ts';
import type { Session } from './session.ts';

/** What changes a text, and the ways through it beside the names of its states. */
export const changeCapabilities: ServerCapabilities = {
  codeActionProvider: { codeActionKinds: ['quickfix', 'refactor.rewrite'] },
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: [']', '\n'] },
  selectionRangeProvider: true,
  callHierarchyProvider: true,
  linkedEditingRangeProvider: true,
  workspaceSymbolProvider: true,
};

export function serveChanges(connection: Connection, session: Session): void {
  // Not needed to show a file: these load when first asked for.
  connection.onCodeAction((at) =>
    session.later(
      at.textDocument.uri,
      import('./features/codeActions.ts'),
      ({ codeActionsAt }) =>
        session.inDocument(at.textDocument.uri, (document) => codeActionsAt(document, at, session)) ?? [],
    ),
  );
  connection.onDocumentFormatting(({ textDocument: { uri }, options }) =>
    session.later(
      uri,
      import('./features/format.ts'),
      ({ formatDocument }) => session.inDocument(uri, (document) => formatDocument(document, options)) ?? [],
    ),
  );
  connection.onDocumentRangeFormatting(({ textDocument: { uri }, options, range }) =>
    session.later(
      uri,
      import('./features/format.ts'),
      ({ formatLines }) => session.inDocument(uri, (document) => formatLines(document, options, range)) ?? [],
    ),
  );
  connection.onDocumentOnTypeFormatting(({ textDocument: { uri }, options, position }) =>
    session.later(
      uri,
      import('./features/format.ts'),
      ({ formatTyped }) => session.inDocument(uri, (document) => formatTyped(document, options, position)) ?? [],
    ),
  );
  serveWays(connection, session);
}

function serveWays(connection: Connection, session: Session): void {
  connection.onSelectionRanges(
    ({ textDocument, positions }) =>
      session.inDocument(textDocument.uri, (document) => selectionRangesAt(document, positions)) ?? [],
  );
  connection.languages.callHierarchy.onPrepare((at) => session.inDefinition(at, callItemsAt));
  connection.languages.callHierarchy.onIncomingCalls(
    ({ item }) => session.inDocument(item.uri, (document) => incomingCalls(document, item)) ?? [],
  );
  connection.languages.callHierarchy.onOutgoingCalls(
    ({ item }) => session.inDocument(item.uri, (document) => outgoingCalls(document, item)) ?? [],
  );
  connection.languages.onLinkedEditingRange((at) => session.inDefinition(at, linkedRangesAt));
  connection.onWorkspaceSymbol(({ query }) =>
    session.open.all().flatMap(({ uri }) => session.inDocument(uri, (document) => symbolsNamed(query, document)) ?? []),
  );
}
