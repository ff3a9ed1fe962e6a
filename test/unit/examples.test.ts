import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkDefinition } from '../../language/checks/checkDefinition.ts';
import { type MockFile, machineNamed, testCasesOf } from '../../language/mocks/mockFile.ts';
import { parseMocks } from '../../language/mocks/parseMocks.ts';
import { parseText } from '../../language/syntax/parseText.ts';
import { virtualClock } from '../../runtime/clocks.ts';
import { drive } from '../../runtime/drive.ts';
import { startExecution } from '../../runtime/interpreter/execute.ts';
import type { TaskRequest } from '../../runtime/interpreter/host.ts';
import { mockAnswer } from '../../runtime/mocks.ts';
import { virtualHost } from '../../runtime/virtualHost.ts';
import { root } from '../../scripts/vscode.ts';

const files = globSync('examples/*/*.asl.{json,yaml}', { cwd: root });

function readExample(file: string) {
  const text = readFileSync(join(root, file), 'utf8');
  return checkDefinition(parseText(text, file.endsWith('.yaml') ? 'yaml' : 'json'));
}

function mocksFor(file: string): MockFile {
  const path = join(root, dirname(file), 'MockConfigFile.json');
  return parseMocks(existsSync(path) ? readFileSync(path, 'utf8') : '{}');
}

/** Runs an example; a task without a mock is answered as a person would who approves. */
async function run(file: string, mocks: MockFile, testCase: string | undefined) {
  const name = basename(file).replace(/\.asl\.\w+$/, '');
  const clock = virtualClock(Date.UTC(2026, 0, 1));
  const asked: string[] = [];
  const execution = startExecution({
    machine: readExample(file).machine,
    input: readFileSync(join(root, dirname(file), `${name}.input.json`), 'utf8'),
    type: 'STANDARD',
    identity: {
      executionArn: 'arn:aws:states:us-east-1:123456789012:execution:example:run',
      executionName: 'run',
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:example',
      stateMachineName: 'example',
      roleArn: 'arn:aws:iam::123456789012:role/example',
      region: 'us-east-1',
    },
    host: virtualHost(clock),
  });
  const runTask = (request: TaskRequest) => {
    const mocked = mockAnswer(mocks, machineNamed(mocks, name), testCase, request);
    if (!mocked) asked.push(request.state);
    return mocked ?? ({ kind: 'succeeded', output: { approved: true } } as const);
  };
  await drive(execution, { clock, runTask });
  return { status: execution.status, output: execution.output, error: execution.error, asked };
}

test('examples: have no findings, nor have their mocks', () => {
  assert.equal(files.length, 3);
  for (const file of files) {
    assert.deepEqual(
      readExample(file).findings.map(({ message }) => `${file}: ${message}`),
      [],
    );
    assert.deepEqual(mocksFor(file).problems, []);
  }
});

test('examples: end as their test cases say', async () => {
  const ends: string[] = [];
  for (const file of files) {
    const mocks = mocksFor(file);
    const cases = [...mocks.machines.keys()].flatMap((machine) => testCasesOf(mocks, machine));
    for (const testCase of cases.length > 0 ? cases : [undefined]) {
      const { status, error, asked } = await run(file, mocks, testCase);
      ends.push(
        [basename(file), testCase, status, error, ...asked.map((state) => `asked: ${state}`)]
          .filter(Boolean)
          .join(' | '),
      );
    }
  }
  assert.deepEqual(ends.sort(), [
    'greet-each-name.asl.yaml | SUCCEEDED',
    'order-with-errors.asl.json | All well | SUCCEEDED',
    'order-with-errors.asl.json | Broken for good | FAILED | OrderFailed',
    'order-with-errors.asl.json | Busy twice | SUCCEEDED',
    'order-with-errors.asl.json | Card declined | SUCCEEDED',
    'order-with-errors.asl.json | Out of stock | SUCCEEDED',
    'stock-trading.asl.json | Approved at once | SUCCEEDED',
    'stock-trading.asl.json | Busy at first | SUCCEEDED',
    'stock-trading.asl.json | Declined | SUCCEEDED',
    'stock-trading.asl.json | Somebody approves | SUCCEEDED | asked: Ask for approval',
  ]);
});

test('examples: greet every name', async () => {
  const { output } = await run(
    'examples/greet-each-name/greet-each-name.asl.yaml',
    mocksFor('examples/none/x'),
    undefined,
  );
  assert.deepEqual(JSON.parse(output ?? ''), {
    count: 4,
    text: 'Hi Ada, good to see you again! Hi Grace, good to see you again! Hello, Alan. Hello, Edsger.',
  });
});
