import * as vscode from 'vscode';
import { mockFileName, workflowNameOf } from '../language/mocks/mockPlaces.ts';

/** The languages of workflow files. */
export const workflowLanguages = ['asl', 'asl-yaml'] as const;

/** The languages of files that may hold state machines among other things. */
export const templateLanguages = ['json', 'jsonc', 'yaml', 'cloudformation', 'terraform'] as const;

export function isWorkflow({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'asl' || languageId === 'asl-yaml';
}

/** A workflow, or a document that seems to hold one; answers without parsing. */
export function mayHoldWorkflow(document: vscode.TextDocument): boolean {
  if (isWorkflow(document)) return true;
  if (!templateLanguages.some((language) => language === document.languageId)) return false;
  const text = document.getText();
  return text.includes('StartAt') && text.includes('States');
}

/** The address in a command's argument: VS Code's own, or as the language server writes it. */
export function uriFrom(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return typeof argument === 'string' ? vscode.Uri.parse(argument) : undefined;
}

/** The workflow that a command is about: the one it was called on, or the one in the editor. */
export async function workflowMeant(called: unknown): Promise<vscode.TextDocument | undefined> {
  const uri = uriFrom(called);
  const document = uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
  if (document && mayHoldWorkflow(document)) return document;
  void vscode.window.showInformationMessage(
    'Open a workflow first (*.asl.json, *.asl, *.asl.yaml), or a template that holds one.',
  );
  return undefined;
}

/** A file of mocked results, where a run looks for one. */
export function isMockFile({ uri }: vscode.TextDocument): boolean {
  return uri.path.endsWith(`/${mockFileName}`);
}

/** The file's name without folder and ending: what the state machine is called. */
export function workflowName(uri: vscode.Uri): string {
  return workflowNameOf(uri.path);
}

export function baseName(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}

/** The text of a file; undefined when it is not there. What an editor has open counts before what is saved. */
export async function readFile(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (reason) {
    if (reason instanceof vscode.FileSystemError) return undefined;
    throw reason;
  }
}
