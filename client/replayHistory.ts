import * as vscode from 'vscode';
import { outcomeIn, readHistory } from '../runtime/interpreter/readHistory.ts';
import type { RecordedRun } from './panelRuns.ts';
import { baseName } from './workflowFiles.ts';

/** Asks for a recorded execution history, as a file or from the clipboard. Undefined when nobody chose one that can be read. */
export async function chooseHistory(): Promise<RecordedRun | undefined> {
  const file = { label: 'From a File…', detail: 'The answer of GetExecutionHistory, or the export of the console' };
  const clipboard = { label: 'From the Clipboard', detail: 'The same as text' };
  const way = await vscode.window.showQuickPick([file, clipboard], { title: 'Replay Execution History' });
  if (!way) return undefined;
  const source = way === file ? await readChosenFile() : await readClipboard();
  if (!source) return undefined;
  const { events, problem, isPartial } = readHistory(source.text);
  if (problem !== undefined) {
    void vscode.window.showErrorMessage(`${source.from} cannot be replayed. ${problem}`);
    return undefined;
  }
  const run = {
    id: `recorded-${Date.now()}`,
    title: source.from,
    outcome: outcomeIn(events),
    recorded: { from: source.from, isPartial },
  };
  return { type: 'runShown', run, events };
}

interface Source {
  readonly from: string;
  readonly text: string;
}

async function readChosenFile(): Promise<Source | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: 'Replay Execution History',
    openLabel: 'Replay',
    filters: { 'Execution history': ['json', 'jsonl', 'txt'] },
  });
  const [uri] = chosen ?? [];
  return uri && { from: baseName(uri), text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
}

async function readClipboard(): Promise<Source> {
  return { from: 'the clipboard', text: await vscode.env.clipboard.readText() };
}
