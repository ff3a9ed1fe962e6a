import * as vscode from 'vscode';
import { DebugFollower, type Followed, type Happened, type NestedHappened } from './debugFollower.ts';
import type { AskedTask, TaskQuestions } from './debugQuestions.ts';
import type { GraphPanels } from './graphPanels.ts';
import type { Workbench } from './workbench.ts';
import { workflowLanguages } from './workflowFiles.ts';

const type = 'stepwise';

/** The debugger in the editor: the adapter runs inside the extension host and loads with the first session. */
export function registerDebugging(workbench: Workbench, panels: GraphPanels): vscode.Disposable {
  const followers = new Map<string, DebugFollower>();
  const sessions = new Set<vscode.DebugSession>();
  let asking: Promise<TaskQuestions> | undefined;
  const questions = () => {
    asking ??= import('./debugQuestions.ts').then(({ TaskQuestions: Questions }) => new Questions(workbench.context));
    return asking;
  };
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
      if (event === 'stepwise/taskAsked') void questions().then((all) => all.ask(session, body as AskedTask));
      if (event === 'stepwise/taskWithdrawn')
        void questions().then((all) => all.withdraw(session.id, body as Pick<AskedTask, 'id'>));
      // A run that was going on before shows itself.
      if (event === 'stepwise/nestedEvents' && session.configuration.request !== 'attach')
        tellStarted(session, body as NestedHappened, panels);
      const followed = session.configuration.request === 'attach' ? undefined : followedIn(session, event, body);
      if (followed === undefined) return;
      const follower = followers.get(followed.id) ?? new DebugFollower(followed, panels, workbench.server);
      followers.set(followed.id, follower);
      follower.take(body as Happened);
    }),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      for (const session of sessions) void reload(session, uri);
    }),
    vscode.debug.onDidStartDebugSession((session) => session.type === type && sessions.add(session)),
    vscode.debug.onDidTerminateDebugSession((session) => {
      sessions.delete(session);
      for (const each of followers.keys()) if (each.startsWith(session.id)) followers.delete(each);
      void asking?.then((all) => all.withdraw(session.id));
    }),
    vscode.languages.registerEvaluatableExpressionProvider([...workflowLanguages], {
      provideEvaluatableExpression(document, position) {
        const range = document.getWordRangeAtPosition(position, expression);
        return range && new vscode.EvaluatableExpression(range);
      },
    }),
    vscode.languages.registerInlineValuesProvider([...workflowLanguages], { provideInlineValues: inlineValues }),
  );
}

/** The panel of the workflow that is debugged shows inside its Tasks what they have started. */
function tellStarted(session: vscode.DebugSession, told: NestedHappened, panels: GraphPanels): void {
  const { execution, from, events } = told;
  const workflow = vscode.Uri.file(String(session.configuration.program));
  panels.follow(workflow, { type: 'startedEvents', runId: session.id, execution, from, events });
}

/** Which execution an event tells of. One that starts its own workflow is not followed: its panel shows the first. */
function followedIn(session: vscode.DebugSession, event: string, body: unknown): Followed | undefined {
  const { id, name: title, configuration } = session;
  const workflow = vscode.Uri.file(String(configuration.program));
  if (event === 'stepwise/events') return { id, title, workflow };
  if (event !== 'stepwise/nestedEvents') return undefined;
  const { execution, program } = body as NestedHappened;
  const started = vscode.Uri.file(program);
  return program === workflow.fsPath ? undefined : { id: `${id} ${execution}`, title, workflow: started };
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

/** Gives the new text of a workflow to a session, which knows whether it is the one that is debugged there. */
async function reload(session: vscode.DebugSession, { fsPath }: vscode.Uri): Promise<void> {
  try {
    await session.customRequest('stepwise/reload', { path: fsPath });
  } catch (reason) {
    void vscode.window.showWarningMessage(reason instanceof Error ? reason.message : String(reason));
  }
}
