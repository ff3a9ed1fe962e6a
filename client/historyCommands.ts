import * as vscode from 'vscode';
import type { GraphPanels } from './graphPanels.ts';
import type { Workbench } from './workbench.ts';

/** What can be done with the history of an execution. What it needs loads when one is called. */
export function historyCommands(workbench: Workbench, panels: GraphPanels): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('stepwise.replayHistory', async (uri?: unknown) => {
      const document = await panels.workflowMeant(uri);
      const { replayHistory } = await import('./replayHistory.ts');
      if (document) await replayHistory(document, panels, workbench);
    }),
    vscode.commands.registerCommand('stepwise.debugHistory', async (uri?: unknown) => {
      const document = await panels.workflowMeant(uri);
      const { debugHistory } = await import('./debugHistory.ts');
      if (document) await debugHistory(document);
    }),
    vscode.commands.registerCommand('stepwise.saveExecution', async (uri?: unknown) => {
      const document = await panels.workflowMeant(uri);
      const { saveExecution } = await import('./saveExecution.ts');
      if (document) await saveExecution(document, panels, workbench);
    }),
  );
}
