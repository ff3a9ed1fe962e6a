import * as vscode from 'vscode';
import type { JsonObject } from '../language/json.ts';
import { mergeMocks } from '../runtime/mergeMocks.ts';
import type { Mocks } from './mockFiles.ts';

/**
 * Brings mocks into a workflow's mock file, where they fill in only what is missing, else into a new
 * MockConfigFile.json beside it, and shows them. A change of a file is left unsaved, for somebody to look at.
 */
export async function writeMocks(
  workflow: vscode.Uri,
  mocks: Mocks | undefined,
  added: JsonObject,
): Promise<vscode.TextDocument> {
  return mocks ? mergeInto(mocks, added) : openNew(workflow, added);
}

async function mergeInto({ uri, text }: Mocks, added: JsonObject): Promise<vscode.TextDocument> {
  const edit = mergeMocks(text, added);
  if (!edit) {
    void vscode.window.showWarningMessage('The mock file cannot be read, so the mocks are in a new editor.');
    return openUntitled(added);
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const range = new vscode.Range(document.positionAt(edit.range.start), document.positionAt(edit.range.end));
  const change = new vscode.WorkspaceEdit();
  if (edit.newText !== '') change.replace(uri, range, edit.newText);
  else void vscode.window.showInformationMessage('The mock file has a mock for every task already.');
  await vscode.workspace.applyEdit(change);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(range.start, range.start) });
  return document;
}

async function openNew(workflow: vscode.Uri, added: JsonObject): Promise<vscode.TextDocument> {
  if (workflow.scheme !== 'file') return openUntitled(added);
  const uri = vscode.Uri.joinPath(workflow, '../MockConfigFile.json');
  const change = new vscode.WorkspaceEdit();
  change.createFile(uri, { contents: new TextEncoder().encode(asText(added)) });
  if (!(await vscode.workspace.applyEdit(change))) return openUntitled(added);
  return (await vscode.window.showTextDocument(uri)).document;
}

async function openUntitled(added: JsonObject): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ content: asText(added), language: 'json' });
  return (await vscode.window.showTextDocument(document)).document;
}

function asText(added: JsonObject): string {
  return `${JSON.stringify(added, undefined, 2)}\n`;
}
