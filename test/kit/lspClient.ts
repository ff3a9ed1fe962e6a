import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  type CompletionItem,
  CompletionRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentSymbol,
  DocumentSymbolRequest,
  ExitNotification,
  type Hover,
  HoverRequest,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { root } from '../../scripts/vscode.ts';

/** The server as its sources stand, or as it ships. */
export type ServerMode = 'source' | 'bundle';

/** A language server in a process of its own, spoken to over its standard input and output. */
export interface LspClient {
  readonly capabilities: InitializeResult['capabilities'];
  readonly connection: ProtocolConnection;
  /** The server's process. */
  readonly pid: number | undefined;
  /** Opens a text; `‸` marks the cursor and is taken out. `name` is a path without its first slash. */
  open(text: string, name?: string, languageId?: string): Promise<OpenDocument>;
  /** What the server wrote to its standard error. */
  errors(): string;
  close(): Promise<void>;
}

export interface OpenDocument {
  readonly uri: string;
  /** Replaces the whole text; `‸` marks the new cursor. */
  change(text: string): Promise<void>;
  /** Inserts at the cursor, which stays behind it, and sends no more than that, as editors do. */
  type(text: string): Promise<void>;
  /** The findings about the text as it is now. */
  diagnostics(): Promise<readonly Diagnostic[]>;
  hover(): Promise<Hover | null>;
  completion(): Promise<readonly CompletionItem[]>;
  symbols(): Promise<readonly DocumentSymbol[]>;
  close(): Promise<void>;
}

const entries: Record<ServerMode, string> = { source: 'server/main.ts', bundle: 'dist/server.cjs' };

export async function connect(mode: ServerMode, options: Partial<InitializeParams> = {}): Promise<LspClient> {
  const server = spawn(process.execPath, [join(root, entries[mode]), '--stdio']);
  let errors = '';
  server.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const published = listenToDiagnostics(connection);
  connection.listen();
  const answered = connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: clientCapabilities,
    ...options,
  });
  const { capabilities } = await Promise.race([answered, diedBefore(server, () => errors)]);
  await connection.sendNotification(InitializedNotification.type, {});
  let opened = 0;
  return {
    capabilities,
    connection,
    pid: server.pid,
    open: (text, name = `test-${++opened}.asl.json`, languageId = 'asl') =>
      openDocument(connection, published, text, { uri: `file:///${name}`, languageId }),
    errors: () => errors,
    close: () => close(connection, server),
  };
}

/** Rejects when the server ends before anything was heard of it. */
function diedBefore(server: ChildProcess, errors: () => string): Promise<never> {
  return new Promise((_resolve, reject) => {
    server.once('error', (reason) => reject(new Error(`The language server did not start: ${reason.message}`)));
    server.once('close', (code, signal) => {
      reject(new Error(`The language server ended (${signal ?? `code ${code}`}) before it answered:\n${errors()}`));
    });
  });
}

const clientCapabilities: InitializeParams['capabilities'] = {
  textDocument: {
    publishDiagnostics: { versionSupport: true, relatedInformation: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    completion: { completionItem: { snippetSupport: true, insertReplaceSupport: true } },
  },
};

/** The diagnostics of one version of one document, when they have been published. */
type Published = (uri: string, version: number) => Promise<readonly Diagnostic[]>;

function listenToDiagnostics(connection: ProtocolConnection): Published {
  const latest = new Map<string, { version: number; diagnostics: readonly Diagnostic[] }>();
  const waiting: (() => void)[] = [];
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version = 0, diagnostics }) => {
    latest.set(uri, { version, diagnostics });
    for (const resolve of waiting.splice(0)) resolve();
  });
  return async (uri, version) => {
    for (;;) {
      const found = latest.get(uri);
      if (found && found.version >= version) return found.diagnostics;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
}

async function openDocument(
  connection: ProtocolConnection,
  published: Published,
  text: string,
  { uri, languageId }: { readonly uri: string; readonly languageId: string },
): Promise<OpenDocument> {
  let { plain, cursor } = takeCursor(uri, text);
  let version = 1;
  const textDocument = { uri };
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId, version, text: plain },
  });
  return {
    uri,
    async change(changed) {
      ({ plain, cursor } = takeCursor(uri, changed));
      version++;
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ text: plain }],
      });
    },
    async type(typed) {
      version++;
      const range = { start: cursor, end: cursor };
      cursor = { line: cursor.line, character: cursor.character + typed.length };
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ range, text: typed }],
      });
    },
    diagnostics: () => published(uri, version),
    hover: () => connection.sendRequest(HoverRequest.type, { textDocument, position: cursor }),
    async completion() {
      const answer = await connection.sendRequest(CompletionRequest.type, { textDocument, position: cursor });
      return Array.isArray(answer) ? answer : (answer?.items ?? []);
    },
    async symbols() {
      const answer = (await connection.sendRequest(DocumentSymbolRequest.type, { textDocument })) ?? [];
      return answer.filter((symbol): symbol is DocumentSymbol => 'selectionRange' in symbol);
    },
    close: () => connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument }),
  };
}

function takeCursor(uri: string, marked: string): { plain: string; cursor: Position } {
  const plain = marked.replace('‸', '');
  const offset = Math.max(0, marked.indexOf('‸'));
  return { plain, cursor: TextDocument.create(uri, 'asl', 1, plain).positionAt(offset) };
}

async function close(connection: ProtocolConnection, server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  await ended;
  connection.dispose();
}
