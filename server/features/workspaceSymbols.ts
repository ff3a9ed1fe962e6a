import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { DocumentVersion } from '../documents.ts';
import { savedWorkflows } from '../savedWorkflows.ts';
import type { Session } from '../session.ts';
import { toRange } from '../toLsp.ts';

/** The states of the workspace by their names: those of open documents, and those of the files as they are saved. */
export class WorkspaceSymbols {
  readonly #session: Session;
  /** Read when somebody first looks for a state. */
  #saved: Promise<readonly WorkspaceSymbol[]> | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  filesChanged(): void {
    this.#saved = undefined;
  }

  /** Those whose names have the letters of `query` in their order, whatever their case. */
  async named(query: string): Promise<WorkspaceSymbol[]> {
    const { open } = this.#session;
    this.#saved ??= symbolsOfFiles(this.#session);
    const saved = (await this.#saved).filter(({ location }) => open.get(location.uri) === undefined);
    const ofOpen = open.all().flatMap(({ uri }) => this.#session.inDocument(uri, symbolsOf) ?? []);
    return [...ofOpen, ...saved].filter(({ name }) => hasLetters(name.toLowerCase(), query.toLowerCase()));
  }
}

async function symbolsOfFiles(session: Session): Promise<readonly WorkspaceSymbol[]> {
  const symbols: WorkspaceSymbol[] = [];
  for await (const { uri, text } of savedWorkflows(session)) {
    symbols.push(...symbolsOf(new DocumentVersion(TextDocument.create(uri, '', 0, text), {})));
  }
  return symbols;
}

function symbolsOf(document: DocumentVersion): WorkspaceSymbol[] {
  return document.definitions
    .flatMap(({ machine }) => machine.states)
    .map((state) => ({
      name: state.name,
      kind: SymbolKind.Function,
      containerName: state.type,
      location: { uri: document.uri, range: toRange(document, state.nameRange) },
    }));
}

function hasLetters(name: string, query: string): boolean {
  let at = -1;
  for (const letter of query) {
    at = name.indexOf(letter, at + 1);
    if (at === -1) return false;
  }
  return true;
}
