import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkDefinition } from '../../language/checks/checkDefinition.ts';
import { openCatalogue } from '../../language/integrations/catalogue.ts';
import { policyFor } from '../../language/integrations/policy.ts';
import { placeFor } from '../../language/integrations/policyFormats.ts';
import { checkMocks } from '../../language/mocks/checkMocks.ts';
import { mockSurroundings } from '../../language/mocks/mockedWorkflows.ts';
import { testCasesOf } from '../../language/mocks/mockFile.ts';
import { parseMocks } from '../../language/mocks/parseMocks.ts';
import type { StateMachine } from '../../language/model/stateMachine.ts';
import { parseText } from '../../language/syntax/parseText.ts';
import { catalogueFiles } from '../../runtime/catalogueFiles.ts';
import { virtualClock } from '../../runtime/clocks.ts';
import { drive } from '../../runtime/drive.ts';
import { startExecution } from '../../runtime/interpreter/execute.ts';
import { mockAnswer } from '../../runtime/mocks.ts';
import { type Dress, readGallery, readSample } from '../../runtime/samples.ts';
import { virtualHost } from '../../runtime/virtualHost.ts';
import { root } from '../../scripts/vscode.ts';

const folder = join(root, 'samples');
const dresses: readonly Dress[] = [
  { language: 'JSONPath', format: 'json' },
  { language: 'JSONPath', format: 'yaml' },
  { language: 'JSONata', format: 'json' },
  { language: 'JSONata', format: 'yaml' },
];

interface Opened {
  readonly id: string;
  readonly dress: Dress;
  readonly machine: StateMachine;
  readonly problems: readonly string[];
  readonly input: string;
  readonly mocks: ReturnType<typeof parseMocks>;
}

async function openAll(): Promise<Opened[]> {
  const gallery = await readGallery(folder);
  return Promise.all(gallery.flatMap(({ id }) => dresses.map((dress) => open(id, dress))));
}

async function open(id: string, dress: Dress): Promise<Opened> {
  const [workflow, input, mockFile] = await readSample(folder, id, dress);
  const { machine, findings } = checkDefinition(parseText(workflow.text, dress.format));
  const mocks = parseMocks(mockFile?.text ?? '{ "StateMachines": {}, "MockedResponses": {} }');
  const mocked = checkMocks(
    mocks,
    await mockSurroundings([{ name: id, machine }], await openCatalogue(catalogueFiles())),
  );
  const problems = [...findings, ...mocked].map(({ message }) => `${id} ${dress.language}: ${message}`);
  return { id, dress, machine, problems, input: input?.text ?? '', mocks };
}

async function run({ id, machine, input, mocks }: Opened, testCase: string | undefined) {
  const clock = virtualClock(Date.UTC(2025, 11, 31));
  const execution = startExecution({
    machine,
    input,
    type: 'STANDARD',
    identity: {
      executionArn: `arn:aws:states:us-east-1:123456789012:execution:${id}:run`,
      executionName: 'run',
      stateMachineArn: `arn:aws:states:us-east-1:123456789012:stateMachine:${id}`,
      stateMachineName: id,
      roleArn: 'arn:aws:iam::123456789012:role/sample',
      region: 'us-east-1',
    },
    host: virtualHost(clock),
  });
  await drive(execution, {
    clock,
    runTask: (task) =>
      mockAnswer(mocks, id, testCase, task) ?? { kind: 'failed', error: 'NoMock', cause: `${task.state} has no mock` },
  });
  return { status: execution.status, output: execution.output, error: execution.error, cause: execution.cause };
}

test('samples: bring no finding in any dress', async () => {
  const opened = await openAll();
  assert.equal(opened.length, 84);
  assert.deepEqual(
    opened.flatMap(({ problems }) => problems),
    [],
  );
});

test('samples: come to their end with their mocks, every test case alike in all dresses', async () => {
  const ends = new Map<string, Set<string>>();
  for (const sample of await openAll()) {
    const cases = testCasesOf(sample.mocks, sample.id);
    for (const testCase of cases.length > 0 ? cases : [undefined]) {
      const { status, output, error, cause } = await run(sample, testCase);
      const key = `${sample.id}: ${testCase ?? 'no mocks'}`;
      const isFirst = testCase === cases[0];
      if (isFirst) assert.equal(status, 'SUCCEEDED', `${key} ${sample.dress.language}: ${error} ${cause}`);
      assert.notEqual(error, 'NoMock', `${key}: ${cause}`);
      const shown = `${status} ${error ?? JSON.stringify(output)}`;
      ends.set(key, (ends.get(key) ?? new Set()).add(shown));
    }
  }
  assert.deepEqual(
    [...ends].filter(([, each]) => each.size > 1).map(([key, each]) => [key, ...each]),
    [],
  );
});

test('samples: get a policy', async () => {
  const catalogue = await openCatalogue(catalogueFiles());
  for (const { id, machine, dress } of await openAll()) {
    const { statements } = await policyFor(machine, catalogue, { place: placeFor('json', {}) });
    assert.ok(statements.length > 0 || id === 'activity', `${id} ${dress.language}`);
  }
});
