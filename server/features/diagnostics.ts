import type { Diagnostic } from 'vscode-languageserver/node';
import type { DocumentVersion } from '../documents.ts';
import type { Settings } from '../settings.ts';
import { toDiagnostic } from '../toLsp.ts';

/** What is wrong with a document's text and with the state machines in it. */
export function diagnosticsOf(document: DocumentVersion, settings: Settings): Diagnostic[] {
  return document.definitions
    .flatMap((definition) => definition.findings(settings.findings))
    .map((finding) => toDiagnostic(document, finding));
}
