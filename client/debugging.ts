import * as vscode from 'vscode';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { RunOutcome, ToWebview } from '../webview/messages.ts';
import type { GraphPanels } from './graphPanels.ts';
import type { Workbench } from './workbench.ts';
import { baseName, mayHoldWorkflow, workflowLanguages } from './workflowFiles.ts';

const type = 'stepwise';

/** The debugger in the editor: the adapter runs inside the extension host and loads with the first session. */
export function registerDebugging(workbench: Workbench, panels: GraphPanels): vscode.Disposable {
  const followers = new Map<string, Follower>();
  return vscode.Disposable.from(
    vscode.debug.registerDebugAdapterDescriptorFactory(type, {
      async createDebugAdapterDescriptor() {
        const { DebugAdapter } = await import('../runtime/debugAdapter/adapter.ts');
        return new vscode.DebugAdapterInlineImplementation(new DebugAdapter() as vscode.DebugAdapter);
      },
    }),
    vscode.debug.registerDebugConfigurationProvider(type, {
      resolveDebugConfiguration: (_folder, configuration) => completed(configuration, workbench),
    }),
    vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
      if (session.type !== type) return;
      if (event === 'stepwise/taskAsked') void askForAnswer(session, body as AskedTask);
      if (event !== 'stepwise/events') return;
      const follower = followers.get(session.id) ?? new Follower(session, panels);
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

/** Fills in what a launch leaves out: the workflow in the editor, its mocks, and its last input. */
async function completed(
  configuration: vscode.DebugConfiguration,
  { context }: Workbench,
): Promise<vscode.DebugConfiguration | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  const program = configuration.program ?? (document && mayHoldWorkflow(document) ? document.uri.fsPath : undefined);
  if (typeof program !== 'string') {
    void vscode.window.showInformationMessage('Open a workflow first, or name one as "program" in launch.json.');
    return undefined;
  }
  const uri = vscode.Uri.file(program);
  const [{ findMocks }, { lastChoice }] = await Promise.all([import('./mockFiles.ts'), import('./runSetup.ts')]);
  const last = lastChoice(context, uri);
  const mocks = configuration.mocks ?? (await findMocks(uri))?.uri.fsPath;
  const hasInput = ['input', 'inputFile', 'fromHistory'].some((name) => configuration[name] !== undefined);
  return {
    ...configuration,
    type,
    request: 'launch',
    name: configuration.name || `Debug ${baseName(uri)}`,
    program,
    ...(mocks && { mocks }),
    ...(last?.mockCase &&
      configuration.case === undefined &&
      configuration.mocks === undefined && { case: last.mockCase }),
    ...(last && !hasInput && { input: JSON.parse(last.input) }),
  };
}

interface AskedTask {
  readonly state: string;
  readonly resource: string;
}

/** A task without a mock: the answer goes the way of the debug console. */
async function askForAnswer(session: vscode.DebugSession, { state, resource }: AskedTask): Promise<void> {
  const typed = await vscode.window.showInputBox({
    title: `What does ${state} give?`,
    prompt: `${resource}: a result as JSON, or “fail ERROR CAUSE”. The debug console takes it too.`,
    value: '{}',
    ignoreFocusOut: true,
  });
  if (typed === undefined) return;
  const command = /^\s*fail\b/.test(typed) ? `.${typed.trim()}` : `.succeed ${typed}`;
  try {
    await session.customRequest('evaluate', { expression: `${state}: ${command}`, context: 'repl' });
  } catch (reason) {
    void vscode.window.showErrorMessage(reason instanceof Error ? reason.message : String(reason));
  }
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

interface Happened {
  readonly from: number;
  readonly events: readonly HistoryEvent[];
}

/** Lets the workflow's graph show the run that is debugged; after a step back it shows the earlier picture. */
class Follower {
  readonly #session: vscode.DebugSession;
  readonly #panels: GraphPanels;
  #events: HistoryEvent[] = [];

  constructor(session: vscode.DebugSession, panels: GraphPanels) {
    this.#session = session;
    this.#panels = panels;
  }

  take({ from, events }: Happened): void {
    const isLater = from > 0 && from === this.#events.length;
    this.#events = [...this.#events.slice(0, from), ...events];
    const outcome = outcomeOf(this.#events.at(-1));
    const { id, name } = this.#session;
    this.#tell(
      isLater
        ? { type: 'eventsAdded', runId: id, events }
        : { type: 'runShown', run: { id, title: name, outcome }, events: this.#events },
    );
    if (outcome) this.#tell({ type: 'runEnded', runId: id, outcome });
  }

  #tell(message: ToWebview): void {
    this.#panels.follow(vscode.Uri.file(String(this.#session.configuration.program)), message);
  }
}

function outcomeOf(event: HistoryEvent | undefined): RunOutcome | undefined {
  const failure = { output: undefined, error: undefined, cause: undefined };
  switch (event?.type) {
    case 'ExecutionSucceeded':
      return { ...failure, status: 'SUCCEEDED', output: event.executionSucceededEventDetails?.output };
    case 'ExecutionFailed':
      return { ...failure, status: 'FAILED', ...event.executionFailedEventDetails };
    case 'ExecutionTimedOut':
      return { ...failure, status: 'TIMED_OUT', ...event.executionTimedOutEventDetails };
    case 'ExecutionAborted':
      return { ...failure, status: 'ABORTED', ...event.executionAbortedEventDetails };
    default:
      return undefined;
  }
}
