import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver/node';
import type { DocumentVersion } from '../documents.ts';
import { toRange } from '../toLsp.ts';

/** The states of a document whose names have the letters of `query` in their order, whatever their case. */
export function symbolsNamed(query: string, document: DocumentVersion): WorkspaceSymbol[] {
  return document.definitions
    .flatMap(({ machine }) => machine.states)
    .filter(({ name }) => hasLetters(name.toLowerCase(), query.toLowerCase()))
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
