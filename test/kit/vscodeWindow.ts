import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Browser, chromium, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { browserFlags, ensureBrowser } from '../../scripts/browser.ts';
import { root, type ServerOptions, startVscodeServer, type VscodeServer } from '../../scripts/vscode.ts';
import { until } from './until.ts';

export interface WindowOptions extends Omit<ServerOptions, 'linked'> {
  /** The folder to open; a copy of it is opened, so that a test may write. */
  readonly workspace: string;
  readonly size?: { readonly width: number; readonly height: number };
}

/** A row of the Problems view. */
export interface Problem {
  /** `Error`, `Warning` or `Info`. */
  readonly severity: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** A real VS Code window, driven from outside as a person would. */
export interface VscodeWindow {
  readonly page: Page;
  /** The copy that is open. */
  readonly workspace: string;
  /** Where VS Code and its extensions keep their data. */
  readonly dataFolder: string;
  openFile(name: string): Promise<void>;
  /** By the title that the command palette shows; `choice` is what to take from the list that the command shows. */
  runCommand(title: string, choice?: string): Promise<void>;
  /** Moves the text cursor; both count from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Takes a file in the dialog that is or will be open. */
  chooseFile(path: string): Promise<void>;
  /** What the Problems view lists now; it is opened for that. */
  problems(): Promise<Problem[]>;
  /** The content of the webview that is visible. */
  webview(): FrameLocator;
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

/** A window with the extension from `options.vsix`; without one, with the project as it is built. */
export async function openVscodeWindow(options: WindowOptions): Promise<VscodeWindow> {
  const workspace = copyOf(options.workspace);
  const linked = options.vsix ? {} : { 'stepwise.stepwise-0.1.0': root };
  const server = await startVscodeServer({ ...options, linked });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: options.size ?? { width: 1280, height: 800 } });
  page.setDefaultTimeout(60_000);
  await page.goto(`${server.url}/?folder=${encodeURIComponent(workspace)}`);
  await page.locator('.monaco-workbench .part.editor').waitFor();
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  return {
    page,
    workspace,
    dataFolder: server.dataFolder,
    openFile: (name) => openFile(page, name),
    runCommand: (title, choice) => runCommand(page, title, choice),
    goTo: (line, column) => goTo(page, line, column),
    chooseFile: (path) => chooseFile(page, path),
    problems: () => readProblems(page),
    webview: () => page.frameLocator('iframe.webview.ready').frameLocator('#active-frame'),
    async screenshot(path) {
      mkdirSync(dirname(path), { recursive: true });
      await page.screenshot({ path });
    },
    async close() {
      await closeAll(browser, server);
      rmSync(dirname(workspace), { recursive: true, force: true });
    },
  };
}

export interface InsideResult {
  /** 0 when `run()` of the tests resolved. */
  readonly code: number;
  readonly log: readonly string[];
}

/**
 * Opens a window with the project as an extension in development and lets its extension host call `run()` of the CommonJS
 * module `tests`, as `@vscode/test-electron` does.
 */
export async function runTestsInside(options: WindowOptions & { readonly tests: string }): Promise<InsideResult> {
  const workspace = copyOf(options.workspace);
  const server = await startVscodeServer({ ...options, payload: 'obeyed' });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const log: string[] = [];
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => void log.push(args.join(' ')));
    const code = new Promise<number>((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    await page.goto(addressWithTests(server.url, workspace, options.tests));
    return { code: await code, log };
  } finally {
    await closeAll(browser, server);
    rmSync(dirname(workspace), { recursive: true, force: true });
  }
}

