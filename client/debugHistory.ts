import * as vscode from 'vscode';
import { chooseHistory } from './chooseHistory.ts';
import { workflowName } from './workflowFiles.ts';

/** Debugs what a recorded execution did: its tasks answer as they did then, and the run stops where it ended. */
export async function debugHistory({ uri }: vscode.TextDocument): Promise<void> {
  const chosen = await chooseHistory({ title: 'Debug Recorded Execution', openLabel: 'Debug' });
  if (!chosen) return;
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(uri), {
    type: 'stepwise',
    request: 'launch',
    name: `Debug ${workflowName(uri)}, recorded in ${chosen.from}`,
    program: uri.fsPath,
    fromHistory: { events: chosen.events },
    stopOnEnd: true,
  });
}
