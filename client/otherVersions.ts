import * as vscode from 'vscode';
import { diffGraphs } from '../language/graph/diffGraphs.ts';
import type { Graph } from '../language/graph/graph.ts';
import { readStateMachine } from '../language/model/readStateMachine.ts';
import type { StateMachine } from '../language/model/stateMachine.ts';
import { kindOfFile, readDocument } from '../language/readDocument.ts';
import type { VersionComparison } from '../webview/messages.ts';
import { baseName } from './workflowFiles.ts';

/** What a workflow is compared with: another text of it, read anew each time. */
export interface OtherVersion {
  readonly label: string;
  read(): Promise<string>;
}

/** As much of the Git extension's API as is used here. */
interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<GitApi['state']>;
  getRepository(uri: vscode.Uri): { show(ref: string, path: string): Promise<string> } | null;
}

/** The last committed version; undefined, and the user told why, when there is none to be had. */
export async function headVersion(workflow: vscode.Uri): Promise<OtherVersion | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  const git = (await extension?.activate())?.getAPI(1);
  if (git) await initialised(git);
  const repository = git?.getRepository(workflow);
  if (!repository) {
    void vscode.window.showInformationMessage(`${baseName(workflow)} is in no Git repository that VS Code knows.`);
    return undefined;
  }
  return { label: 'HEAD', read: () => repository.show('HEAD', workflow.fsPath) };
}

/** Right after the window has opened, Git is still looking for repositories. */
async function initialised(git: GitApi): Promise<void> {
  if (git.state === 'initialized') return;
  await new Promise<void>((done) => {
    const listening = git.onDidChangeState(() => {
      listening.dispose();
      done();
    });
  });
}

/** A file that the user chooses. */
export async function chosenVersion(workflow: vscode.Uri): Promise<OtherVersion | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      defaultUri: vscode.Uri.joinPath(workflow, '..'),
      title: `Compare ${baseName(workflow)} with an earlier version`,
      openLabel: 'Compare',
    })) ?? [];
  if (!file) return undefined;
  return {
    label: vscode.workspace.asRelativePath(file),
    read: async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(file)),
  };
}

/** Both versions in one picture; undefined when one of them holds no workflow. Rejects when the other one cannot be read. */
export async function compareVersions(
  { uri, getText }: Pick<vscode.TextDocument, 'uri' | 'getText'>,
  machine: string | undefined,
  other: OtherVersion,
): Promise<{ readonly graph: Graph; readonly comparison: VersionComparison } | undefined> {
  const before = machineIn(await other.read(), uri, machine);
  const after = machineIn(getText(), uri, machine);
  if (!before || !after) return undefined;
  const { graph, kinds, changes } = diffGraphs(before, after);
  return { graph, comparison: { label: other.label, kinds: [...kinds], changes } };
}

function machineIn(text: string, uri: vscode.Uri, machine: string | undefined): StateMachine | undefined {
  const kind = kindOfFile(uri.path) ?? { format: 'json', role: 'definition' };
  const definitions = readDocument(text, kind);
  const { root } = definitions.find(({ title }) => title === machine) ?? definitions[0] ?? {};
  return root && readStateMachine(root);
}
