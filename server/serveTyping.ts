import type {
  CompletionItem,
  Connection,
  ServerCapabilities,
  TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import type { StateMachine } from '../language/model/stateMachine.ts';
import { cursorAt, resourceAt } from './cursor.ts';
import type { Definition, DocumentVersion } from './documents.ts';
import type { Session } from './session.ts';
import type { WorkflowData } from './workflowData.ts';

/**
 * What helps while somebody types: completion and hover, which may have to look into the catalogue first. None of it is
 * needed to show a file: it loads when first asked for.
 */
export const typingCapabilities: ServerCapabilities = {
  completionProvider: { triggerCharacters: ['"', ':', ' ', '.', '$', '{'], resolveProvider: true },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
};

export function serveTyping(connection: Connection, session: Session): void {
  const { integrations } = session;
  connection.onCompletion(
    (at) =>
      session.mocksOf(at.textDocument.uri)?.then((mocks) => mocks.completionsAt(at)) ??
      knowing(
        session,
        at,
        featuresForCompletion(session, at),
        ([{ completionsAt }, { withData }, { inEscapes }, more], data) =>
          session.inDefinition(at, (...place) => {
            const list = completionsAt(...place, integrations);
            const all = { ...list, items: [...more, ...list.items] };
            const [document, definition] = place;
            return inEscapes(data ? withData(all, ...place, data) : all, document, definition);
          }),
      ),
  );
  connection.onCompletionResolve(async (item) => {
    const { resourceOfItem, withDocs } = await import('./features/completionDocs.ts');
    await integrations.load(resourceOfItem(item));
    return withDocs(item, session, integrations);
  });
  connection.onHover(
    (at) =>
      session.mocksOf(at.textDocument.uri)?.then((mocks) => mocks.hoverAt(at)) ??
      knowing(session, at, featuresForHover(), ([{ hoverAt }, { withValue }, { withCodes }], data) =>
        session.inDefinition(at, (...place) => {
          const hover = hoverAt(...place, integrations);
          return withCodes(data ? withValue(hover, ...place, data) : hover, ...place, session.settings);
        }),
      ),
  );
  connection.onSignatureHelp((at) =>
    session.later(at.textDocument.uri, import('./features/signatureHelp.ts'), ({ signatureHelpAt }) =>
      session.inDefinition(at, signatureHelpAt),
    ),
  );
}

/** Answers once what is known of the service, and at an expression of the data, has been read. */
function knowing<Feature, Answer>(
  session: Session,
  at: TextDocumentPositionParams,
  feature: Promise<Feature>,
  answer: (feature: Feature, data: WorkflowData | undefined) => Answer,
): Promise<Answer> {
  const { uri } = at.textDocument;
  const resource = session.inDefinition(at, resourceAt) ?? undefined;
  const machine = session.inDefinition(at, machineRead) ?? undefined;
  const data = machine && session.data().then((known) => known.load(uri, machine).then(() => known));
  const service = resource === undefined ? undefined : session.integrations.load(resource);
  return session.later(uri, Promise.all([feature, data, service]), ([loaded, known]) => answer(loaded, known));
}

function featuresForHover() {
  return Promise.all([
    import('./features/hover.ts'),
    import('./features/hoverData.ts'),
    import('./features/hoverFindings.ts'),
  ]);
}

/** What completion loads, and what comes from elsewhere than the text. */
function featuresForCompletion(session: Session, at: TextDocumentPositionParams) {
  return Promise.all([
    import('./features/completion.ts'),
    import('./features/completeData.ts'),
    import('./features/escapedItems.ts'),
    itemsFromElsewhere(session, at),
  ]);
}

/** What the workspace's templates and code offer where they may have something, and states where one can stand. */
async function itemsFromElsewhere(session: Session, at: TextDocumentPositionParams): Promise<CompletionItem[]> {
  const { integrations } = session;
  if (session.inDefinition(at, mayBeInWorkspace)) {
    const { workspaceItems } = await import('./features/completeWorkspace.ts');
    return (await session.inDefinition(at, (...place) => workspaceItems(session, ...place))) ?? [];
  }
  if (session.inDefinition(at, mayBeState)) {
    const [{ stateItems }, { keyCursorAt }] = await Promise.all([
      import('./features/completeStates.ts'),
      import('./features/completion.ts'),
      integrations.load(''),
    ]);
    const states = session.inDefinition(at, (document, definition, offset) =>
      stateItems(document, definition, keyCursorAt(document, definition, offset), integrations),
    );
    return (await states) ?? [];
  }
  return [];
}

function mayBeState(document: DocumentVersion, definition: Definition, offset: number): boolean {
  const { part, kind } = cursorAt(document, definition, offset);
  return part === 'key' && kind === 'States';
}

/** Where errors and resources are named. */
function mayBeInWorkspace(document: DocumentVersion, definition: Definition, offset: number): boolean {
  const { rule, kind, path, part } = cursorAt(document, definition, offset);
  if (part === 'key') return false;
  return rule?.kind === 'errorNames' || rule?.kind === 'resource' || (kind === 'Free' && path.length === 1);
}

/** The machine whose data may matter at a place: where a `$` is in the text, or values are compared. */
function machineRead(document: DocumentVersion, definition: Definition, offset: number): StateMachine | undefined {
  const { touched, part, kind, machine } = cursorAt(document, definition, offset);
  const readsData = part === 'value' && touched?.kind === 'string' && touched.value.includes('$');
  return readsData || (part === 'key' && (kind === 'ChoiceRule' || kind === 'NestedRule')) ? machine : undefined;
}
