import * as vscode from 'vscode';
import { generateMocks } from '../language/integrations/generateMocks.ts';
import type { JsonObject } from '../language/json.ts';
import { mergeMocks } from '../runtime/mergeMocks.ts';
import { type DefinitionMeant, definitionMeant } from './definitionMeant.ts';
import { findMocks, type Mocks } from './mockFiles.ts';
import { catalogueOf } from './openCatalogue.ts';
import type { Workbench } from './workbench.ts';

/**
 * Writes mocks for a workflow: into its mock file, where they fill in only what is missing, else into a new
 * MockConfigFile.json beside it. The change is left unsaved, for somebody to look at.
 */
export async function generateMockFile({ context }: Workbench, uri: vscode.Uri | undefined): Promise<void> {
  const meant = await definitionMeant(uri);
  if (!meant) return;
  const mocks = meant.document.isUntitled ? undefined : await findMocks(meant.document.uri);
  const generated = await generateMocks(meant.machine, mocks?.machine ?? meant.name, await catalogueOf(context));
  if (mocks) await mergeInto(mocks, generated);
  else await openNew(meant, generated);
}

async function mergeInto({ uri, text }: Mocks, generated: JsonObject): Promise<void> {
  const edit = mergeMocks(text, generated);
  if (!edit) {
    void vscode.window.showWarningMessage('The mock file cannot be read, so the mocks are in a new editor.');
    await openUntitled(generated);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const range = new vscode.Range(document.positionAt(edit.range.start), document.positionAt(edit.range.end));
  const change = new vscode.WorkspaceEdit();
  if (edit.newText !== '') change.replace(uri, range, edit.newText);
  else void vscode.window.showInformationMessage('The mock file has a mock for every task already.');
  await vscode.workspace.applyEdit(change);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(range.start, range.start) });
}

async function openNew({ document }: DefinitionMeant, generated: JsonObject): Promise<void> {
  if (document.uri.scheme !== 'file') return openUntitled(generated);
  const uri = vscode.Uri.joinPath(document.uri, '../MockConfigFile.json');
  const change = new vscode.WorkspaceEdit();
  change.createFile(uri, { contents: new TextEncoder().encode(asText(generated)) });
  if (await vscode.workspace.applyEdit(change)) await vscode.window.showTextDocument(uri);
  else await openUntitled(generated);
}

async function openUntitled(generated: JsonObject): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content: asText(generated), language: 'json' });
  await vscode.window.showTextDocument(document);
}

function asText(generated: JsonObject): string {
  return `${JSON.stringify(generated, undefined, 2)}\n`;
}
