import { readFile } from 'node:fs/promises';
import { until } from '../kit/until.ts';
import type { VscodeWindow } from '../kit/vscodeWindow.ts';

// The first minute with the product as the README tells it, step by step, in a window with examples/ open.

export async function openExample(window: VscodeWindow): Promise<void> {
  await window.openFile('stock-trading.asl.json');
  await until(async () => (await window.problems()).length === 0);
}

/** Types a letter into the first `Next`, so that it names no state. */
export async function breakNext(window: VscodeWindow): Promise<void> {
  const { line, column } = await placeOfFirstNext(window);
  await window.goTo(line, column + 1);
  await window.page.keyboard.type('X');
  await until(async () =>
    (await window.problems()).some(
      (problem) => problem.severity === 'Error' && problem.line === line && problem.column === column,
    ),
  );
}

export async function mendNext(window: VscodeWindow): Promise<void> {
  await window.page.keyboard.press('Backspace');
  await until(async () => (await window.problems()).length === 0);
  await window.page.keyboard.press('Control+J');
  await window.page.locator('.markers-panel').waitFor({ state: 'hidden' });
}

export async function openGraph(window: VscodeWindow): Promise<void> {
  await window.runCommand('Stepwise: Open Graph');
  await window.webview().locator('.canvas [data-id]', { hasText: 'Ask for approval' }).first().waitFor();
}

/** Starts a run and waits until it asks for the approval. */
export async function runToApproval(window: VscodeWindow): Promise<void> {
  const panel = window.webview();
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  await panel.getByLabel('Mocked test case').selectOption('Somebody approves');
  await panel.getByRole('button', { name: 'Run workflow' }).click();
  await panel.getByLabel('Result', { exact: true }).waitFor();
}

export async function approve(window: VscodeWindow): Promise<void> {
  const panel = window.webview();
  await panel.getByLabel('Result', { exact: true }).fill('{ "approved": true }');
  await panel.getByRole('button', { name: 'Give result' }).click();
  await panel.getByRole('heading', { name: 'Succeeded' }).waitFor();
}

/** Goes back through the history; returns what the panel says of the moment. */
export async function scrub(window: VscodeWindow): Promise<string> {
  const panel = window.webview();
  const slider = panel.getByLabel('Moment');
  await slider.fill('8');
  await slider.press('ArrowRight');
  await until(async () => ((await slider.getAttribute('aria-valuetext')) ?? '').startsWith('9 '));
  return (await slider.getAttribute('aria-valuetext')) ?? '';
}

export async function readOutput(window: VscodeWindow): Promise<unknown> {
  const output = await window.webview().locator('pre[aria-label="Output"]').first().textContent();
  return JSON.parse(output ?? '');
}

/** What a task's ResultSelector left of its result, which only a run on this machine can tell. */
export async function readStage(window: VscodeWindow): Promise<unknown> {
  const panel = window.webview();
  await panel.locator('.node[data-id="/States/Check price"]').click();
  const value = await panel.locator('pre[aria-label="After ResultSelector"]').textContent();
  return JSON.parse(value ?? '');
}

async function placeOfFirstNext(window: VscodeWindow): Promise<{ line: number; column: number }> {
  const lines = (await readFile(`${window.workspace}/stock-trading/stock-trading.asl.json`, 'utf8')).split('\n');
  const index = lines.findIndex((line) => line.includes('"Next": '));
  return { line: index + 1, column: (lines[index] ?? '').indexOf('"Next": ') + '"Next": '.length + 1 };
}
