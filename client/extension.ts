import * as vscode from 'vscode';
import { OpenRuns } from '../runtime/debugAdapter/openRuns.ts';
import { registerDebugging } from './debugging.ts';
import { GraphPanels } from './graphPanels.ts';
import { historyCommands } from './historyCommands.ts';
import { integrationCommands } from './integrationCommands.ts';
import { LanguageServer } from './languageServer.ts';
import { lensCommands } from './lensCommands.ts';
import { isMockFile, isWorkflow, mayHoldWorkflow } from './workflowFiles.ts';

/** Registers what the editor can ask for. The language client and the interpreter load when they are first needed. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Stepwise', { log: true });
  const server = new LanguageServer(context, log);
  const mockProblems = vscode.languages.createDiagnosticCollection('stepwise-mocks');
  const workbench = { context, log, server, mockProblems, runs: new OpenRuns() };
  const panels = new GraphPanels(workbench);
  const compare = async (source: 'headVersion' | 'chosenVersion', uri: unknown): Promise<void> => {
    const document = await panels.workflowMeant(uri);
    if (!document) return;
    const other = await (await import('./otherVersions.ts'))[source](document.uri);
    if (other) panels.show(document).compareWith(other);
  };
  context.subscriptions.push(
    log,
    server,
    mockProblems,
    panels,
    integrationCommands(workbench),
    lensCommands(workbench),
    historyCommands(workbench, panels),
    registerDebugging(workbench, panels),
    vscode.commands.registerCommand('stepwise.openGraph', async (uri?: unknown, machine?: unknown) => {
      const document = await panels.workflowMeant(uri);
      if (document) panels.show(document, nameIn(machine));
    }),
    vscode.commands.registerCommand('stepwise.runWorkflow', async (uri?: unknown, machine?: unknown) => {
      const document = await panels.workflowMeant(uri);
      if (document) panels.show(document, nameIn(machine)).offerRun();
    }),
    vscode.commands.registerCommand('stepwise.compareWithHead', (uri?: unknown) => compare('headVersion', uri)),
    vscode.commands.registerCommand('stepwise.compareWithFile', (uri?: unknown) => compare('chosenVersion', uri)),
    vscode.commands.registerCommand('stepwise.stop', () => panels.stopRuns()),
    vscode.commands.registerCommand('stepwise.checkAll', async () => {
      const { checkAll } = await import('./checkAll.ts');
      await checkAll(workbench);
    }),
    vscode.commands.registerCommand('stepwise.reportIssue', async () => {
      const { reportIssue } = await import('./reportIssue.ts');
      await reportIssue(context);
    }),
    vscode.commands.registerCommand('stepwise.showLog', () => log.show()),
  );
  const isServed = (document: vscode.TextDocument) => mayHoldWorkflow(document) || isMockFile(document);
  if (vscode.workspace.textDocuments.some(isServed)) void server.start();
  void offerIn(vscode.window.activeTextEditor, context);
  context.subscriptions.push(
    vscode.window.onDidChangeActiveTextEditor((editor) => void offerIn(editor, context)),
    vscode.workspace.onDidOpenTextDocument((document) => {
      // What is open, the server checks.
      mockProblems.delete(document.uri);
      if (isServed(document)) void server.start();
    }),
  );
}

/** Which machine of a template a lens names; menus give something else there. */
function nameIn(argument: unknown): string | undefined {
  return typeof argument === 'string' ? argument : undefined;
}

/** A plain JSON or YAML file that somebody looks at may be a workflow. */
async function offerIn(editor: vscode.TextEditor | undefined, { workspaceState }: vscode.ExtensionContext) {
  if (!editor || isWorkflow(editor.document) || !mayHoldWorkflow(editor.document)) return;
  const { offerLanguage } = await import('./offerLanguage.ts');
  await offerLanguage(editor.document, workspaceState);
}
