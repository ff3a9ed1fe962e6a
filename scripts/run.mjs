// node scripts/run.mjs SCRIPT [ARGUMENTS]
// The door to every script that needs packages. It runs on any Node from 20 on with nothing installed: installs what
// package-lock.json names if that isn't there yet, then runs SCRIPT under the Node that package-lock.json names.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundledNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (!isInstalled()) install();
runScript(process.argv.slice(2));

function isInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed) || !existsSync(bundledNode)) return false;
  return statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function install() {
  console.log('Installing the packages of package-lock.json …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed: the packages could not be installed.');
    process.exit(1);
  }
}

function runScript(commandLine) {
  const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;
  const child = spawn(bundledNode, commandLine, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH } });
  // Ctrl-C reaches the script too, which stops what it started; this process only waits for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
