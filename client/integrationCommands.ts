import * as vscode from 'vscode';
import type { Workbench } from './workbench.ts';

/** The commands that know about services: policies, mocks, samples and the form. What they need loads when one is called. */
export function integrationCommands(workbench: Workbench): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('stepwise.generatePolicy', async (uri?: vscode.Uri) => {
      const { generatePolicy } = await import('./generatePolicy.ts');
      await generatePolicy(workbench, uri);
    }),
    vscode.commands.registerCommand('stepwise.generateMocks', async (uri?: vscode.Uri) => {
      const { generateMockFile } = await import('./generateMockFile.ts');
      await generateMockFile(workbench, uri);
    }),
    vscode.commands.registerCommand('stepwise.newFromSample', async () => {
      const { newFromSample } = await import('./newFromSample.ts');
      await newFromSample(workbench);
    }),
    vscode.commands.registerCommand('stepwise.generateState', async () => {
      const { openStateForm } = await import('./stateForm.ts');
      await openStateForm(workbench, 'scope');
    }),
    vscode.commands.registerCommand('stepwise.editTask', async () => {
      const { openStateForm } = await import('./stateForm.ts');
      await openStateForm(workbench, 'state');
    }),
  );
}
