import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { kindOfFile } from '../language/readDocument.ts';
import { mayBeTemplate } from '../language/syntax/embedded.ts';
import { DocumentVersion } from './documents.ts';
import { diagnosticsOf } from './features/diagnostics.ts';
import type { Session } from './session.ts';
import { pathOf } from './templates.ts';
import { filesIn, readText } from './workspaceFiles.ts';

const mostFiles = 2_000;

/** A file, and what is wrong with it: as an editor has it open, or else as it is saved. */
export interface CheckedFile {
  readonly uri: string;
  /** Of the open document; null for a file that is not open. */
  readonly version: number | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every workflow of the workspace's folders, and every template that declares one. */
export async function* checkedFiles(session: Session): AsyncGenerator<CheckedFile> {
  let count = 0;
  for await (const path of filesIn(session.folders.flatMap((uri) => pathOf(uri) ?? []))) {
    if (kindOfFile(path) === undefined || !(await holdsWorkflow(path))) continue;
    yield await checkFile(session, path);
    if (++count >= mostFiles) return;
    // Between two files somebody may want to type.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Of templates and other files those alone that declare a state machine or are one. */
async function holdsWorkflow(path: string): Promise<boolean> {
  if (kindOfFile(path)?.role === 'definition') return true;
  const text = await readText(path);
  return text !== undefined && (mayBeTemplate(text) || (text.includes('"StartAt"') && text.includes('"States"')));
}

/** A file that cannot be read has nothing wrong with it. */
export async function checkFile(session: Session, path: string): Promise<CheckedFile> {
  const uri = pathToFileURL(path).href;
  const text = await readText(path);
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
