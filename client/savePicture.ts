import * as vscode from 'vscode';
import { baseName } from './workflowFiles.ts';

/** Asks where the picture of a workflow shall go, beside the workflow if in doubt, and writes it there. */
export async function savePicture(workflow: vscode.Uri, format: 'svg' | 'png', content: string): Promise<void> {
  const name = baseName(workflow).replace(/(\.asl)?\.\w+$/, '');
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(workflow, '..', `${name}.${format}`),
    filters: format === 'svg' ? { 'SVG picture': ['svg'] } : { 'PNG picture': ['png'] },
  });
  if (!target) return;
  try {
    await vscode.workspace.fs.writeFile(target, Buffer.from(content, format === 'svg' ? 'utf8' : 'base64'));
  } catch (error) {
    void vscode.window.showErrorMessage(`The picture could not be saved. ${String(error)}`);
  }
}
