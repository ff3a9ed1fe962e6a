import type { Connection, ServerCapabilities } from 'vscode-languageserver/node';
import { legend } from './features/tokenLegend.ts';
import type { Session } from './session.ts';
import { TokenResults } from './tokenResults.ts';
import { toTextRange } from './toLsp.ts';

/** What is shown in the text and above it, beside what is wrong. */
export const decorationCapabilities: ServerCapabilities = {
  semanticTokensProvider: { legend, full: { delta: true }, range: true },
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
}
