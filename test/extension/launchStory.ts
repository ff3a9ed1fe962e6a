import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { until } from '../kit/until.ts';
import type { VscodeWindow } from '../kit/vscodeWindow.ts';
import { lineOf } from './debuggingStory.ts';

// Starting from a launch.json, questions of tasks that nothing mocks, and attaching to a run: in the window of the debugging story.

const launchJson = `{
  "version": "0.2.0",
  "configurations": [
    {
      "type": "stepwise",
      "request": "launch",
      "name": "Ask for the Input",
      "program": "\${workspaceFolder}/orders.asl.json",
      "input": "ask",
      "case": "Reports are closed",
      
    },
    { "type": "stepwise", "request": "attach", "name": "The Run of the Panel" },
    
  ]
}
`;

/** Opens a launch.json that is being written. */
export async function openLaunchJson(window: VscodeWindow): Promise<void> {
  const folder = join(window.workspace, '.vscode');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'launch.json'), launchJson);
  await window.openFile('launch.json');
}

/** What the editor offers for some letters inside the first configuration, or after the last. */
export async function offered(
  window: VscodeWindow,
  where: 'in a configuration' | 'after them',
  letters: string,
): Promise<string[]> {
  const lines = launchJson.split('\n');
  const empty = lines.flatMap((line, index) => (/^ +$/.test(line) ? [index + 1] : []));
  const line = (where === 'in a configuration' ? empty[0] : empty[1]) ?? 1;
  await window.goTo(line, (lines[line - 1] ?? '').length + 1);
  await window.page.keyboard.type(letters);
  const rows = window.page.locator('.suggest-widget.visible .monaco-list-row .label-name', { hasText: letters });
  await until(async () => {
    await window.page.keyboard.press('Control+Space');
    return rows
      .first()
      .waitFor({ timeout: 2000 })
      .then(
        () => true,
        () => false,
      );
  });
  const labels = await rows.allTextContents();
  await window.page.keyboard.press('Escape');
  await window.runCommand('File: Revert File');
  return labels;
}

/** Starts a configuration of launch.json. */
export async function startConfiguration(window: VscodeWindow, name: string): Promise<void> {
  await window.runCommand('Debug: Select and Start Debugging', name);
}

/** Waits for a box with a title, types into it, and takes what it holds: with Enter, or with the button of that name. */
export async function answerBox(
  { page }: VscodeWindow,
  title: string,
  answer: { readonly text: string; readonly button?: string },
): Promise<void> {
  const box = page.locator('.quick-input-widget:visible', { hasText: title });
  const input = box.locator('input[type="text"]');
  await input.fill(answer.text);
  if (answer.button === undefined) await input.press('Enter');
  else await box.getByRole('button', { name: answer.button }).click();
}

/** What the open box says is wrong. */
export async function problemInBox({ page }: VscodeWindow): Promise<string> {
  const message = page.locator('.quick-input-widget:visible .quick-input-message', { hasText: 'no JSON' });
  return (await message.textContent()) ?? '';
}

/** The mock file, as soon as it holds an answer. */
export async function mocksWith({ workspace }: VscodeWindow, answer: string): Promise<string> {
  let text = '';
  await until(async () => {
    text = await readFile(join(workspace, 'MockConfigFile.json'), 'utf8');
    return text.includes(answer);
  });
  return text;
}

/** Runs the workflow from its panel until its first task asks there, which no test case mocks. */
export async function runInPanel(window: VscodeWindow): Promise<void> {
  const panel = window.webview();
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  // What is typed stays, whatever is offered anew when a file changes.
  await panel.getByRole('textbox', { name: 'Input', exact: true }).fill('{"orders":[{"total":900}]}');
  await panel.getByRole('button', { name: 'Run workflow' }).click();
  await headingInPanel(window, /Approve/).waitFor();
}

/** A question for a state, or how the run has ended. */
export function headingInPanel(window: VscodeWindow, name: RegExp): Locator {
  return window.webview().getByRole('heading', { name });
}

export async function answerInPanel(window: VscodeWindow, result: string): Promise<void> {
  const panel = window.webview();
  await panel.getByLabel('Result', { exact: true }).fill(result);
  await panel.getByRole('button', { name: 'Give result' }).click();
}

/** Sets a plain breakpoint on the line of a text, or takes away the one that is there. */
export async function toggleBreakpoint(window: VscodeWindow, text: string): Promise<void> {
  await window.openFile('orders.asl.json');
  await window.goTo(lineOf(text), 12);
  await window.runCommand('Debug: Toggle Breakpoint');
}

/** Leaves the run, which goes on without the debugger. */
export async function disconnect(window: VscodeWindow): Promise<void> {
  await window.page.locator('.debug-toolbar .codicon-debug-disconnect').click();
  await window.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
}
