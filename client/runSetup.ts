import * as vscode from 'vscode';
import { testCasesOf } from '../language/mocks/mockFile.ts';
import type { RunSetup } from '../webview/messages.ts';
import { findMocks, showMockProblems } from './mockFiles.ts';
import type { Workbench } from './workbench.ts';
import { readFile, workflowName } from './workflowFiles.ts';

/** What somebody chose for the last run of a file. */
export interface LastChoice {
  readonly input: string;
  readonly mockCase: string | undefined;
}

/**
 * What a run of this workflow could start with: its last input, the input files beside it, its mocks. `machine` is what
 * a template calls it.
 */
export async function findRunSetup(
  uri: vscode.Uri,
  { context, mockProblems }: Workbench,
  machine?: string,
): Promise<RunSetup> {
  const last = lastChoice(context, uri);
  const [files, mocks] = await Promise.all([inputFiles(uri), findMocks(uri, machine)]);
  if (mocks) showMockProblems(mocks, mockProblems);
  const mockCases = mocks ? testCasesOf(mocks.file, mocks.machine) : [];
  const [problem] = mocks?.file.problems ?? [];
  return {
    inputs: [...(last ? [{ label: 'Last input', text: last.input }] : []), ...files, { label: 'Empty', text: '{}' }],
    mockFile: mocks && vscode.workspace.asRelativePath(mocks.uri),
    mockCases,
    mockCase: mockCases.find((name) => name === last?.mockCase) ?? (last ? undefined : mockCases[0]),
    mockProblem: problem?.message,
  };
}

export function lastChoice(context: vscode.ExtensionContext, uri: vscode.Uri): LastChoice | undefined {
  return context.workspaceState.get<LastChoice>(keyFor(uri));
}

export async function rememberChoice(
  context: vscode.ExtensionContext,
  uri: vscode.Uri,
  choice: LastChoice,
): Promise<void> {
  await context.workspaceState.update(keyFor(uri), choice);
}

function keyFor(uri: vscode.Uri): string {
  return `stepwise.lastRun:${uri.toString()}`;
}

/** The files `*.input.json` beside the workflow, those named after it first. */
async function inputFiles(uri: vscode.Uri): Promise<RunSetup['inputs']> {
  const name = workflowName(uri);
  const names = (await namesBeside(uri)).filter((each) => each.endsWith('.input.json'));
  const ordered = names.sort(
    (a, b) => Number(b.startsWith(name)) - Number(a.startsWith(name)) || a.localeCompare(b, 'en'),
  );
  const inputs = ordered.map(async (each) => ({
    label: each.replace(/\.input\.json$/, ''),
    text: (await readFile(vscode.Uri.joinPath(uri, '..', each))) ?? '{}',
  }));
  return Promise.all(inputs);
}

async function namesBeside(uri: vscode.Uri): Promise<string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(uri, '..'));
    return entries.map(([each]) => each);
  } catch {
    // A workflow that was never saved has no folder.
    return [];
  }
}
