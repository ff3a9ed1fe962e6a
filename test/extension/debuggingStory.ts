import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { until } from '../kit/until.ts';
import type { VscodeWindow } from '../kit/vscodeWindow.ts';

// Debugging as docs/debugging.md tells it, step by step, in a window with the folder that `ordersWorkspace` makes.

const definition = `{
  "Comment": "Packs small orders at once, asks somebody about large ones, and reports the day.",
  "QueryLanguage": "JSONata",
  "StartAt": "Set limit",
  "States": {
    "Set limit": {
      "Type": "Pass",
      "Assign": { "limit": 100 },
      "Next": "Each order"
    },
    "Each order": {
      "Type": "Map",
      "Items": "{% $states.input.orders %}",
      "ItemProcessor": {
        "StartAt": "Is it large?",
        "States": {
          "Is it large?": {
            "Type": "Choice",
            "Choices": [
              {
                "Condition": "{% $limit < $states.input.total %}",
                "Next": "Approve"
              }
            ],
            "Default": "Pack"
          },
          "Approve": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Arguments": {
              "QueueUrl": "approvals",
              "MessageBody": "{% $states.context.Task.Token %}"
            },
            "Next": "Pack"
          },
          "Pack": {
            "Type": "Pass",
            "Output": { "packed": true },
            "End": true
          }
        }
      },
      "Next": "Report"
    },
    "Report": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sns:publish",
      "Arguments": { "TopicArn": "reports", "Message": "{% $states.input %}" },
      "End": true
    }
  }
}
`;

const mocks = {
  StateMachines: { orders: { TestCases: { 'Reports are closed': { Report: 'Closed' } } } },
  MockedResponses: {
    Closed: { '0': { Throw: { Error: 'SNS.NotFoundException', Cause: 'There is no topic reports.' } } },
  },
};

/** A folder with a workflow, its input and its mocks, for a window to open a copy of. */
export function ordersWorkspace(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'stepwise-orders-')), 'orders');
  mkdirSync(folder);
  writeFileSync(join(folder, 'orders.asl.json'), definition);
  writeFileSync(join(folder, 'orders.input.json'), '{ "orders": [{ "total": 30 }, { "total": 120 }] }\n');
  writeFileSync(join(folder, 'MockConfigFile.json'), `${JSON.stringify(mocks, undefined, 2)}\n`);
  return folder;
}

export async function openWorkflow(window: VscodeWindow): Promise<void> {
  await window.openFile('orders.asl.json');
  await window.runCommand('Stepwise: Open Graph');
  await stateBox(window, 'Pack').waitFor();
}

/** On the line of a state's name, typed into the widget that opens under it. */
export async function setConditionalBreakpoint(window: VscodeWindow): Promise<void> {
  await window.goTo(lineOf('"Is it large?": {'), 12);
  await window.runCommand('Debug: Add Conditional Breakpoint...');
  await window.page.locator('.breakpoint-widget .inputarea, .breakpoint-widget .native-edit-context').first().waitFor();
  // Pasted, for VS Code offers completions to what is typed, and Enter would take one.
  await copy(window, '$states.input.total > $limit');
  await window.page.keyboard.press('Control+V');
  await window.page.locator('.breakpoint-widget .view-line', { hasText: '$limit' }).waitFor();
  await window.page.keyboard.press('Enter');
  await window.page.locator('.codicon-debug-breakpoint-conditional').first().waitFor();
}

/** Sets the breakpoint of a state in the picture, sees it in the text, and takes it away again. */
export async function toggleBreakpointOnGraph(window: VscodeWindow, state: string): Promise<void> {
  const dot = window.webview().locator('.canvas .breakpoint');
  await stateBox(window, state).click();
  await window.webview().locator('.canvas .selected').waitFor();
  await window.page.keyboard.press('F9');
  await dot.waitFor();
  await window.page.locator('.codicon-debug-breakpoint').first().waitFor();
  await dot.click();
  await dot.waitFor({ state: 'detached' });
  await window.page.locator('.tab', { hasText: /^orders\.asl\.json/ }).click();
}

/** F5 without a launch.json; runs until the condition holds, in the second iteration. */
export async function start(window: VscodeWindow): Promise<void> {
  await window.page.keyboard.press('F5');
  await stoppedAt(window, '"Is it large?": {');
}

/** Gives the text and the graph more of the window, and the names in the call stack their room. */
export async function makeRoom(window: VscodeWindow): Promise<void> {
  const { page } = window;
  await window.runCommand('View: Show Run and Debug');
  await window.runCommand('Debug Console: Focus on Debug Console View');
  await page.locator('.part.panel .repl').waitFor();
  const panel = (await page.locator('.part.panel').boundingBox()) ?? { x: 0, y: 0 };
  await drag(page, [panel.x + 200, panel.y - 2], [panel.x + 200, panel.y + 110]);
  const bar = (await page.locator('.part.sidebar').boundingBox()) ?? { x: 0, y: 0, width: 0 };
  await drag(page, [bar.x + bar.width, bar.y + 300], [bar.x + bar.width + 50, bar.y + 300]);
}

async function drag({ mouse }: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await mouse.move(...from);
  await mouse.down();
  await mouse.move(...to, { steps: 4 });
  await mouse.up();
}

export async function readVariable(window: VscodeWindow): Promise<string> {
  const limit = await variable(window, 'limit');
  return (await limit.getAttribute('aria-label')) ?? '';
}

