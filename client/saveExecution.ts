import * as vscode from 'vscode';
import { historyMocks, type SavedExecution } from '../runtime/historyMocks.ts';
import { type ChosenHistory, chooseHistory } from './chooseHistory.ts';
import { definitionMeant } from './definitionMeant.ts';
import type { GraphPanels } from './graphPanels.ts';
import { findMocks } from './mockFiles.ts';
import { rememberChoice } from './runSetup.ts';
import type { Workbench } from './workbench.ts';
import { baseName, readFile, workflowName } from './workflowFiles.ts';
import { writeMocks } from './writeMocks.ts';

/** Keeps an execution as a test case of the mock file and an input file; the next run of the workflow starts with both. */
export async function saveExecution(
  { uri, isUntitled }: vscode.TextDocument,
  panels: GraphPanels,
  { context }: Workbench,
): Promise<void> {
  if (isUntitled) {
    void vscode.window.showInformationMessage('Save the workflow first: its mocks and input go beside it.');
    return;
  }
  const meant = await definitionMeant(uri);
  const title = 'Save Execution as Mocks and Input';
  const chosen = meant && (await chooseHistory({ title, openLabel: 'Save', shown: panels.eventsShown(uri) }));
  if (!chosen) return;
  const mocks = await findMocks(uri);
  const machine = mocks?.machine ?? meant.name;
  const saved = historyMocks(chosen.events, { machine, testCase: nameFor(chosen), known: mocks?.file });
  const written = await writeMocks(uri, mocks, saved.mocks);
  if (!written.isUntitled) await written.save();
  const inputFile = await writeInput(uri, saved);
  await rememberChoice(context, uri, {
    input: saved.input ?? '{}',
    mockCase: written.isUntitled ? undefined : saved.testCase,
  });
  void vscode.window.showInformationMessage(summary(saved, inputFile));
}

function nameFor({ file }: ChosenHistory): string {
  return file ? baseName(file).replace(/\.\w+$/, '') : 'Recorded';
}

/** Writes NAME.input.json, or NAME.CASE.input.json where that is another input. Undefined when the history has none. */
async function writeInput(workflow: vscode.Uri, { input, testCase }: SavedExecution): Promise<vscode.Uri | undefined> {
  if (input === undefined) return undefined;
  const text = prettyJson(input);
  const name = workflowName(workflow);
  const uri = vscode.Uri.joinPath(workflow, '..', `${name}.input.json`);
  const known = await readFile(uri);
  if (known === text) return uri;
  const free = known === undefined ? uri : vscode.Uri.joinPath(workflow, '..', `${name}.${testCase}.input.json`);
  await vscode.workspace.fs.writeFile(free, new TextEncoder().encode(text));
  return free;
}

/** As it is where it is no JSON, cut off for instance. */
function prettyJson(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`;
  } catch {
    return text;
  }
}

function summary({ testCase, unanswered }: SavedExecution, inputFile: vscode.Uri | undefined): string {
  const input = inputFile ? `, its input in ${baseName(inputFile)}` : '; the history does not tell its input';
  const left = unanswered.length > 0 ? ` The history has no answer for ${unanswered.join(', ')}.` : '';
  return `The execution is in the test case ${testCase}${input}.${left}`;
}
