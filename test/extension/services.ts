import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VscodeWindow } from '../kit/vscodeWindow.ts';

// What somebody does with services, step by step, in a window with examples/ open.

/** The states of a workflow as they are written, by their names; none while the window is writing them. */
export type Written = Readonly<Record<string, { readonly [field: string]: unknown } | undefined>>;

export function statesIn({ workspace }: VscodeWindow, file: string): Written {
  const text = readFileSync(join(workspace, file), 'utf8');
  return text === '' ? {} : (JSON.parse(text) as { readonly States: Written }).States;
}

/** Opens the form and chooses an action in it, by keyboard. */
export async function chooseAction(window: VscodeWindow, query: string, action: string): Promise<void> {
  await window.runCommand('Stepwise: Generate State from Service…');
  const form = window.webview();
  await form.getByLabel('Service and action').fill(query);
  await form
    .getByRole('option', { name: new RegExp(`^${action}`) })
    .first()
    .waitFor();
  await form.getByLabel('Service and action').press('Enter');
  await form.getByLabel('Name of the state').waitFor();
}

/** Fills in “SNS publish”, with the message from the input, and leaves the form open. */
export async function fillPublish(window: VscodeWindow, name: string, after: string): Promise<void> {
  await chooseAction(window, 'sns publish', 'sns:publish');
  const form = window.webview();
  await form.getByRole('textbox', { name: 'TopicArn', exact: true }).fill('arn:aws:sns:us-east-1:123456789012:trades');
  await form.getByLabel('Message comes from').selectOption('path');
  await form.getByRole('textbox', { name: 'Message', exact: true }).fill('quote.price');
  await form.getByLabel('Retry').selectOption('recommended');
  await form.getByLabel('Name of the state').fill(name);
  await form.getByLabel('After', { exact: true }).selectOption(after);
  await form.getByText('"Message.$": "$.quote.price"').waitFor();
  await form.getByText('No findings.').waitFor();
}

/** Writes what the form has filled in. */
export async function insert(window: VscodeWindow): Promise<void> {
  await window.webview().getByLabel('Name of the state').press('Control+Enter');
}

/** Puts the cursor into a state, which the window has saved, and opens the form on it. */
export async function editTask(window: VscodeWindow, file: string, state: string): Promise<void> {
  const lines = readFileSync(join(window.workspace, file), 'utf8').split('\n');
  await window.goTo(lines.findIndex((line) => line.includes(`"${state}": {`)) + 2, 5);
  await window.runCommand('Stepwise: Edit Task in Form…');
  await window.webview().getByRole('button', { name: 'Change' }).waitFor();
}

/** Takes a row of the list with this title; what is typed narrows the list down to it. */
export async function pick({ page }: VscodeWindow, title: string, row: string): Promise<void> {
  const list = page.locator('.quick-input-widget', { hasText: title });
  await list.locator('input[type="text"]').fill(row);
  const rows = list.locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: row }).first().click();
}
