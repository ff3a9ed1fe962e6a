import { join } from 'node:path';
import * as vscode from 'vscode';
import { type Dress, readGallery, readSample, type SampleEntry, type SampleFile } from '../runtime/samples.ts';
import { SamplePictures } from './samplePictures.ts';
import type { Workbench } from './workbench.ts';

interface DressItem extends vscode.QuickPickItem, Dress {}

const dresses: readonly DressItem[] = [
  { label: 'JSONata, JSON', language: 'JSONata', format: 'json' },
  { label: 'JSONata, YAML', language: 'JSONata', format: 'yaml' },
  { label: 'JSONPath, JSON', language: 'JSONPath', format: 'json' },
  { label: 'JSONPath, YAML', language: 'JSONPath', format: 'yaml' },
];

/** Makes a workflow after a sample of the gallery, in a folder of its own with its input and mocks, and opens it. */
export async function newFromSample({ context }: Workbench): Promise<void> {
  const gallery = join(context.extensionUri.fsPath, 'dist/samples');
  const sample = await chosenSample(await readGallery(gallery), vscode.Uri.file(gallery));
  const dress = sample && (await vscode.window.showQuickPick(dresses, { title: `${sample.title}: Written in` }));
  const parent = dress && (await chosenFolder());
  if (!parent) return;
  const files = await readSample(gallery, sample.id, dress);
  const folder = await freeFolder(parent, sample.id);
  const workflow = await write(folder, files);
  await vscode.window.showTextDocument(workflow, { viewColumn: vscode.ViewColumn.One });
  await vscode.commands.executeCommand('stepwise.openGraph', workflow);
}

async function chosenSample(gallery: readonly SampleEntry[], folder: vscode.Uri): Promise<SampleEntry | undefined> {
  const items = gallery.map((sample) => ({ label: sample.title, detail: sample.description, sample }));
  const pictures = new SamplePictures(folder);
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'New Workflow from Sample',
    placeHolder: 'Search samples',
    matchOnDetail: true,
    onDidSelectItem: ({ sample }: (typeof items)[number]) => pictures.show(sample),
  });
  pictures.dispose();
  return chosen?.sample;
}

/** The only folder of the workspace, or the one that somebody names. */
async function chosenFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0]?.uri;
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri;
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: 'Create Here',
  });
  return chosen?.[0];
}

/** A folder that is not there yet: `choice`, else `choice-2` and so on. */
async function freeFolder(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  const taken = new Set((await vscode.workspace.fs.readDirectory(parent)).map(([each]) => each));
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
  return vscode.Uri.joinPath(parent, free);
}

/** Writes the files and answers where the workflow, which comes first, is. */
async function write(folder: vscode.Uri, files: readonly [SampleFile, ...SampleFile[]]): Promise<vscode.Uri> {
  for (const { name, text } of files) {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
  }
  return vscode.Uri.joinPath(folder, files[0].name);
}
