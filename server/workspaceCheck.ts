import {
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { kindOfFile } from '../language/readDocument.ts';
import type { CheckedFile } from './checkedFiles.ts';
import { type CheckSummary, checkAllRequest } from './protocol.ts';
import type { Session } from './session.ts';
import { pathOf } from './templates.ts';

/** How to keep what was told of the whole workspace true. */
export interface WorkspaceCheck {
  filesChanged(uris: readonly string[]): void;
  /** What findings are, or what templates say of files, has changed. */
  allChanged(): void;
}

/**
 * Checks every workflow and template of the workspace when asked: by our own request, from which on what is wrong with
 * those that are not open is published, or by LSP's.
 */
export function serveWorkspaceCheck(connection: Connection, session: Session): WorkspaceCheck {
  const published = new Set<string>();
  let isAsked = false;
  const publish = (uri: string, diagnostics: readonly Diagnostic[]) => {
    if (diagnostics.length > 0) published.add(uri);
    else if (!published.delete(uri)) return;
    void connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
  };
  // An open document has its own findings.
  const publishClosed = ({ uri, diagnostics }: CheckedFile) => {
    if (session.open.get(uri) === undefined) publish(uri, diagnostics);
  };
  const recheck = (uri: string) => {
    const path = isAsked && kindOfFile(uri) ? pathOf(uri) : undefined;
    if (path === undefined) return;
    void import('./checkedFiles.ts').then(({ checkFile }) => checkFile(session, path)).then(publishClosed);
  };
  connection.onRequest(checkAllRequest, async (): Promise<CheckSummary> => {
    isAsked = true;
    return summaryOf(session, publishClosed);
  });
  const pulledAgain = serveWorkspacePull(connection, session);
  session.open.onDidClose(({ document }) => recheck(document.uri));
  session.open.onDidOpen(({ document }) => {
    if (session.pulls) publish(document.uri, []);
    else published.delete(document.uri);
  });
  return {
    filesChanged(uris) {
      for (const uri of uris) recheck(uri);
      if (uris.some((uri) => kindOfFile(uri))) pulledAgain();
    },
    allChanged() {
      if (isAsked) void summaryOf(session, publishClosed);
    },
  };
}

async function summaryOf(session: Session, publish: (file: CheckedFile) => void): Promise<CheckSummary> {
  const { checkedFiles } = await import('./checkedFiles.ts');
  const summary = { files: 0, errors: 0, warnings: 0 };
  for await (const file of checkedFiles(session)) {
    publish(file);
    summary.files++;
    summary.errors += file.diagnostics.filter(({ severity }) => severity === DiagnosticSeverity.Error).length;
    summary.warnings += file.diagnostics.filter(({ severity }) => severity === DiagnosticSeverity.Warning).length;
  }
  return summary;
}

/** `workspace/diagnostic`. Returns what to do when files have changed: a client that asked once is told to ask again. */
function serveWorkspacePull(connection: Connection, session: Session): () => void {
  let isAsked = false;
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, _work, progress) => {
    isAsked = true;
    const { checkedFiles, reportOf } = await import('./checkedFiles.ts');
    const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    const items = [];
    for await (const file of checkedFiles(session)) {
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
      const report = reportOf(file, before.get(file.uri));
      if (progress) progress.report({ items: [report] });
      else items.push(report);
    }
    return { items };
  });
  return () => {
    if (!isAsked || !session.client.workspace?.diagnostics?.refreshSupport) return;
    void connection.languages.diagnostics.refresh();
  };
}
