import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runStepwise } from '../../runtime/cli/stepwise.ts';

const good = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}';
const bad = '{\n  "StartAt": "A",\n  "States": {"A": {"Type": "Succeed"}},\n}';
const template = `Resources:
  Flow:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: |
        {"StartAt": "A",
         "States" {}}
  Other:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: uses.asl.json
      DefinitionSubstitutions: {Table: orders}
`;
const uses = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "${Tables} ${Table}", "End": true}}}';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepwise-check-'));
  const files = { 'good.asl.json': good, 'bad.asl.json': bad, 'template.yaml': template, 'uses.asl.json': uses };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
after(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[], input = '', colours = false) {
  const printed = { out: '', error: '' };
  const exitCode = await runStepwise(args, {
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    input: async () => input,
    colours,
  });
  return { ...printed, exitCode };
}

test('check: a clean file exits with 0', async () => {
  const { out, exitCode } = await run(['check', join(folder, 'good.asl.json')]);
  assert.equal(out, 'nothing to report in 1 state machine\n');
  assert.equal(exitCode, 0);
});

test('check: an error is shown in its line, and exits with 1', async () => {
  const path = join(folder, 'bad.asl.json');
  const { out, exitCode } = await run(['check', path]);
  assert.equal(exitCode, 1);
  assert.ok(out.startsWith(`${path}:3:39 error `));
  assert.match(out, / {2}2 \| {3}"StartAt": "A",\n {2}3 \| {3}"States": .*\n {4}\| {39}\^\n/);
});

test('check: a file that cannot be read exits with 2, and the others are checked all the same', async () => {
  const { out, error, exitCode } = await run(['check', 'no/such.asl.json', join(folder, 'bad.asl.json')]);
  assert.equal(exitCode, 2);
  assert.match(error, /there is no file no\/such\.asl\.json/);
  assert.match(out, /bad\.asl\.json/);
});

test('check: a definition inside a template is checked at its place in the template', async () => {
  const { out, exitCode } = await run(['check', join(folder, 'template.yaml'), '--format', 'json']);
  assert.equal(exitCode, 1);
  const findings: readonly { line: number; column: number }[] = JSON.parse(out);
  assert.ok(findings.some(({ line, column }) => line === 7 && column === 10));
});

test('check: a folder is checked whole, and a definition file knows the template that names it', async () => {
  const { out } = await run(['check', folder, '--format', 'json']);
  const findings: readonly { file: string; code: string; message: string }[] = JSON.parse(out);
  assert.deepEqual(
    findings.filter(({ file }) => file.endsWith('uses.asl.json')).map(({ code }) => code),
    ['hint.unknown-substitution'],
  );
});

test('check: patterns find files, and one that finds none cannot be read', async () => {
  assert.equal((await run(['check', join(folder, 'g*.asl.json')])).exitCode, 0);
  assert.equal((await run(['check', join(folder, '*.asl.yml')])).exitCode, 2);
});

test('check: standard input may be JSON, YAML or a template', async () => {
  assert.equal((await run(['check', '-'], good)).exitCode, 0);
  assert.equal((await run(['check', '-'], 'StartAt: A\nStates:\n  A: {Type: Succeed}\n')).exitCode, 0);
  assert.equal((await run(['check', '-'], template)).exitCode, 1);
});

test('check: SARIF, GitHub and JUnit reports name file, line and code', async () => {
  const path = join(folder, 'bad.asl.json');
  const sarif = JSON.parse((await run(['check', path, '--format', 'sarif'])).out);
  assert.equal(sarif.version, '2.1.0');
  assert.equal(sarif.runs[0].results[0].ruleId, 'INVALID_JSON_DESCRIPTION');
  assert.equal(sarif.runs[0].results[0].locations[0].physicalLocation.region.startLine, 3);
  const github = (await run(['check', path, '--format', 'github'])).out;
  assert.match(
    github,
    /^::error file=.*bad\.asl\.json,line=3,endLine=3,col=39,endColumn=\d+,title=INVALID_JSON_DESCRIPTION::/,
  );
  const junit = (await run(['check', path, join(folder, 'good.asl.json'), '--format', 'junit'])).out;
  assert.match(junit, /<testsuite name="stepwise check" tests="2" failures="1">/);
  assert.match(junit, /<failure type="INVALID_JSON_DESCRIPTION"/);
});

test('check: --severity hides what is less, and options that make no sense exit with 2', async () => {
  const all = [join(folder, 'template.yaml'), join(folder, 'uses.asl.json')];
  assert.doesNotMatch((await run(['check', ...all, '--severity', 'error'])).out, /unknown-substitution/);
  assert.match((await run(['check', ...all, '--severity', 'warning'])).out, /unknown-substitution/);
  for (const args of [['check'], ['check', '-', '--format', 'xml'], ['check', '--nope'], ['polish']]) {
    const { error, exitCode } = await run(args);
    assert.equal(exitCode, 2);
    assert.match(error, /^stepwise/);
  }
});

test('stepwise: prints its help and version, and colours only where they are wanted', async () => {
  assert.match((await run(['--help'])).out, /check +say what is wrong/);
  assert.match((await run(['check', '--help'])).out, /--format pretty/);
  assert.match((await run(['--version'])).out, /^\d+\.\d+\.\d+\n$/);
  const path = join(folder, 'bad.asl.json');
  assert.ok((await run(['check', path], '', true)).out.includes('\x1b[31m'));
  const child = spawnSync(process.execPath, ['runtime/cli/main.ts', 'check', path], { encoding: 'utf8' });
  assert.equal(child.status, 1);
  assert.ok(child.stdout.startsWith(path));
});
