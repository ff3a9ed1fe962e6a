import * as vscode from 'vscode';
import { resourceArn } from '../language/integrations/resource.ts';
import { searchActions } from '../language/integrations/searchActions.ts';
import type { TextEdit } from '../language/text.ts';
import type { CustomRequests } from '../server/protocol.ts';
import type { EditOutcome, FoundIntegration, FromWebview, ToWebview } from '../webview/messages.ts';
import { catalogueOf } from './openCatalogue.ts';
import { editorOf } from './stateText.ts';
import type { Workbench } from './workbench.ts';

/** How many integrations a search lists. */
const searchLimit = 40;

type Asked = CustomRequests['stepwise/graphEdit']['ask'];

/** What the panel says while somebody changes the workflow on the picture. */
export type EditingMessage = Extract<
  FromWebview,
  { type: 'editRequested' | 'undoRequested' | 'detailsRequested' | 'integrationsSearched' }
>;

/** What there is to say to the panel about the workflow of this document and machine. Never rejects for an edit. */
export async function answerEditing(
  message: Exclude<EditingMessage, { type: 'undoRequested' }>,
  about: Pick<Asked, 'uri' | 'machine'>,
  workbench: Workbench,
): Promise<ToWebview> {
  switch (message.type) {
    case 'editRequested': {
      const { version, edit } = message;
      const outcome = await applyGraphEdit({ ...about, version, edit }, workbench).catch(
        // The panel waits for an answer before it asks for the next change.
        (reason): EditOutcome => ({ kind: 'refused', reason: `The change was not made. ${String(reason)}` }),
      );
      return { type: 'editAnswered', edit, outcome };
    }
    case 'detailsRequested': {
      const { state } = message;
      return { type: 'detailsShown', state, details: await workbench.server.stateDetails({ ...about, state }) };
    }
    case 'integrationsSearched': {
      const { query } = message;
      return { type: 'integrationsFound', query, integrations: await findIntegrations(query, workbench) };
    }
  }
}

/**
 * Writes a change on the picture as one step of undo, if the text is still the one that the picture shows. A renamed
 * state is renamed in mock files too, as the editor's own rename does.
 */
async function applyGraphEdit(asked: Asked, { server }: Workbench): Promise<EditOutcome> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(asked.uri));
  const answer = await server.editGraph(asked);
  if (answer.kind !== 'edits') return answer;
  const [first] = answer.edits;
  const change =
    asked.edit.kind === 'rename' && first
      ? await renamingAt(document, first.range.start, asked.edit.name)
      : changeOf(document, answer.edits);
  const isStale = document.version !== asked.version;
  const isWritten = !isStale && change !== undefined && (await vscode.workspace.applyEdit(change));
  if (isWritten) return { kind: 'done', version: document.version, selected: answer.selected };
  return { kind: 'refused', reason: 'The text changed at the same moment. Nothing was written: please try again.' };
}

/** Takes the last change of the text back, or makes it again; the panel keeps the keyboard. */
export async function undoInText(uri: vscode.Uri, way: 'undo' | 'redo', panel: vscode.WebviewPanel): Promise<void> {
  await vscode.window.showTextDocument(uri, { viewColumn: editorOf(uri)?.viewColumn ?? vscode.ViewColumn.One });
  await vscode.commands.executeCommand(way);
  panel.reveal(undefined, false);
}

async function findIntegrations(query: string, { context }: Workbench): Promise<readonly FoundIntegration[]> {
  const found = await searchActions(await catalogueOf(context), query, searchLimit);
  return found.flatMap(({ kind, service, serviceLabel, action, doc }) =>
    kind === 'asWritten'
      ? []
      : { name: action, service: serviceLabel, doc, resource: resourceArn(kind, service, action) },
  );
}

async function renamingAt(
  document: vscode.TextDocument,
  offset: number,
  name: string,
): Promise<vscode.WorkspaceEdit | undefined> {
  const at = document.positionAt(offset);
  return vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    at,
    name,
  );
}

function changeOf(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  const { uri } = document;
  for (const { range, newText } of edits) {
    const span = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
    change.replace(uri, span, newText);
  }
  return change;
}
