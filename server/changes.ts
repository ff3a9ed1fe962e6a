import type { Connection, ServerCapabilities, TextEdit } from 'vscode-languageserver/node';
import type { DocumentVersion } from './documents.ts';
import { callItemsAt, incomingCalls, outgoingCalls } from './features/callHierarchy.ts';
import { linkedRangesAt } from './features/linkedEditing.ts';
import { selectionRangesAt } from './features/selectionRanges.ts';
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
  connection.onCodeAction(async (at) => {
    const load = async () => {
      const { codeActionsAt, loadCalled } = await import('./features/codeActions.ts');
      await loadCalled(session, at);
      return codeActionsAt;
    };
    const found = await session.laterInDocument(at.textDocument.uri, load(), (document, codeActionsAt) =>
      codeActionsAt(document, at, session),
    );
    return found ?? [];
  });
  serveFormatting(connection, session);
  serveWays(connection, session);
}

function serveFormatting(connection: Connection, session: Session): void {
  const format = async (uri: string, edits: (document: DocumentVersion, loaded: Formatting) => TextEdit[]) =>
    (await session.laterInDocument(uri, import('./features/format.ts'), edits)) ?? [];
  connection.onDocumentFormatting(({ textDocument: { uri }, options }) =>
    format(uri, (document, { formatDocument }) => formatDocument(document, options)),
  );
  connection.onDocumentRangeFormatting(({ textDocument: { uri }, options, range }) =>
    format(uri, (document, { formatLines }) => formatLines(document, options, range)),
  );
  connection.onDocumentOnTypeFormatting(({ textDocument: { uri }, options, position }) =>
    format(uri, (document, { formatTyped }) => formatTyped(document, options, position)),
  );
}

type Formatting = typeof import('./features/format.ts');

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
  connection.onWorkspaceSymbol(async ({ query }) => (await session.symbols()).named(query));
}
