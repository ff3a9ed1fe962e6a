import * as vscode from 'vscode';
import { testCasesOf } from '../language/mocks/mockFile.ts';
import type { State } from '../language/model/stateMachine.ts';
import { virtualClock } from '../runtime/clocks.ts';
import type { Host, TaskAnswer, TaskRequest } from '../runtime/interpreter/host.ts';
import { type TestStateResponse, testMachineState } from '../runtime/interpreter/testState.ts';
import { lambdaTasks } from '../runtime/lambdaEndpoint.ts';
import { mockAnswer } from '../runtime/mocks.ts';
import { nodeHost } from '../runtime/nodeHost.ts';
import { type DefinitionMeant, definitionMeant } from './definitionMeant.ts';
import { lambdaEndpointFor } from './lambdaSetting.ts';
import { findMocks } from './mockFiles.ts';
import { offerTrust } from './panelRuns.ts';
import { lastChoice } from './runSetup.ts';
import { suggestResult } from './suggestResult.ts';
import type { Workbench } from './workbench.ts';

export interface StateMeant {
  /** Without one, the workflow in the editor. */
  readonly uri: vscode.Uri | undefined;
  /** Without a name, the state around the cursor. */
  readonly state: string | undefined;
  /** Which machine of a template. */
  readonly machine: string | undefined;
}

/** Runs one state alone on an input that somebody types, and opens what came of it: every value between its stages. */
export async function runState(workbench: Workbench, { uri, state: name, machine }: StateMeant): Promise<void> {
  if (!vscode.workspace.isTrusted) return offerTrust();
  const meant = await definitionMeant(uri, machine);
  const state = meant && stateIn(meant, name);
  if (!meant || !state) return;
  const input = await askForInput(workbench, meant.document.uri, state.name);
  if (input === undefined) return;
  const answer = await testMachineState(
    meant.machine,
    { stateName: state.name, input, inspectionLevel: 'DEBUG', roleArn: 'arn:aws:iam::123456789012:role/stepwise' },
    { host: hostNow(), runTask: await taskRunner(workbench, meant) },
  );
  if ('kind' in answer) void vscode.window.showWarningMessage(answer.message);
  else await showAnswer(state.name, answer);
}

function stateIn({ document, machine }: DefinitionMeant, name: string | undefined): State | undefined {
  if (name !== undefined) return machine.states.find((each) => each.name === name);
  const editor = vscode.window.activeTextEditor;
  const offset = editor?.document === document ? document.offsetAt(editor.selection.active) : -1;
  const around = machine.states.findLast(({ range }) => range.start <= offset && offset <= range.end);
  if (!around) void vscode.window.showInformationMessage('Put the cursor into a state first.');
  return around;
}

async function askForInput({ context }: Workbench, uri: vscode.Uri, state: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: `Run ${state}`,
    prompt: 'The input of the state, as JSON.',
    value: lastChoice(context, uri)?.input ?? '{}',
    ignoreFocusOut: true,
    validateInput: (text) => (isJson(text) ? undefined : 'This is no JSON.'),
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function hostNow(): Host {
  return nodeHost(virtualClock(Date.now()));
}

/** Tasks are answered by the first test case of the mocks, a Lambda endpoint, else by a plausible result. */
async function taskRunner({ context }: Workbench, { document, name }: DefinitionMeant) {
  const mocks = await findMocks(document.uri, name);
  const testCase = mocks && (lastChoice(context, document.uri)?.mockCase ?? testCasesOf(mocks.file, mocks.machine)[0]);
  const unmocked = lambdaTasks(lambdaEndpointFor(document.uri), async ({ resource }) => {
    return { kind: 'succeeded', output: JSON.parse(await suggestResult(resource, context)) };
  });
  return async (task: TaskRequest): Promise<TaskAnswer> => {
    const mocked = mocks && mockAnswer(mocks.file, mocks.machine, testCase, task);
    const answer = mocked ?? (await unmocked(task, new AbortController().signal, () => {}));
    return answer ?? { kind: 'failed', error: 'States.Timeout' };
  };
}

const scheme = 'stepwise-state';

/** Opens the answer beside the workflow, as a document that cannot be changed. */
async function showAnswer(state: string, answer: TestStateResponse): Promise<void> {
  const text = JSON.stringify(answer, readable, 2);
  const uri = vscode.Uri.from({ scheme, path: `/${state.replace(/[/\\]/g, '-')}.json`, query: String(++shown) });
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: () => text,
  });
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  provider.dispose();
}

let shown = 0;

/** Values that the answer has as JSON texts, as AWS's does, are shown as what they are. */
function readable(key: string, value: unknown): unknown {
  const isText = typeof value === 'string' && /^\s*[[{"]/.test(value) && key !== 'cause' && key !== 'error';
  return isText && isJson(value) ? JSON.parse(value) : value;
}