function addressWithTests(url: string, workspace: string, tests: string): string {
  const remote = url.replace('http:', 'vscode-remote:');
  const payload = [
    ['extensionDevelopmentPath', remote + root.replace(/\/$/, '')],
    ['extensionTestsPath', remote + tests],
    ['skipWelcome', 'true'],
  ];
  return `${url}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

function copyOf(folder: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'stepwise-workspace-')), basename(folder));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: ensureBrowser(), args: browserFlags });
}

async function closeAll(browser: Browser, server: VscodeServer): Promise<void> {
  await browser.close();
  await server.stop();
}

async function openFile(page: Page, name: string): Promise<void> {
  await goToText(page);
  await chooseInQuickInput(page, name);
  await page
    .locator('.tab.active', { hasText: name.split('/').at(-1) ?? name })
    .first()
    .waitFor();
  await page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
}

async function goTo(page: Page, line: number, column: number): Promise<void> {
  await goToText(page);
  await chooseInQuickInput(page, `:${line}:${column}`);
}

/** The keyboard goes where texts are, beside which graphs open: what a click gave to a graph may come late and takes it away. */
async function goToText(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
}

async function runCommand(page: Page, title: string, choice?: string): Promise<void> {
  await chooseInQuickInput(page, `>${title}`);
  if (choice === undefined) return;
  const row = rowsOf(page).filter({ hasText: choice }).first();
  if (!(await comesAbout(row.click({ timeout: 10_000 })))) await runCommand(page, title, choice);
}

/**
 * In a browser the dialog for files is a quick input that holds a path. It sets that once more when it has read the folder,
 * and hears no Enter while it reads: so all of it is done again until the dialog is gone.
 */
async function chooseFile(page: Page, path: string): Promise<void> {
  const input = inputOf(page);
  const rows = rowsOf(page);
  const row = rows.and(page.locator('.focused')).filter({ hasText: path.split('/').at(-1) ?? path });
  await rows.filter({ hasText: '..' }).first().waitFor();
  await until(async () => {
    const isOffered = await comesAbout(input.fill(path, { timeout: 5000 }).then(() => row.waitFor({ timeout: 5000 })));
    if (isOffered) await input.press('Enter');
    return comesAbout(input.waitFor({ state: 'hidden', timeout: isOffered ? 10_000 : 100 }));
  });
}

/**
 * Quick Open with its prefixes: a file's name, `>command`, `:line:column`. A focus that arrives late closes it, and what is
 * not offered yet is asked for again.
 */
async function chooseInQuickInput(page: Page, text: string): Promise<void> {
  const [input, rows] = [inputOf(page), rowsOf(page)];
  const soon = { timeout: 2000 };
  const wanted = text.replace(/^>/, '').split('/').at(-1) ?? text;
  const row = rows.filter(text.startsWith(':') ? { hasNotText: 'Open a text editor' } : { hasText: wanted }).first();
  const choose = async () => {
    await input.fill(text, soon);
    await row.waitFor(soon);
    await (text.startsWith(':') ? input.press('Enter', soon) : row.click(soon));
  };
  await until(async () => {
    await page.keyboard.press('Control+P');
    const isChosen = await comesAbout(choose());
    if (!isChosen && (await input.isVisible())) await page.keyboard.press('Escape');
    return isChosen;
  });
  await taken(page, text);
}

function inputOf(page: Page): Locator {
  return page.locator('.quick-input-widget input[type="text"]');
}

function rowsOf(page: Page): Locator {
  return page.locator('.quick-input-list .monaco-list-row');
}

function comesAbout(waiting: Promise<void>): Promise<boolean> {
  return waiting.then(
    () => true,
    () => false,
  );
}

/**
 * Until Quick Open holds this text no more: a command may go on to ask with a list of its own, or load the window anew, so what
 * is there is looked at in one step.
 */
async function taken(page: Page, text: string): Promise<void> {
  const isGone = (wanted: string) =>
    ![...document.querySelectorAll<HTMLInputElement>('.quick-input-widget input[type="text"]')].some(
      (input) => input.checkVisibility() && input.value === wanted,
    );
  await page.waitForFunction(isGone, text);
}

async function readProblems(page: Page): Promise<Problem[]> {
  const view = page.locator('.markers-panel');
  if (!(await view.isVisible())) await page.keyboard.press('Control+Shift+M');
  await view.waitFor();
  const rows = await view
    .locator('.monaco-list-row')
    .evaluateAll((elements) => elements.map((row) => row.getAttribute('aria-label') ?? row.textContent ?? ''));
  return rows.flatMap(problemIn);
}

/** The Problems view describes a row to screen readers as `Error: MESSAGE at line 1 and character 2. generated by SOURCE`. */
function problemIn(label: string): Problem[] {
  const found = /^(\w+): (.*) at line (\d+) and character (\d+)\./s.exec(label);
  const [, severity = '', message = '', line, column] = found ?? [];
  return found ? [{ severity, message, line: Number(line), column: Number(column) }] : [];
}
