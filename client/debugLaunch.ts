import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { OpenRuns } from '../runtime/debugAdapter/openRuns.ts';
import { chooseDefinition } from './definitionMeant.ts';
import type { Workbench } from './workbench.ts';
import { baseName, mayHoldWorkflow, workflowName } from './workflowFiles.ts';

type Configuration = vscode.DebugConfiguration;

/** Fills in what must be known before VS Code replaces `${…}`: which program is meant. Undefined: somebody was told why not. */
export function withProgram(configuration: Configuration): Configuration | undefined {
  const request = configuration.request === 'attach' ? 'attach' : 'launch';
  const complete = { ...configuration, type: 'stepwise', request, name: configuration.name || 'Debug Workflow' };
  if (request === 'attach' || typeof configuration.program === 'string') return complete;
  const document = vscode.window.activeTextEditor?.document;
  if (document && mayHoldWorkflow(document)) {
    const name = configuration.name || `Debug ${workflowName(document.uri)}`;
    return { ...complete, name, program: document.uri.fsPath };
  }
  void vscode.window.showInformationMessage('Open a workflow first, or name one as "program" in launch.json.');
  return undefined;
}

/** Fills in the rest: which run to attach to; or the state machine of a template, its mocks, and its input. */
export async function completed(
  folder: vscode.WorkspaceFolder | undefined,
  configuration: Configuration,
  workbench: Workbench,
): Promise<Configuration | undefined> {
  if (configuration.request === 'attach') return withRun(configuration, workbench.runs);
  const program = absolute(folder, String(configuration.program));
  const uri = vscode.Uri.file(program);
  const machine = configuration.machine ?? (await chooseDefinition(uri));
  if (machine === undefined) return undefined;
  const input = await inputFor(uri, configuration, workbench);
  if (input === undefined) return undefined;
  const mocks = await mocksFor(uri, configuration, workbench);
  const lambdaEndpoint = await endpointFor(uri, configuration);
  return { ...configuration, program, ...(machine !== '' && { machine }), ...input, ...mocks, ...lambdaEndpoint };
}

async function withRun(configuration: Configuration, { all }: OpenRuns): Promise<Configuration | undefined> {
  if (configuration.run !== undefined) return configuration;
  const items = all.map(({ id, program }) => ({ label: program.name, description: program.path, id, program }));
  const wanted = items.filter(({ program }) => [undefined, program.path].includes(configuration.program));
  if (wanted.length === 0) {
    void vscode.window.showInformationMessage('No run is going on. Run a workflow first, from its graph.');
    return undefined;
  }
  const [only] = wanted;
  const chosen = wanted.length === 1 ? only : await vscode.window.showQuickPick(wanted, { title: 'Which Run?' });
  return chosen && { ...configuration, run: chosen.id, program: chosen.program.path };
}

/** The input as the launch says, else that of the last run, else that of the file beside the workflow. */
async function inputFor(
  uri: vscode.Uri,
  configuration: Configuration,
  workbench: Workbench,
): Promise<Partial<Configuration> | undefined> {
  const { input } = configuration;
  const isGiven = ['input', 'inputFile', 'fromHistory'].some((name) => configuration[name] !== undefined);
  if (isGiven && input !== 'ask') return {};
  const { findRunSetup, lastChoice, rememberChoice } = await import('./runSetup.ts');
  const { inputs } = await findRunSetup(uri, workbench);
  const first = inputs[0]?.text ?? '{}';
  if (input !== 'ask') return { input: asJson(first)?.value ?? {} };
  const typed = await askForInput(uri, first);
  if (typed === undefined) return undefined;
  const { mockCase } = lastChoice(workbench.context, uri) ?? {};
  await rememberChoice(workbench.context, uri, { input: typed, mockCase });
  return { input: asJson(typed)?.value };
}

function askForInput(uri: vscode.Uri, first: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: `Input for ${baseName(uri)}`,
    prompt: 'The execution’s input, as JSON.',
    value: JSON.stringify(asJson(first)?.value ?? {}),
    ignoreFocusOut: true,
    validateInput: (text) => (asJson(text) ? undefined : 'This is no JSON.'),
  });
}

/** The nearest mock file; with it the test case of the last run, unless the launch names one. */
async function mocksFor(
  uri: vscode.Uri,
  { mocks, case: testCase }: Configuration,
  { context }: Workbench,
): Promise<Partial<Configuration>> {
  if (mocks !== undefined) return {};
  const [{ findMocks }, { lastChoice }] = await Promise.all([import('./mockFiles.ts'), import('./runSetup.ts')]);
  const found = (await findMocks(uri))?.uri.fsPath;
  const last = lastChoice(context, uri)?.mockCase;
  return { ...(found && { mocks: found }), ...(last && testCase === undefined && { case: last }) };
}

async function endpointFor(uri: vscode.Uri, { lambdaEndpoint }: Configuration): Promise<Partial<Configuration>> {
  if (lambdaEndpoint !== undefined) return {};
  const { lambdaEndpointFor } = await import('./lambdaSetting.ts');
  const endpoint = lambdaEndpointFor(uri)?.href;
  return endpoint === undefined ? {} : { lambdaEndpoint: endpoint };
}

function absolute(folder: vscode.WorkspaceFolder | undefined, path: string): string {
  return isAbsolute(path) || !folder ? path : vscode.Uri.joinPath(folder.uri, path).fsPath;
}

function asJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
