import type {
  CompletionItem,
  Diagnostic,
  DocumentHighlight,
  Hover,
  Location,
  Range,
  ReferenceParams,
  RenameParams,
  TextDocumentPositionParams,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Finding } from '../language/checks/finding.ts';
import { checkMocks } from '../language/mocks/checkMocks.ts';
import { mockSurroundings, resourcesIn } from '../language/mocks/mockedWorkflows.ts';
import type { MockFile } from '../language/mocks/mockFile.ts';
import { parseMocks } from '../language/mocks/parseMocks.ts';
import type { DocumentVersion } from './documents.ts';
import { completeMocks, type MockKnowledge } from './features/completeMocks.ts';
import { hoverMocks } from './features/hoverMocks.ts';
import { type MockCursor, mockCursorAt } from './features/mockCursor.ts';
import {
  definitionOfMock,
  highlightsOfMock,
  type MockName,
  mockNameAt,
  referencesOfMock,
  renameOfMock,
  renameRangeOfMock,
} from './features/mockNames.ts';
import { MockedWorkflows } from './mockedWorkflows.ts';
import type { Session } from './session.ts';
import { toDiagnostic, toOffset } from './toLsp.ts';

/** What the server answers for mock files. It reads workflows and the catalogue, so all of it may take a moment. */
export class Mocks {
  readonly #session: Session;
  readonly #workflows: MockedWorkflows;

  constructor(session: Session) {
    this.#session = session;
    this.#workflows = new MockedWorkflows(session);
  }

  /** A file was made, saved or deleted. */
  changed(uri: string): void {
    this.#workflows.changed(uri);
  }

  async diagnosticsIn(uri: string): Promise<Diagnostic[]> {
    const answer = this.#with(uri, (document, file, known) =>
      checkMocks(file, known).flatMap((finding) => this.#heard(finding, document)),
    );
    return (await answer) ?? [];
  }

  async completionsAt(at: TextDocumentPositionParams): Promise<CompletionItem[]> {
    return (await this.#at(at, completeMocks)) ?? [];
  }

  async hoverAt(at: TextDocumentPositionParams): Promise<Hover | null> {
    return (await this.#at(at, hoverMocks)) ?? null;
  }

  async definitionAt(at: TextDocumentPositionParams): Promise<Location[]> {
    return (await this.#named(at, definitionOfMock)) ?? [];
  }

  async referencesAt(at: ReferenceParams): Promise<Location[]> {
    return (
      (await this.#named(at, (document, name) => referencesOfMock(this.#session, document, name, at.context))) ?? []
    );
  }

  async highlightsAt(at: TextDocumentPositionParams): Promise<DocumentHighlight[]> {
    return (await this.#named(at, highlightsOfMock)) ?? [];
  }

  async prepareRenameAt(at: TextDocumentPositionParams): Promise<{ range: Range; placeholder: string } | null> {
    return (await this.#named(at, (document, name, cursor) => renameRangeOfMock(document, cursor, name))) ?? null;
  }

  /** A name that cannot be taken fails the request. */
  async renameAt(at: RenameParams): Promise<WorkspaceEdit | null> {
    const found = await this.#named(at, (document, name) => ({ document, name }));
    return found ? renameOfMock(this.#session, found.document, found.name, at.newName) : null;
  }

  /** Asks a feature about the name at a place; undefined where there is none. */
  #named<Answer>(
    { textDocument: { uri }, position }: TextDocumentPositionParams,
    feature: (document: DocumentVersion, name: MockName, cursor: MockCursor) => Answer,
  ): Promise<Answer | undefined> {
    return this.#session.laterInDocument(uri, this.#workflows.around(uri), (document, workflows) => {
      const cursor = mockCursorAt(document, toOffset(document, position));
      const name = mockNameAt(parseMocks(document.text), cursor, workflows);
      return name && feature(document, name, cursor);
    });
  }

  #at<Answer>(
    { textDocument, position }: TextDocumentPositionParams,
    feature: (document: DocumentVersion, file: MockFile, cursor: MockCursor, known: MockKnowledge) => Answer,
  ): Promise<Answer | undefined> {
    return this.#with(textDocument.uri, (document, file, known) =>
      feature(document, file, mockCursorAt(document, toOffset(document, position)), known),
    );
  }

  /** Asks a feature once everything around the file is known. */
  async #with<Answer>(
    uri: string,
    feature: (document: DocumentVersion, file: MockFile, known: MockKnowledge) => Answer,
  ): Promise<Answer | undefined> {
    const known = this.#knowledge(uri);
    return this.#session.later(uri, known, (loaded) =>
      this.#session.inDocument(uri, (document) => feature(document, parseMocks(document.text), loaded)),
    );
  }

  async #knowledge(uri: string): Promise<MockKnowledge> {
    const workflows = await this.#workflows.around(uri);
    const { integrations } = this.#session;
    await Promise.all(Array.from(resourcesIn(workflows), (resource) => integrations.load(resource)));
    const around = await mockSurroundings(workflows, await integrations.catalogue());
    return { ...around, errorsOf: (resource) => integrations.actionOf(resource)?.errors ?? [] };
  }

  #heard(finding: Finding, document: DocumentVersion): Diagnostic[] {
    const { findings = {} } = this.#session.settings;
    const severity = Object.hasOwn(findings, finding.code) ? findings[finding.code] : finding.severity;
    return severity === undefined || severity === 'off' ? [] : [toDiagnostic(document, { ...finding, severity })];
  }
}
