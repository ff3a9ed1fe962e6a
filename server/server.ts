import {
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { changeCapabilities, serveChanges } from './changes.ts';
import { decorationCapabilities, refreshDecorations, serveDecorations } from './decorations.ts';
import { foldingRangesOf } from './features/folding.ts';
import { symbolsOf } from './features/symbols.ts';
import { type InitializationOptions, type RunValues, runValuesNotification } from './protocol.ts';
import { Publisher } from './publisher.ts';
import { codeCapabilities, serveCode } from './serveCode.ts';
import { serveGraph } from './serveGraph.ts';
import { serveNames } from './serveNames.ts';
import { serveTyping, typingCapabilities } from './serveTyping.ts';
import { Session } from './session.ts';
import { settingsFrom } from './settings.ts';
import { templateFiles } from './templates.ts';
import { serveWorkspaceCheck, type WorkspaceCheck } from './workspaceCheck.ts';

/** Serves a client over `connection`, which the caller starts. */
export function serve(connection: Connection): void {
  const session = new Session(connection);
  connection.onInitialize(({ capabilities, workspaceFolders, rootUri, initializationOptions }) => {
    session.client = capabilities;
    session.checksByCommand = (initializationOptions as InitializationOptions | undefined)?.checksByCommand === true;
    session.folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    return initializeResult(session);
  });
  const refreshDiagnostics = serveDiagnostics(connection, session);
  const workspace = serveWorkspaceCheck(connection, session);
  const readSettings = serveSettings(connection, session, async () => {
    workspace.allChanged();
    await refreshDiagnostics();
  });
  const readTemplates = serveTemplates(connection, session, refreshDiagnostics, workspace);
  connection.onInitialized(async () => void (await Promise.all([readSettings(), readTemplates()])));
  serveFeatures(connection, session);
}

function initializeResult({ pulls, checksByCommand }: Session): InitializeResult {
  return {
    serverInfo: { name: 'Stepwise' },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      ...typingCapabilities,
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      renameProvider: { prepareProvider: true },
      documentSymbolProvider: true,
      foldingRangeProvider: true,
      ...changeCapabilities,
      ...decorationCapabilities,
      ...codeCapabilities,
      ...(pulls && { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: !checksByCommand } }),
    },
  };
}

/** Returns how to begin, once the client listens. */
function serveSettings(
  connection: Connection,
  session: Session,
  refreshDiagnostics: () => Promise<void>,
): () => Promise<void> {
  const read = async () => {
    if (!session.client.workspace?.configuration) return;
    session.settings = settingsFrom(await connection.workspace.getConfiguration('stepwise'));
    await Promise.all([refreshDiagnostics(), refreshDecorations(connection, session)]);
  };
  connection.onDidChangeConfiguration(read);
  return async () => {
    if (session.client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'stepwise' });
    }
    await read();
  };
}

/** Returns how to begin, once the client listens. */
function serveTemplates(
  connection: Connection,
  session: Session,
  refreshDiagnostics: () => Promise<void>,
  workspace: WorkspaceCheck,
): () => Promise<void> {
  const changed = async () => {
    session.templatesChanged();
    workspace.allChanged();
    await refreshDiagnostics();
  };
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const uris = changes.map(({ uri }) => uri);
    const concerned = await Promise.all(uris.map((uri) => session.templates.changed(uri)));
    const concernsMocks = await session.filesChanged(uris);
    workspace.filesChanged(uris);
    if (concerned.includes(true)) await changed();
    else if (concernsMocks) await refreshDiagnostics();
  });
  return async () => {
    if (session.client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = [{ globPattern: templateFiles }];
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    await session.templates.load(session.folders);
    if (session.templates.count > 0) await changed();
  };
}

/** Pushed after every change, or given when asked: whichever the client prefers. Returns how to give them all anew. */
function serveDiagnostics(connection: Connection, session: Session): () => Promise<void> {
  const publisher = new Publisher((uri) => {
    const version = session.versionOf(uri)?.version;
    if (version === undefined) return;
    const send = (diagnostics: Diagnostic[]) => void connection.sendDiagnostics({ uri, version, diagnostics });
    const mocks = session.mocksOf(uri);
    if (mocks === undefined) {
      const found = session.diagnosticsIn(uri);
      send(found);
      void session.roleDiagnosticsIn(uri).then((more) => {
        if (more.length > 0 && session.versionOf(uri)?.version === version) send([...found, ...more]);
      });
      return;
    }
    // A text that changed meanwhile is published anew.
    mocks.then((answering) => answering.diagnosticsIn(uri)).then(send, () => undefined);
  });
  session.open.onDidChangeContent(({ document }) => {
    if (!session.pulls) publisher.changed(document.uri);
  });
  session.open.onDidClose(({ document }) => {
    if (session.pulls) return;
    publisher.closed(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  connection.languages.diagnostics.on(async ({ textDocument: { uri } }) => {
    const mocks = session.mocksOf(uri);
    if (mocks !== undefined) return { kind: 'full', items: await (await mocks).diagnosticsIn(uri) };
    return { kind: 'full', items: [...session.diagnosticsIn(uri), ...(await session.roleDiagnosticsIn(uri))] };
  });
  return async () => {
    if (!session.pulls) for (const { uri } of session.open.all()) publisher.changed(uri);
    else if (session.client.workspace?.diagnostics?.refreshSupport) await connection.languages.diagnostics.refresh();
  };
}

function serveFeatures(connection: Connection, session: Session): void {
  serveTyping(connection, session);
  serveNames(connection, session);
  serveChanges(connection, session);
  serveDecorations(connection, session);
  serveCode(connection, session);
  connection.onDocumentSymbol(({ textDocument }) => session.inDocument(textDocument.uri, symbolsOf) ?? []);
  connection.onFoldingRanges(({ textDocument }) => session.inDocument(textDocument.uri, foldingRangesOf) ?? []);
  serveGraph(connection, session);
  connection.onNotification(runValuesNotification, async (values: RunValues) => {
    (await session.data()).runEnded(values);
    await refreshDecorations(connection, session);
  });
}
