import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { DocumentVersion } from './documents.ts';
import { diagnosticsOf } from './features/diagnostics.ts';
import { savedWorkflows } from './savedWorkflows.ts';
import type { Session } from './session.ts';
import { readText } from './workspaceFiles.ts';

/** A file, and what is wrong with it: as an editor has it open, or else as it is saved. */
export interface CheckedFile {
  readonly uri: string;
  /** Of the open document; null for a file that is not open. */
  readonly version: number | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every workflow of the workspace's folders, and every template that declares one. */
export async function* checkedFiles(session: Session): AsyncGenerator<CheckedFile> {
  for await (const { uri, text } of savedWorkflows(session)) yield await checkText(session, uri, text);
}

/** A file that cannot be read has nothing wrong with it. */
export async function checkFile(session: Session, path: string): Promise<CheckedFile> {
  return checkText(session, pathToFileURL(path).href, await readText(path));
}

async function checkText(session: Session, uri: string, text: string | undefined): Promise<CheckedFile> {
  const open = session.versionOf(uri);
  if (open) {
    const diagnostics = [...session.diagnosticsIn(uri), ...(await session.roleDiagnosticsIn(uri))];
    return { uri, version: open.version, diagnostics };
  }
  if (text === undefined) return { uri, version: null, diagnostics: [] };
  const document = new DocumentVersion(TextDocument.create(uri, '', 0, text), session.templates.declares(uri));
  const diagnostics = diagnosticsOf(document, session.settings);
  return { uri, version: null, diagnostics: [...diagnostics, ...(await session.roleDiagnosticsOf(document))] };
}

/** What LSP has for it; no more than its name where nothing else is wrong than the client knows. */
export function reportOf(file: CheckedFile, known: string | undefined): WorkspaceDocumentDiagnosticReport {
  const { uri, version } = file;
  const items = [...file.diagnostics];
  const resultId = createHash('sha256').update(JSON.stringify(items)).digest('base64url');
  return resultId === known
    ? { kind: 'unchanged', uri, version, resultId }
    : { kind: 'full', uri, version, resultId, items };
}
