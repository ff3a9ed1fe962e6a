import type {
  ClientCapabilities,
  Connection,
  Diagnostic,
  TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import { LSPErrorCodes, ResponseError, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { mockFileName } from '../language/mocks/mockPlaces.ts';
import { type Definition, Documents, type DocumentVersion } from './documents.ts';
import { diagnosticsOf } from './features/diagnostics.ts';
import type { WorkspaceSymbols } from './features/workspaceSymbols.ts';
import { Integrations } from './integrations.ts';
import type { Mocks } from './mocks.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { type DeclaringTemplate, Templates } from './templates.ts';
import { toOffset } from './toLsp.ts';
import type { WorkflowData } from './workflowData.ts';

/** What the server knows of one client: its open documents and settings. Asks the features, and catches what they throw. */
export class Session {
  client: ClientCapabilities = {};
  /** The client checks the workspace by our request; it must not be offered LSP's, for which it would ask all the time. */
  checksByCommand = false;
  settings: Settings = defaultSettings;
  /** URIs. */
  folders: readonly string[] = [];
  readonly open = new TextDocuments(TextDocument);
  readonly #connection: Connection;
  readonly templates = new Templates();
  readonly integrations = new Integrations();
  #mocks: Promise<Mocks> | undefined;
  #data: Promise<WorkflowData> | undefined;
  #symbols: Promise<WorkspaceSymbols> | undefined;
  readonly #documents = new Documents((uri) => this.templates.declares(uri));

  constructor(connection: Connection) {
    this.#connection = connection;
    this.open.onDidClose(({ document: { uri } }) => {
      this.#documents.forget(uri);
      void this.#data?.then((data) => data.forget(uri));
      void this.#symbols?.then((symbols) => symbols.filesChanged());
    });
    this.open.listen(connection);
  }

  /** The client asks for diagnostics itself; then nothing is pushed, or each would show twice. */
  get pulls(): boolean {
    return this.client.textDocument?.diagnostic !== undefined;
  }

  /** What is known of the data in workflows. It loads when first asked for. */
  data(): Promise<WorkflowData> {
    this.#data ??= import('./workflowData.ts').then(({ WorkflowData }) => new WorkflowData(this));
    return this.#data;
  }

  /** The states of the workspace, which are read when somebody first looks for one. */
  symbols(): Promise<WorkspaceSymbols> {
    this.#symbols ??= import('./features/workspaceSymbols.ts').then(
      ({ WorkspaceSymbols }) => new WorkspaceSymbols(this),
    );
    return this.#symbols;
  }

  /** What answers for mock files; undefined for a document that is none. */
  mocksOf(uri: string): Promise<Mocks> | undefined {
    if (!uri.endsWith(`/${mockFileName}`) && !isNamed(uri, this.settings.mockFile)) return undefined;
    this.#mocks ??= import('./mocks.ts').then(({ Mocks: Answering }) => new Answering(this));
    return this.#mocks;
  }

  /** Files were made, saved or deleted. True when that may concern a mock file that is open. */
  async filesChanged(uris: readonly string[]): Promise<boolean> {
    (await this.#data)?.filesChanged();
    (await this.#symbols)?.filesChanged();
    const mocks = await this.#mocks;
    for (const uri of uris) mocks?.changed(uri);
    return mocks !== undefined && this.open.keys().some((uri) => this.mocksOf(uri) !== undefined);
  }

  /** Documents are read again in the light of what the templates say now. */
  templatesChanged(): void {
    this.#documents.forgetAll();
  }

  versionOf(uri: string): DocumentVersion | undefined {
    const document = this.open.get(uri);
    return document && this.#documents.of(document);
  }

  /** The template that declares the definition file at `uri`, as an editor has it open or else as it is saved. */
  templateOf(uri: string): DeclaringTemplate | undefined {
    const found = this.templates.declaring(uri);
    return found && { ...found, text: this.open.get(found.uri)?.getText() ?? found.text };
  }

  diagnosticsIn(uri: string): Diagnostic[] {
    return this.inDocument(uri, (document) => diagnosticsOf(document, this.settings)) ?? [];
  }

  /** What the role of an open document's state machines lacks; never rejects. */
  async roleDiagnosticsIn(uri: string): Promise<Diagnostic[]> {
    const document = this.versionOf(uri);
    const found = document ? await this.roleDiagnosticsOf(document) : [];
    return this.versionOf(uri)?.version === document?.version ? found : [];
  }

  /** The same of any document. */
  async roleDiagnosticsOf(document: DocumentVersion): Promise<Diagnostic[]> {
    if (this.settings.findings?.['hint.missing-permission'] === 'off') return [];
    const mayHaveRole = this.templates.count > 0 || document.definitions.some(({ declared }) => declared.title);
    if (!mayHaveRole) return [];
    const { roleFindings } = await import('./features/roleFindings.ts');
    return roleFindings(this, document).catch((mistake: unknown) => {
      this.#connection.console.error(String(mistake));
      return [];
    });
  }

  /** What a feature answers for a document; undefined when it is not open or the feature goes wrong. */
  inDocument<Answer>(uri: string, feature: (document: DocumentVersion) => Answer): Answer | undefined {
    const document = this.versionOf(uri);
    return document && this.#guarded(() => feature(document));
  }

  /**
   * Answers once something has loaded. A document that changed meanwhile gets no answer: it would be one to a question
   * about another text. The client asks again.
   */
  async later<Loaded, Answer>(
    uri: string,
    loading: Promise<Loaded>,
    answer: (loaded: Loaded) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const version = this.open.get(uri)?.version;
    const loaded = await loading;
    if (this.open.get(uri)?.version === version) return answer(loaded);
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed since it was asked about.');
  }

  /** What a feature that has to be loaded answers for a document; the rules are those of `later` and `inDocument`. */
  laterInDocument<Loaded, Answer>(
    uri: string,
    loading: Promise<Loaded>,
    feature: (document: DocumentVersion, loaded: Loaded) => Answer,
  ): Promise<Answer | undefined> {
    return this.later(uri, loading, (loaded) => this.inDocument(uri, (document) => feature(document, loaded)));
  }

  /** What a feature answers for a place; null when the place is in no definition. */
  inDefinition<Answer>(
    { textDocument, position }: TextDocumentPositionParams,
    feature: (document: DocumentVersion, definition: Definition, offset: number) => Answer,
  ): Answer | null {
    const answer = this.inDocument(textDocument.uri, (document) => {
      const offset = toOffset(document, position);
      const definition = document.definitionAt(offset);
      return definition && feature(document, definition, offset);
    });
    return answer ?? null;
  }

  /** The wall: our own mistakes end here. */
  #guarded<Answer>(feature: () => Answer): Answer | undefined {
    try {
      const answer = feature();
      // One that comes later may come to nothing.
      return answer instanceof Promise ? (answer.catch((mistake) => this.#tell(mistake)) as Answer) : answer;
    } catch (mistake) {
      return this.#tell(mistake);
    }
  }

  #tell(mistake: unknown): undefined {
    this.#connection.console.error(mistake instanceof Error ? (mistake.stack ?? mistake.message) : String(mistake));
    return undefined;
  }
}

/** Whether a URI is the file that the setting names, by its path from the workspace folder. */
function isNamed(uri: string, mockFile: string): boolean {
  return (
    mockFile !== '' && decodeURIComponent(uri).endsWith(`/${mockFile.replace(/^[./\\]+/, '').replaceAll('\\', '/')}`)
  );
}
