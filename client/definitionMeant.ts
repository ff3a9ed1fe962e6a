import * as vscode from 'vscode';
import { readStateMachine } from '../language/model/readStateMachine.ts';
import type { StateMachine } from '../language/model/stateMachine.ts';
import { type DocumentKind, kindOfFile, readDocument } from '../language/readDocument.ts';
import type { DocumentDefinition } from '../language/syntax/documentDefinition.ts';
import { substitute } from '../language/syntax/substitutions.ts';
import { workflowName } from './workflowFiles.ts';

/** The state machine that a command is about. */
export interface DefinitionMeant {
  readonly document: vscode.TextDocument;
  readonly machine: StateMachine;
  /** What the state machine is called: by its template, or after its file. */
  readonly name: string;
}

/** The state machine of a file or of the active editor; where a template holds several, the one that is named or chosen. */
export async function definitionMeant(
  uri: vscode.Uri | undefined,
  name?: string,
): Promise<DefinitionMeant | undefined> {
  const document = uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : editorMeant()?.document;
  const definitions = document ? definitionsIn(document) : [];
  const named = definitions.find(({ title }) => title !== undefined && title === name);
  const definition = named ?? (await chosen(definitions));
  if (document && definition) {
    return { document, machine: machineOf(definition), name: definition.title ?? workflowName(document.uri) };
  }
  if (definitions.length === 0) {
    void vscode.window.showInformationMessage('Open a workflow first, or a template that holds one.');
  }
  return undefined;
}

/**
 * What a document calls the state machine that is meant: the only one, the one that the text cursor is in, or the one
 * that somebody chooses. Empty where it has no name; undefined where nobody chose.
 */
export async function chooseDefinition(uri: vscode.Uri): Promise<string | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const kind = kindOfDocument(document);
  const definitions = kind ? readDocument(document.getText(), kind) : [];
  const editor = vscode.window.activeTextEditor;
  const at = editor?.document === document ? document.offsetAt(editor.selection.active) : -1;
  const around = definitions.find(({ root }) => root && root.range.start <= at && at <= root.range.end);
  if (definitions.length <= 1 || around) return (around ?? definitions[0])?.title ?? '';
  return (await chosen(definitions))?.title;
}

/** The editor that a command is about: the active one, or the only workflow in sight while a graph has the keyboard. */
export function editorMeant(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor) return activeTextEditor;
  const workflows = visibleTextEditors.filter(({ document }) => kindOfDocument(document) !== undefined);
  return workflows.length === 1 ? workflows[0] : undefined;
}

/** The state machines whose definitions are in a document. */
export function definitionsIn(document: vscode.TextDocument): readonly DocumentDefinition[] {
  const kind = kindOfDocument(document);
  return kind ? readDocument(document.getText(), kind).filter(({ root }) => root !== undefined) : [];
}

/** With the known substitutions in the place of their names. Without a definition, a state machine that cannot run. */
export function machineOf(definition: DocumentDefinition | undefined): StateMachine {
  return readStateMachine(definition?.root && substitute(definition.root, definition.substitutions));
}

/** How a document is read: as its language says, else as its name tells. */
export function kindOfDocument({ languageId, uri }: vscode.TextDocument): DocumentKind | undefined {
  switch (languageId) {
    case 'asl':
      return { format: 'json', role: 'definition' };
    case 'asl-yaml':
      return { format: 'yaml', role: 'definition' };
    default:
      return kindOfFile(uri.path);
  }
}

async function chosen(definitions: readonly DocumentDefinition[]): Promise<DocumentDefinition | undefined> {
  if (definitions.length <= 1) return definitions[0];
  const items = definitions.map((definition) => ({ label: definition.title ?? 'unnamed', definition }));
  return (await vscode.window.showQuickPick(items, { title: 'Which State Machine?' }))?.definition;
}
