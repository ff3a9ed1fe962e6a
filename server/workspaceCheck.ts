import { pathToFileURL } from 'node:url';
import { type Connection, type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { kindOfFile } from '../language/readDocument.ts';
import { mayBeTemplate } from '../language/syntax/embedded.ts';
import { DocumentVersion } from './documents.ts';
import { diagnosticsOf } from './features/diagnostics.ts';
import { type CheckSummary, checkAllRequest } from './protocol.ts';
import type { Session } from './session.ts';
import { pathOf } from './templates.ts';
import { filesIn, readText } from './workspaceFiles.ts';

const mostFiles = 2_000;

/**
 * Checks every workflow and template of the workspace when asked. From then on, what is wrong with those that are not
 * open is published; returns how to keep it true when files change.
 */
export function serveWorkspaceCheck(connection: Connection, session: Session): (uris: readonly string[]) => void {
  const published = new Set<string>();
  let isAsked = false;
  const publish = (uri: string, diagnostics: Diagnostic[]) => {
    if (diagnostics.length > 0) published.add(uri);
    else if (!published.delete(uri)) return;
    void connection.sendDiagnostics({ uri, diagnostics });
  };
  const check = async (path: string): Promise<Diagnostic[]> => {
    const uri = pathToFileURL(path).href;
    const text = await readText(path);
    const open = session.open.get(uri) !== undefined;
    const diagnostics = text === undefined || open ? [] : diagnosticsIn(session, uri, text);
    publish(uri, diagnostics);
    return open ? session.diagnosticsIn(uri) : diagnostics;
  };
  connection.onRequest(checkAllRequest, async (): Promise<CheckSummary> => {
    isAsked = true;
    return summaryOf(session, check);
  });
  const recheck = (uri: string) => {
    const path = isAsked && mayHoldWorkflow(uri) ? pathOf(uri) : undefined;
    if (path !== undefined) void check(path);
  };
  session.open.onDidClose(({ document }) => recheck(document.uri));
  // An open document has its own findings.
  session.open.onDidOpen(({ document }) => {
    if (session.pulls) publish(document.uri, []);
    else published.delete(document.uri);
  });
  return (uris) => {
    for (const uri of uris) recheck(uri);
  };
}

async function summaryOf(session: Session, check: (path: string) => Promise<Diagnostic[]>): Promise<CheckSummary> {
  const folders = session.folders.flatMap((uri) => pathOf(uri) ?? []);
  const summary = { files: 0, errors: 0, warnings: 0 };
  for await (const path of filesIn(folders)) {
    if (!mayHoldWorkflow(path) || !(await holdsWorkflow(path))) continue;
    const diagnostics = await check(path);
    summary.files++;
    summary.errors += diagnostics.filter(({ severity }) => severity === DiagnosticSeverity.Error).length;
    summary.warnings += diagnostics.filter(({ severity }) => severity === DiagnosticSeverity.Warning).length;
    if (summary.files >= mostFiles) break;
    // Between two files somebody may want to type.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return summary;
}

function mayHoldWorkflow(name: string): boolean {
  return kindOfFile(name) !== undefined;
}

/** Of templates and other files those alone that declare a state machine or are one. */
async function holdsWorkflow(path: string): Promise<boolean> {
  if (kindOfFile(path)?.role === 'definition') return true;
  const text = await readText(path);
  return text !== undefined && (mayBeTemplate(text) || (text.includes('"StartAt"') && text.includes('"States"')));
}

function diagnosticsIn(session: Session, uri: string, text: string): Diagnostic[] {
  const document = new DocumentVersion(TextDocument.create(uri, '', 0, text), session.templates.declares(uri));
  return diagnosticsOf(document, session.settings);
}
