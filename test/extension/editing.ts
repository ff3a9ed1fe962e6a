import type { VscodeWindow } from '../kit/vscodeWindow.ts';

// What somebody does with the text of a workflow, step by step, with nothing but the keyboard.

/** Asks for the list, narrows it down and takes the row that is first then, which must begin with `label`. */
export async function complete({ page }: VscodeWindow, typed: string, label: string | RegExp): Promise<void> {
  const list = page.locator('.suggest-widget.visible');
  const first = list.locator('.monaco-list-row.focused', { hasText: label });
  await page.keyboard.press('Control+Space');
  await list.waitFor();
  await page.keyboard.type(typed);
  await first.waitFor();
  await page.keyboard.press('Enter');
}

/** Goes on in a new line below. */
export async function nextLine({ page }: VscodeWindow): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
}

/** Renames what the cursor is in. */
export async function rename({ page }: VscodeWindow, name: string): Promise<void> {
  const input = page.locator('.rename-box input');
  await page.keyboard.press('F2');
  await input.waitFor();
  await input.fill(name);
  await input.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** Takes an action from the lightbulb (`Control+.`) or from the menu of rewritings (`Control+Shift+R`). */
export async function act({ page }: VscodeWindow, keys: string, title: string): Promise<void> {
  const row = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  await page.keyboard.press(keys);
  await row.waitFor();
  await row.click();
  await row.waitFor({ state: 'hidden' });
}
