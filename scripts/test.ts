import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { countsLine } from './reporter.ts';
import { root } from './vscode.ts';

// npm test [-- NAME …]: everything that guards the project; or the stages so named; or the tests in files whose path contains a NAME.

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
}

interface Stage {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

const together = ['--test-isolation=none'];
const oneAtATime = ['--test-concurrency=1'];

const { positionals: names } = parseArgs({ allowPositionals: true });

/** In the order in which they run. Fetching a browser and VS Code goes on beside the stages that need neither. */
const stages: readonly Stage[] = [
  commandStage('types', 'tsc', ['-b']),
  commandStage('lint', 'biome', ['check', '--error-on-warnings', '.']),
  commandStage('dead code', 'knip', []),
  commandStage('build', process.execPath, ['scripts/build.ts']),
  ...testStage('unit', 'test/{unit,conformance}/**/*.test.ts', together),
  ...testStage('protocol', 'test/{lsp,dap,cli}/**/*.test.ts', []),
  commandStage('prepare', process.execPath, ['scripts/prepare.ts']),
  ...testStage('webview', 'test/webview/**/*.test.ts', []),
  ...testStage('window', 'test/extension/**/*.test.ts', oneAtATime),
];

process.exitCode = (await runStages(chosenStages())) === 0 ? 0 : 1;

function chosenStages(): readonly Stage[] {
  if (names.length === 0) return stages;
  const named = stages.filter(({ name }) => names.includes(name));
  return named.length > 0 ? named : filesStage(names);
}

/** The stage of one folder's tests; none when there are none. */
function testStage(name: string, pattern: string, options: readonly string[]): Stage[] {
  const files = globSync(pattern, { cwd: root });
  return files.length === 0 ? [] : [{ name, run: () => runTests(files, options) }];
}

function filesStage(parts: readonly string[]): Stage[] {
  const files = globSync('test/**/*.test.ts', { cwd: root });
  const wanted = files.filter((file) => parts.some((part) => file.includes(part)));
  return [{ name: wanted.join(' '), run: () => runTests(wanted, oneAtATime) }];
}

function commandStage(name: string, command: string, args: readonly string[]): Stage {
  return { name, run: () => runCommand(command, args) };
}

/** Returns how much failed. */
async function runStages(chosen: readonly Stage[]): Promise<number> {
  const prepare = chosen.find(({ name }) => name === 'prepare');
  const prepared = chosen.length > 1 ? prepare?.run() : undefined;
  let [passed, failed] = [0, 0];
  for (const stage of chosen) {
    const start = performance.now();
    const outcome = await (stage === prepare && prepared ? prepared : stage.run());
    passed += outcome.passed;
    failed += outcome.failed;
    printOutcome(stage.name, outcome, performance.now() - start);
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed;
}

function printOutcome(name: string, { passed, failed, output }: Outcome, milliseconds: number): void {
  const sums = failed > 0 ? `${passed} passed, ${failed} FAILED` : `${passed} passed`;
  console.log(`${failed > 0 ? '✖' : '✔'} ${name.padEnd(10)} ${sums}  (${(milliseconds / 1000).toFixed(1)} s)`);
  if (output.trim() !== '') console.log(output.trimEnd());
}

/** A command counts as one; what it says matters only when it fails. */
async function runCommand(command: string, args: readonly string[]): Promise<Outcome> {
  const { code, output } = await run(command, args);
  return code === 0 ? { passed: 1, failed: 0, output: '' } : { passed: 0, failed: 1, output };
}

async function runTests(files: readonly string[], options: readonly string[]): Promise<Outcome> {
  const reporter = ['--test-reporter=./scripts/reporter.ts', '--test-reporter-destination=stdout'];
  const { code, output } = await run(process.execPath, ['--test', ...reporter, ...options, ...files]);
  const [line = '', passed, failed] = countsLine.exec(output) ?? [];
  // A runner that breaks down before it has counted has failed too.
  const atLeast = code === 0 ? 0 : 1;
  return {
    passed: Number(passed ?? 0),
    failed: Math.max(Number(failed ?? 0), atLeast),
    output: output.replace(line, ''),
  };
}

function run(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  const collect = (chunk: string) => {
    output += chunk;
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
