import * as vscode from 'vscode';
import type { Workbench } from './workbench.ts';

/** The commands that know about services: policies, mocks and samples. What they need loads when one is called. */
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
  );
}
