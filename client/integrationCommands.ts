import * as vscode from 'vscode';
import type { AskedForm } from './stateForm.ts';
import type { Workbench } from './workbench.ts';
import { uriFrom } from './workflowFiles.ts';

/** The commands that know about services: policies, mocks, samples and the form. What they need loads when one is called. */
export function integrationCommands(workbench: Workbench): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('stepwise.generatePolicy', async (uri?: vscode.Uri) => {
      const { generatePolicy } = await import('./generatePolicy.ts');
      await generatePolicy(workbench, uri);
    }),
    vscode.commands.registerCommand('stepwise.comparePolicy', async (uri?: vscode.Uri) => {
      const { comparePolicies } = await import('./comparePolicies.ts');
      await comparePolicies(workbench, uri);
    }),
    vscode.commands.registerCommand('stepwise.generateMocks', async (uri?: vscode.Uri) => {
      const { generateMockFile } = await import('./generateMockFile.ts');
      await generateMockFile(workbench, uri);
    }),
    vscode.commands.registerCommand('stepwise.newFromSample', async () => {
      const { newFromSample } = await import('./newFromSample.ts');
      await newFromSample(workbench);
    }),
    vscode.commands.registerCommand('stepwise.generateState', async (asked?: unknown) => {
      const { openStateForm } = await import('./stateForm.ts');
      await openStateForm(workbench, { editing: 'scope', ...placeAsked(asked) });
    }),
    vscode.commands.registerCommand('stepwise.editTask', async (uri?: unknown, state?: unknown, machine?: unknown) => {
      const { openStateForm } = await import('./stateForm.ts');
      const place = typeof state === 'string' ? { uri, after: state, machine } : undefined;
      await openStateForm(workbench, { editing: 'state', ...placeAsked(place) });
    }),
  );
}

/** Where the graph wants a new state: behind `after`, a name or location, in a version of a document. Else at the cursor. */
function placeAsked(asked: unknown): Pick<AskedForm, 'uri' | 'version' | 'state' | 'machine'> {
  if (typeof asked !== 'object' || asked === null || asked instanceof vscode.Uri) return {};
  const { uri, version, after, machine } = asked as Readonly<Record<string, unknown>>;
  return {
    uri: uriFrom(uri),
    version: typeof version === 'number' ? version : undefined,
    state: typeof after === 'string' ? after : undefined,
    machine: typeof machine === 'string' ? machine : undefined,
  };
}
