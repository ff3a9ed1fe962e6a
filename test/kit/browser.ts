import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { browserFlags, ensureBrowser } from '../../scripts/browser.ts';
import { root } from '../../scripts/vscode.ts';
import type { FromForm, ToForm } from '../../webview/formMessages.ts';
import type { FromWebview, ToWebview } from '../../webview/messages.ts';
import { panelHtml } from '../../webview/panelHtml.ts';
import themes from './themes.json' with { type: 'json' };
import { until } from './until.ts';

export type ThemeKind = keyof typeof themes;

interface Typed {
  readonly type: string;
}

/** A built webview in its own page, with VS Code's side of the conversation played by the test. */
interface Webview<From extends Typed, To> {
  readonly page: Page;
  /** What the page has said so far. */
  readonly said: readonly From[];
  send(message: To): Promise<void>;
  /** The first message of this type that the page has said or will say; those before `after` do not count. */
  hears<Type extends From['type']>(type: Type, after?: number): Promise<Extract<From, { type: Type }>>;
  /** What the page logged as an error or threw; a broken content security policy shows here. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export type Panel = Webview<FromWebview, ToWebview>;
export type Form = Webview<FromForm, ToForm>;

export interface PanelOptions {
  readonly theme?: ThemeKind;
  readonly size?: { readonly width: number; readonly height: number };
  /** What is done to the page before it loads. */
  prepare?(page: Page): Promise<void>;
}

/** Opens dist/webview.js in a page of its own; needs `npm run build` first. */
export function openPanel(options: PanelOptions = {}): Promise<Panel> {
  return openWebview('webview', options);
}

/** Opens dist/form.js in the same way. */
export function openForm(options: PanelOptions = {}): Promise<Form> {
  return openWebview('form', options);
}

async function openWebview<From extends Typed, To>(
  script: 'webview' | 'form',
  options: PanelOptions,
): Promise<Webview<From, To>> {
  const server = await serveDist(script);
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserFlags });
  const page = await browser.newPage({ viewport: options.size ?? { width: 900, height: 700 } });
  const { said, errors } = await listen<From>(page);
  await page.addInitScript(playVscode, themes[options.theme ?? 'dark']);
  await options.prepare?.(page);
  await page.goto(`${addressOf(server)}/`);
  return {
    page,
    said,
    errors,
    send: (message) => page.evaluate((data) => window.postMessage(data, '*'), message as unknown),
    hears: (type, after = 0) => heard(said, type, after),
    close: () => close(browser, server),
  };
}

async function listen<From>(page: Page): Promise<{ said: From[]; errors: string[] }> {
  const said: From[] = [];
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.exposeFunction('sayToVscode', (message: From) => void said.push(message));
  return { said, errors };
}

/** Runs in the page before its own script: what VS Code gives to a webview. */
function playVscode(theme: { readonly bodyClass: string; readonly variables: Readonly<Record<string, string>> }): void {
  let state: unknown;
  const world = window as unknown as { sayToVscode(message: unknown): Promise<void>; acquireVsCodeApi(): unknown };
  world.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => void world.sayToVscode(message),
    getState: () => state,
    setState: (next: unknown) => {
      state = next;
    },
  });
  document.addEventListener('DOMContentLoaded', () => {
    document.body.classList.add(...theme.bodyClass.split(' '));
    for (const [name, value] of Object.entries(theme.variables)) {
      document.documentElement.style.setProperty(name, value);
    }
    const defaults = new CSSStyleSheet();
    defaults.replaceSync(`@layer vscode-default { body {
      margin: 0; padding: 0 20px; background: var(--vscode-editor-background); color: var(--vscode-editor-foreground);
      font: var(--vscode-font-weight) var(--vscode-font-size) var(--vscode-font-family);
    } }`);
    document.adoptedStyleSheets.push(defaults);
  });
}

async function heard<From extends Typed, Type extends From['type']>(
  said: readonly From[],
  type: Type,
  after: number,
): Promise<Extract<From, { type: Type }>> {
  const isWanted = (message: From): message is Extract<From, { type: Type }> => message.type === type;
  let found: Extract<From, { type: Type }> | undefined;
  await until(() => {
    found = said.slice(after).find(isWanted);
    return found !== undefined;
  }).catch(() => undefined);
  if (!found) throw new Error(`The panel did not say ${type}; it said ${JSON.stringify(said)}.`);
  return found;
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

async function serveDist(script: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(pageOf(addressOf(server), script));
      return;
    }
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
    readFile(join(root, 'dist', path)).then(
      (content) => response.end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function pageOf(address: string, script: string): string {
  const uris = {
    script: `${address}/${script}.js`,
    style: `${address}/${script}.css`,
    worker: `${address}/elk-worker.cjs`,
    cspSource: address,
  };
  return panelHtml(uris, 'tests');
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page is not being served.');
  return `http://127.0.0.1:${address.port}`;
}

async function close(browser: Browser, server: Server): Promise<void> {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
