import { CodeLensRefreshRequest, type Connection, type ServerCapabilities } from 'vscode-languageserver/node';
import { legend } from './features/tokenLegend.ts';
import type { Session } from './session.ts';
import { TokenResults } from './tokenResults.ts';
import { toTextRange } from './toLsp.ts';
import type { WorkflowData } from './workflowData.ts';

/** What is shown in the text and above it, beside what is wrong. */
export const decorationCapabilities: ServerCapabilities = {
  semanticTokensProvider: { legend, full: { delta: true }, range: true },
  codeLensProvider: {},
  inlayHintProvider: true,
};

/** None of it is needed to show a file: it loads when first asked for. */
export function serveDecorations(connection: Connection, session: Session): void {
  const results = new TokenResults();
  session.open.onDidClose(({ document }) => results.forget(document.uri));
  const { semanticTokens } = connection.languages;
  semanticTokens.on(({ textDocument: { uri } }) =>
    session.later(uri, import('./features/semanticTokens.ts'), ({ tokensIn }) =>
      results.full(uri, session.inDocument(uri, (document) => tokensIn(document)) ?? []),
    ),
  );
  semanticTokens.onDelta(({ textDocument: { uri }, previousResultId }) =>
    session.later(uri, import('./features/semanticTokens.ts'), ({ tokensIn }) =>
      results.delta(uri, previousResultId, session.inDocument(uri, (document) => tokensIn(document)) ?? []),
    ),
  );
  semanticTokens.onRange(({ textDocument: { uri }, range }) =>
    session.later(uri, import('./features/semanticTokens.ts'), ({ tokensIn }) => ({
      data: session.inDocument(uri, (document) => tokensIn(document, toTextRange(document, range))) ?? [],
    })),
  );
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
    const loading = Promise.all([import('./features/inlayHints.ts'), dataOf(session, uri)]);
    const hints = await session.laterInDocument(uri, loading, (document, [{ hintsIn }, data]) =>
      hintsIn(document, toTextRange(document, range), session.settings, data),
    );
    return hints ?? [];
  });
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    const loading = import('./features/codeLenses.ts');
    return (
      (await session.laterInDocument(uri, loading, (document, { lensesOf }) => lensesOf(document, session.settings))) ??
      []
    );
  });
}

/** What is known of the data, where the hints are to say it. */
async function dataOf(session: Session, uri: string): Promise<WorkflowData> {
  const data = await session.data();
  const machines = session.inDocument(uri, ({ definitions }) => definitions.map(({ machine }) => machine)) ?? [];
  if (session.settings.inlayHints.outputs) await Promise.all(machines.map((machine) => data.load(uri, machine)));
  return data;
}

/** What they show has changed: by a setting, or by a run. */
export async function refreshDecorations(connection: Connection, { client }: Session): Promise<void> {
  if (client.workspace?.codeLens?.refreshSupport) await connection.sendRequest(CodeLensRefreshRequest.type);
  if (client.workspace?.inlayHint?.refreshSupport) await connection.languages.inlayHint.refresh();
}
