import * as vscode from 'vscode';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import { type ReadHistory, readHistory } from '../runtime/interpreter/readHistory.ts';
import { baseName } from './workflowFiles.ts';

/** The history of an execution that somebody chose. */
export interface ChosenHistory extends Pick<ReadHistory, 'events' | 'isPartial'> {
  /** Where it is from, in words. */
  readonly from: string;
  /** Where it is from a file. */
  readonly file: vscode.Uri | undefined;
}

/** What the history is wanted for. */
export interface Purpose {
  readonly title: string;
  /** What the button says that takes the chosen file. */
  readonly openLabel: string;
  /** The run that the workflow's graph shows, where that one may be meant. */
  readonly shown?: readonly HistoryEvent[];
}

/**
 * Asks for an execution's history: a file, the clipboard, or the run that is shown. Undefined when nobody chose one;
 * of one that cannot be read somebody was told why.
 */
export async function chooseHistory({ title, openLabel, shown = [] }: Purpose): Promise<ChosenHistory | undefined> {
  const graph = { label: 'The Run in the Graph', detail: `${shown.length} events` };
  const file = { label: 'From a File…', detail: 'The answer of GetExecutionHistory, or the export of the console' };
  const clipboard = { label: 'From the Clipboard', detail: 'The same as text' };
  const ways = shown.length > 0 ? [graph, file, clipboard] : [file, clipboard];
  switch (await vscode.window.showQuickPick(ways, { title })) {
    case graph:
      return { from: 'the graph', file: undefined, events: shown, isPartial: false };
    case file:
      return fromFile(title, openLabel);
    case clipboard:
      return readable(await vscode.env.clipboard.readText(), { from: 'the clipboard', file: undefined });
    default:
      return undefined;
  }
}

async function fromFile(title: string, openLabel: string): Promise<ChosenHistory | undefined> {
  const filters = { 'Execution history': ['json', 'jsonl', 'txt'] };
  const [file] = (await vscode.window.showOpenDialog({ title, openLabel, filters })) ?? [];
  if (!file) return undefined;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return readable(text, { from: baseName(file), file });
}

function readable(text: string, source: Pick<ChosenHistory, 'from' | 'file'>): ChosenHistory | undefined {
  const { problem, ...history } = readHistory(text);
  if (problem === undefined) return { ...source, ...history };
  void vscode.window.showErrorMessage(`No history can be read from ${source.from}. ${problem}`);
  return undefined;
}
