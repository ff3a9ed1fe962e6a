import * as vscode from 'vscode';
import type { Workbench } from './workbench.ts';
import { uriFrom, workflowName } from './workflowFiles.ts';

/** What the lenses above machines and states call, with the document's address as the server writes it. */
export function lensCommands(workbench: Workbench): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('stepwise.debugWorkflow', debugWorkflow),
    vscode.commands.registerCommand('stepwise.runState', async (uri?: unknown, state?: string, machine?: string) => {
      const { runState } = await import('./runState.ts');
      await runState(workbench, { uri: uriFrom(uri), state, machine });
    }),
    vscode.commands.registerCommand('stepwise.showTransitions', showTransitions),
  );
}

/** `machine` names one of those that a template holds. */
async function debugWorkflow(uri?: unknown, machine?: string): Promise<void> {
  const program = uriFrom(uri);
  await vscode.debug.startDebugging(program && vscode.workspace.getWorkspaceFolder(program), {
    type: 'stepwise',
    request: 'launch',
    name: program ? `Debug ${machine ?? workflowName(program)}` : '',
    ...(program && { program: program.fsPath }),
    ...(machine !== undefined && { machine }),
  });
}

interface PlaceOf {
  readonly line: number;
  readonly character: number;
}

interface LocationOf {
  readonly uri: string;
  readonly range: { readonly start: PlaceOf; readonly end: PlaceOf };
}

/** Shows places in the text, which come as LSP has them, in a peek window. */
async function showTransitions(uri: string, place: PlaceOf, locations: readonly LocationOf[]): Promise<void> {
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    positionOf(place),
    locations.map(({ uri: each, range: { start, end } }) => {
      return new vscode.Location(vscode.Uri.parse(each), new vscode.Range(positionOf(start), positionOf(end)));
    }),
  );
}

function positionOf({ line, character }: PlaceOf): vscode.Position {
  return new vscode.Position(line, character);
}
