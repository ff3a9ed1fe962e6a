import * as vscode from 'vscode';
import { contains, type TextRange } from '../language/text.ts';
import type { GraphAnswer } from '../server/protocol.ts';

/** The innermost state of the picture that has this place of the text. */
export function stateAt({ states }: Pick<GraphAnswer, 'states'>, offset: number): string | undefined {
  const holding = states.filter(({ range }) => contains(range, offset));
  // Of states inside each other the innermost begins last.
  return holding.reduce<(typeof holding)[number] | undefined>(
    (inner, each) => (inner && inner.range.start > each.range.start ? inner : each),
    undefined,
  )?.id;
}

/** The state machine of a template that has this place of the text. */
export function machineAt({ machines }: Pick<GraphAnswer, 'machines'>, offset: number): string | undefined {
  return machines.find(({ range }) => contains(range, offset))?.title;
}

/** Shows the beginning of a range in the editor of its file; the keyboard goes there or stays in the panel. */
export async function showText(uri: vscode.Uri, range: TextRange, keyboard: 'text' | 'panel'): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const start = document.positionAt(range.start);
  await vscode.window.showTextDocument(document, {
    viewColumn: editorOf(uri)?.viewColumn ?? vscode.ViewColumn.One,
    preserveFocus: keyboard === 'panel',
    selection: new vscode.Range(start, start),
  });
}

/** Puts the text cursor to the beginning of a range, where an editor shows the file. */
export function moveCursor(uri: vscode.Uri, range: TextRange): void {
  const editor = editorOf(uri);
  if (!editor) return;
  const at = editor.document.positionAt(range.start);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The editor that shows a file. */
export function editorOf(uri: vscode.Uri): vscode.TextEditor | undefined {
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
}
