import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { watch } from './build.ts';
import { root, startVscodeServer } from './vscode.ts';

// npm start [-- --desktop]: VS Code with the extension on examples/, rebuilt and reloaded after each change, until Ctrl-C.

const { values } = parseArgs({ options: { desktop: { type: 'boolean', default: false } } });
const examples = join(root, 'examples');
const extension = root.replace(/\/$/, '');
/** Only here there is a second extension, which reloads the window when the stamp changes. */
const reload = join(root, 'scripts/reload');
const stamp = join(root, 'out/built');

const stopWatching = await watch(stampOnceQuiet());
const stopVscode = values.desktop ? openDesktop() : await serve();
console.log('Ctrl-C stops.');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

async function stop(): Promise<void> {
  await Promise.all([stopWatching(), stopVscode()]);
  process.exit(0);
}

/** One change may rebuild several bundles: the window reloads once, when the last of them is there. */
function stampOnceQuiet(): () => void {
  let pending: NodeJS.Timeout | undefined;
  mkdirSync(join(root, 'out'), { recursive: true });
  return () => {
    clearTimeout(pending);
    pending = setTimeout(() => writeFileSync(stamp, new Date().toISOString()), 200);
  };
}

async function serve(): Promise<() => Promise<void>> {
  const server = await startVscodeServer({
    linked: { 'stepwise.stepwise-0.0.0': extension, 'stepwise.stepwise-reload-0.0.0': reload },
  });
  console.log(`VS Code with Stepwise: ${server.url}/?folder=${encodeURIComponent(examples)}`);
  return server.stop;
}

/** The desktop program outlives this script, as any window does. */
function openDesktop(): () => Promise<void> {
  const development = [extension, reload].map((path) => `--extensionDevelopmentPath=${path}`);
  const code = spawn('code', ['--new-window', ...development, examples], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  code.on('error', () =>
    console.error('There is no desktop `code` on the PATH; `npm start` alone serves VS Code to a browser.'),
  );
  return async () => void code.kill();
}