/** Opens the data of the state, and the stack of the branch that stopped. */
export async function showStateAndStack({ page }: VscodeWindow): Promise<void> {
  const state = page.locator('.debug-variables [aria-label="Scope State"]');
  await unfold(state, page.locator('.debug-variables [aria-label^="input, value"]'));
  const thread = page.locator('.debug-call-stack .monaco-list-row', { hasText: 'Each order[1]' });
  await unfold(thread, page.locator('.debug-call-stack .monaco-list-row', { hasText: '17:' }).first());
}

/** What a hover over `$limit` in the text shows. */
export async function hoverLimit(window: VscodeWindow): Promise<string> {
  const text = window.page.locator('.view-line span', { hasText: /^\$limit$/ }).last();
  const hover = window.page.locator('.debug-hover-widget:visible');
  await until(async () => {
    // Playwright's own hover would scroll the text from under the editor.
    const { x, y } = (await text.boundingBox()) ?? { x: 0, y: 0 };
    await window.page.mouse.move(5, 5);
    await window.page.mouse.move(x + 8, y + 8, { steps: 4 });
    return hover.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  });
  return (await hover.locator('.value').first().textContent()) ?? '';
}

/** Types another value into the Variables view. */
export async function changeLimit(window: VscodeWindow): Promise<void> {
  const limit = await variable(window, 'limit');
  await limit.dblclick();
  const input = window.page.locator('.debug-variables .monaco-inputbox input');
  await input.waitFor();
  await input.fill('500');
  await input.press('Enter');
  await until(async () => /500/.test(await readVariable(window)));
}

export async function stepOver(window: VscodeWindow): Promise<void> {
  await window.runCommand('Debug: Step Over');
  await stoppedAt(window, '"Pack": {');
}

export async function stepBack(window: VscodeWindow): Promise<void> {
  await window.page.locator('.debug-toolbar .codicon-debug-step-back').click();
  await stoppedAt(window, '"Is it large?": {');
}

/** Waits until the graph shows that the run is in a state, or that it is not. */
export async function graphShows(window: VscodeWindow, state: string, how: 'running' | 'not running'): Promise<void> {
  await until(async () => {
    const classes = (await stateBox(window, state).getAttribute('class')) ?? '';
    return classes.includes('is-running') === (how === 'running');
  });
}

/** Goes on until the report fails; what the text shows of the error. */
export async function meetError(window: VscodeWindow): Promise<string> {
  await window.runCommand('Debug: Continue');
  return failure(window);
}

/** What the text shows of the error at which the run stands. */
export async function failure({ page }: VscodeWindow): Promise<string> {
  const widget = page.locator('.exception-widget').first();
  await widget.waitFor();
  return (await widget.textContent()) ?? '';
}

export async function stop(window: VscodeWindow): Promise<void> {
  await window.runCommand('Debug: Stop');
  await window.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
}

/** A history in which everything was packed at once, and the report was refused. */
const history = {
  events: [
    { id: 1, type: 'ExecutionStarted', executionStartedEventDetails: { input: '{"orders": [{ "total": 7 }]}' } },
    { id: 2, previousEventId: 1, type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'Report', input: '[]' } },
    { id: 3, previousEventId: 2, type: 'TaskScheduled', taskScheduledEventDetails: { parameters: '{}' } },
    { id: 4, previousEventId: 3, type: 'TaskFailed', taskFailedEventDetails: { error: 'SNS.Busy', cause: 'Later.' } },
  ],
};

export async function debugRecorded(window: VscodeWindow): Promise<void> {
  await copy(window, JSON.stringify(history));
  await window.runCommand('Stepwise: Debug Recorded Execution', 'From the Clipboard');
}

export async function saveRunInGraph(window: VscodeWindow): Promise<void> {
  await window.runCommand('Stepwise: Save Execution as Mocks and Input', 'The Run in the Graph');
}

async function copy({ page }: VscodeWindow, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
}

/** The files that a saved execution leaves, as soon as both are there. */
export async function savedExecution({ workspace }: VscodeWindow): Promise<readonly [mocks: string, input: string]> {
  const read = (name: string) => readFile(join(workspace, name), 'utf8').catch(() => '');
  let files: readonly [string, string] = ['', ''];
  await until(async () => {
    files = await Promise.all([read('MockConfigFile.json'), read('orders.Recorded.input.json')]);
    return files[0].includes('SNS.Busy') && files[1] !== '';
  });
  return files;
}

/** The editor goes to where the run stands. */
export async function stoppedAt({ page }: VscodeWindow, text: string): Promise<void> {
  await page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${lineOf(text)},`) }).waitFor();
  await page.locator('.debug-top-stack-frame-line').first().waitFor();
}

async function variable({ page }: VscodeWindow, name: string): Promise<Locator> {
  const row = page.locator(`.debug-variables [aria-label^="${name}, value"]`);
  await unfold(page.locator('.debug-variables [aria-label="Scope Variables"]'), row);
  return row;
}

/** Opens a row of a tree until what it holds is there. VS Code opens some by itself. */
async function unfold(row: Locator, inside: Locator): Promise<void> {
  await until(async () => {
    if (await inside.isVisible()) return true;
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
    return inside.isVisible();
  });
}

function stateBox(window: VscodeWindow, state: string): Locator {
  return window.webview().locator('.canvas [data-id]', { hasText: state }).last();
}

export function lineOf(text: string): number {
  return definition.slice(0, definition.indexOf(text)).split('\n').length;
}
