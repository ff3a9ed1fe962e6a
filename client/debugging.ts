import * as vscode from 'vscode';
import { DebugFollower, type Happened } from './debugFollower.ts';
import type { AskedTask } from './debugQuestions.ts';
import type { GraphPanels } from './graphPanels.ts';
import type { Workbench } from './workbench.ts';
import { workflowLanguages } from './workflowFiles.ts';

const type = 'stepwise';

/** The debugger in the editor: the adapter runs inside the extension host and loads with the first session. */
export function registerDebugging(workbench: Workbench, panels: GraphPanels): vscode.Disposable {
  const followers = new Map<string, DebugFollower>();
  return vscode.Disposable.from(
    vscode.debug.registerDebugAdapterDescriptorFactory(type, {
      async createDebugAdapterDescriptor() {
        const { DebugAdapter } = await import('../runtime/debugAdapter/adapter.ts');
        return new vscode.DebugAdapterInlineImplementation(new DebugAdapter(workbench.runs) as vscode.DebugAdapter);
      },
    }),
    vscode.debug.registerDebugConfigurationProvider(type, {
      async resolveDebugConfiguration(_folder, configuration) {
        return (await import('./debugLaunch.ts')).withProgram(configuration);
      },
      async resolveDebugConfigurationWithSubstitutedVariables(folder, configuration) {
        return (await import('./debugLaunch.ts')).completed(folder, configuration, workbench);
      },
    }),
    vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
      if (session.type !== type) return;
      if (event === 'stepwise/taskAsked') void ask(session, body as AskedTask, workbench);
      // A run that was going on before shows itself.
      if (event !== 'stepwise/events' || session.configuration.request === 'attach') return;
      const follower = followers.get(session.id) ?? new DebugFollower(session, panels, workbench.server);
      followers.set(session.id, follower);
      follower.take(body as Happened);
    }),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => void reloadIfDebugged(uri)),
    vscode.debug.onDidTerminateDebugSession(({ id }) => followers.delete(id)),
    vscode.languages.registerEvaluatableExpressionProvider([...workflowLanguages], {
      provideEvaluatableExpression(document, position) {
        const range = document.getWordRangeAtPosition(position, expression);
        return range && new vscode.EvaluatableExpression(range);
      },
    }),
    vscode.languages.registerInlineValuesProvider([...workflowLanguages], { provideInlineValues: inlineValues }),
  );
}

async function ask(session: vscode.DebugSession, asked: AskedTask, { context }: Workbench): Promise<void> {
  const { askForAnswer } = await import('./debugQuestions.ts');
  await askForAnswer(session, asked, context);
}

/** A path, or a variable with what is below it. */
const expression = /\$\$?(?:[\p{L}_][\p{L}\p{N}_]*)?(?:\.[\p{L}_][\p{L}\p{N}_]*|\[\d+\])*/u;

/** The values of the expressions in the field before which the run stands. */
function inlineValues(
  document: vscode.TextDocument,
  _viewPort: vscode.Range,
  { stoppedLocation }: vscode.InlineValueContext,
): vscode.InlineValue[] {
  const values: vscode.InlineValue[] = [];
  for (let line = stoppedLocation.start.line; line <= stoppedLocation.end.line; line++) {
    for (const found of document.lineAt(line).text.matchAll(new RegExp(expression, 'gu'))) {
      // The `$` that ends a key such as `"a.$"` is no expression.
      if (found[0] === '$' || found[0] === '$$') continue;
      const range = new vscode.Range(line, found.index, line, found.index + found[0].length);
      values.push(new vscode.InlineValueEvaluatableExpression(range, found[0]));
    }
  }
  return values;
}

/** Gives the new text of a workflow to the session that debugs it. */
async function reloadIfDebugged({ fsPath }: vscode.Uri): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== type || session.configuration.program !== fsPath) return;
  try {
    await session.customRequest('stepwise/reload');
  } catch (reason) {
    void vscode.window.showWarningMessage(reason instanceof Error ? reason.message : String(reason));
  }
}
