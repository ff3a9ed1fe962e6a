import * as vscode from 'vscode';
import type { Workbench } from './workbench.ts';

/** Lists what is wrong with every workflow of the workspace, open or not, in the Problems view. */
export async function checkAll({ server }: Workbench): Promise<void> {
  const title = 'Checking all workflows';
  const found = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
    server.checkAll(),
  );
  if (!found) return;
  const { files, errors, warnings } = found;
  if (errors + warnings > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
  void vscode.window.showInformationMessage(
    `${counted(files, 'file')} with workflows: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}.`,
  );
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
