import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** VS Code's own server and workbench as code-server's npm package carries them; the version is VS Code's 1.139. */
const packagedVersion = '4.139.1';
const cache = join(root, '.vscode-test');
const installed = join(cache, `vscode-server-${packagedVersion}`);

/** The path of VS Code's server entry, fetched once into a folder that git ignores. Throws an Error when npm cannot. */
export function ensureVscode(): string {
  const vscode = 'node_modules/code-server/lib/vscode';
  if (!existsSync(installed)) {
    console.log('Fetching VS Code (once) …');
    mkdirSync(cache, { recursive: true });
    const unfinished = mkdtempSync(join(cache, 'unfinished-'));
    writeFileSync(join(unfinished, 'package.json'), '{}');
    npmInstall(unfinished, ['--no-save', `code-server@${packagedVersion}`]);
    npmInstall(join(unfinished, vscode), ['--omit=dev']);
    renameSync(unfinished, installed);
  }
  return join(installed, vscode, 'out/server-main.js');
}

/** Install scripts stay off: they build optional native parts that nothing here needs. */
function npmInstall(folder: string, args: readonly string[]): void {
  const result = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...args], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`VS Code could not be fetched with npm: ${result.stderr}`);
}

export type Theme = 'Dark Modern' | 'Light Modern' | 'Default High Contrast' | 'Default High Contrast Light';

export interface ServerOptions {
  readonly theme?: Theme;
  /** Whether folders are trusted without a question. */
  readonly trust?: 'everything' | 'asks';
  /** Further settings of the user. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A VSIX to install first, as a user would. */
  readonly vsix?: string;
  /** Folders of extensions to take as they stand, by `publisher.name-version`. */
  readonly linked?: Readonly<Record<string, string>>;
  /** Whether the address may name extensions and tests; while it may, VS Code shows no notifications by itself. */
  readonly payload?: 'ignored' | 'obeyed';
}

export interface VscodeServer {
  readonly url: string;
  /** Where the server's data and logs are, until it stops. */
  readonly dataFolder: string;
  stop(): Promise<void>;
}

/** Starts VS Code's server on a free loopback port with fresh data folders; resolves when it can be opened. */
export async function startVscodeServer(options: ServerOptions = {}): Promise<VscodeServer> {
  const entry = ensureVscode();
  const folder = mkdtempSync(join(tmpdir(), 'stepwise-vscode-'));
  const [dataFolder, extensions] = [join(folder, 'data'), join(folder, 'extensions')];
  writeSettings(dataFolder, options);
  const folders = ['--server-data-dir', dataFolder, '--extensions-dir', extensions];
  if (options.vsix) installExtension(entry, options.vsix, folders);
  mkdirSync(extensions, { recursive: true });
  for (const [id, path] of Object.entries(options.linked ?? {})) symlinkSync(path, join(extensions, id), 'junction');
  const port = await freePort();
  const child = spawn(process.execPath, [entry, ...folders, ...serverFlags(port, options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    await stopProcess(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await listening(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, dataFolder, stop };
}

function serverFlags(port: number, { trust, payload }: ServerOptions): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--accept-server-license-terms', '--disable-telemetry', '--telemetry-level', 'off'],
    ...(trust === 'asks' ? [] : ['--disable-workspace-trust']),
    ...(payload === 'obeyed' ? ['--enable-smoke-test-driver'] : []),
  ];
}

function writeSettings(dataFolder: string, options: ServerOptions): void {
  const file = join(dataFolder, 'data/User/settings.json');
  mkdirSync(dirname(file), { recursive: true });
  const quiet = {
    'chat.disableAIFeatures': true,
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'extensions.autoCheckUpdates': false,
    'extensions.ignoreRecommendations': true,
    'git.openRepositoryInParentFolders': 'never',
    'telemetry.telemetryLevel': 'off',
  };
  const theme = { 'workbench.colorTheme': options.theme ?? 'Dark Modern' };
  writeFileSync(file, JSON.stringify({ ...quiet, ...theme, ...options.settings }, undefined, 2));
}

function installExtension(entry: string, vsix: string, folders: readonly string[]): void {
  const args = [entry, ...folders, '--accept-server-license-terms', '--install-extension', vsix];
  const result = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`VS Code did not install ${vsix}: ${result.stdout}${result.stderr}`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port of the loopback interface is free.');
  return address.port;
}

function listening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Extension host agent listening')) resolve();
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('exit', (code) => reject(new Error(`VS Code's server ended with code ${code}: ${said}`)));
  });
}

/** The server's own children (extension hosts, language servers) end with it. */
async function stopProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  const impatience = setTimeout(() => server.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(impatience);
}
