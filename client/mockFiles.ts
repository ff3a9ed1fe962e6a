import * as vscode from 'vscode';
import { type MockFile, machineNamed } from '../language/mocks/mockFile.ts';
import { mockFileName, mockPlaces } from '../language/mocks/mockPlaces.ts';
import { parseMocks } from '../language/mocks/parseMocks.ts';
import { LineIndex } from '../language/text.ts';
import { type RememberedAnswer, rememberAnswer } from '../runtime/rememberAnswer.ts';
import { readFile, workflowName } from './workflowFiles.ts';

/** The mock file that counts for a workflow. */
export interface Mocks {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly file: MockFile;
  /** The workflow's name in it; undefined when the file does not know the workflow. */
  readonly machine: string | undefined;
}

/**
 * The file that the setting names, else the nearest one from the workflow's folder up to the workspace's. `machine` is
 * what a template calls the state machine.
 */
export async function findMocks(workflow: vscode.Uri, machine?: string): Promise<Mocks | undefined> {
  for (const uri of placesFor(workflow)) {
    const text = await readFile(uri);
    if (text === undefined) continue;
    const file = parseMocks(text);
    return { uri, text, file, machine: machineNamed(file, machine ?? workflowName(workflow)) };
  }
  return undefined;
}

function placesFor(workflow: vscode.Uri): vscode.Uri[] {
  const folder = vscode.workspace.getWorkspaceFolder(workflow)?.uri;
  const setting = vscode.workspace.getConfiguration('stepwise', workflow).get<string>('mockFile', '');
  if (setting !== '') {
    const isAbsolute = /^([/\\]|[A-Za-z]:)/.test(setting);
    if (isAbsolute) return [workflow.with({ path: vscode.Uri.file(setting).path })];
    return [vscode.Uri.joinPath(folder ?? vscode.Uri.joinPath(workflow, '..'), setting)];
  }
  return mockPlaces(workflow.path, folder?.path).map((path) => workflow.with({ path }));
}

/** Lists what is wrong with a mock file in the Problems view, each at its place. Of an open one the server does. */
export function showMockProblems({ uri, text, file }: Mocks, problems: vscode.DiagnosticCollection): void {
  if (vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) return;
  const positions = positionsIn(text);
  const diagnostics = file.problems.map(({ message, range }) => {
    const diagnostic = new vscode.Diagnostic(new vscode.Range(positions(range.start), positions(range.end)), message);
    diagnostic.source = 'Stepwise';
    return diagnostic;
  });
  problems.set(uri, diagnostics);
}

/** Brings an answer into the workflow's mock file, which is made beside the workflow when there is none. */
export async function rememberInMocks(
  workflow: vscode.Uri,
  testCase: string | undefined,
  {
    machine: title,
    nestedIn,
    ...answer
  }: Pick<RememberedAnswer, 'state' | 'invocation' | 'outcome'> & {
    machine: string | undefined;
    /** The state machine whose state it is, where the run started that one. */
    nestedIn: string | undefined;
  },
): Promise<'remembered' | 'unreadable'> {
  const mocks = await findMocks(workflow, title);
  const uri = mocks?.uri ?? placesFor(workflow)[0] ?? vscode.Uri.joinPath(workflow, '..', mockFileName);
  const text = mocks?.text ?? '';
  const machine = nestedIn ?? mocks?.machine ?? title ?? workflowName(workflow);
  const edit = rememberAnswer(text, { ...answer, machine, testCase: testCase ?? 'Default' });
  if (!edit) return 'unreadable';
  const change = new vscode.WorkspaceEdit();
  if (!mocks) change.createFile(uri, { ignoreIfExists: true });
  const positions = positionsIn(text);
  change.replace(uri, new vscode.Range(positions(edit.range.start), positions(edit.range.end)), edit.newText);
  await vscode.workspace.applyEdit(change);
  const document = await vscode.workspace.openTextDocument(uri);
  await document.save();
  return 'remembered';
}

function positionsIn(text: string): (offset: number) => vscode.Position {
  const lines = new LineIndex(text);
  return (offset) => {
    const { line, character } = lines.positionAt(offset);
    return new vscode.Position(line, character);
  };
}
