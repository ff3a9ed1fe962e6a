import {
  type Diagnostic,
  DiagnosticSeverity,
  type TextEdit as LspEdit,
  type Position,
  type Range,
} from 'vscode-languageserver/node';
import type { Finding, Severity } from '../language/checks/finding.ts';
import type { TextEdit, TextRange } from '../language/text.ts';
import type { DocumentVersion } from './documents.ts';
import { findingLink } from './findingsPage.ts';

/** Between our offsets and LSP's lines and columns: the only such place of the server. */

const source = 'Stepwise';

/** Where lines begin is all that is needed of a document. */
type WithLines = Pick<DocumentVersion, 'lines'>;

export function toOffset(document: WithLines, position: Position): number {
  return document.lines.offsetAt(position);
}

export function toTextRange(document: WithLines, { start, end }: Range): TextRange {
  return { start: toOffset(document, start), end: toOffset(document, end) };
}

export function toRange(document: WithLines, { start, end }: TextRange): Range {
  return { start: document.lines.positionAt(start), end: document.lines.positionAt(Math.max(start, end)) };
}

export function toEdit(document: WithLines, edit: TextEdit): LspEdit {
  return { range: toRange(document, edit.range), newText: edit.newText };
}

export function toDiagnostic(document: DocumentVersion, finding: Finding): Diagnostic {
  const href = findingLink(finding.code);
  return {
    source,
    code: finding.code,
    ...(href !== undefined && { codeDescription: { href } }),
    severity: severities[finding.severity],
    message: finding.message,
    range: toRange(document, finding.range),
    ...(finding.related && {
      relatedInformation: finding.related.map(({ message, range }) => ({
        message,
        location: { uri: document.uri, range: toRange(document, range) },
      })),
    }),
    ...(finding.data && { data: finding.data }),
  };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};
