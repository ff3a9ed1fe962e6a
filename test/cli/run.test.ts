import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runStepwise } from '../../runtime/cli/stepwise.ts';
import { lambdaServer } from '../kit/lambdaServer.ts';

const order = JSON.stringify({
  StartAt: 'Charge',
  States: {
    Charge: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      OutputPath: '$.Payload',
      Retry: [{ ErrorEquals: ['Busy'] }],
      Next: 'Rest',
    },
    Rest: { Type: 'Wait', Seconds: 86_400, End: true },
  },
});

const mocks = JSON.stringify({
  StateMachines: { order: { TestCases: { Good: { Charge: 'Flaky' }, Bad: { Charge: 'Broken' } } } },
  MockedResponses: {
    Flaky: { '0': { Throw: { Error: 'Busy', Cause: 'later' } }, '1': { Return: { Payload: { ok: true } } } },
    Broken: { '0': { Throw: { Error: 'Declined', Cause: 'no money' } } },
  },
});

const parent = JSON.stringify({
  StartAt: 'Call',
  States: {
    Call: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child', 'Input.$': '$' },
      OutputPath: '$.Output',
      End: true,
    },
  },
});
const child = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', ResultPath: '$.copy', End: true } } });

const copying = JSON.stringify({
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSONL' },
        Parameters: { Bucket: 'in', Key: 'deep/lines.jsonl' },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'P',
        States: { P: { Type: 'Pass', End: true } },
      },
      ResultWriter: {
        Resource: 'arn:aws:states:::s3:putObject',
        Parameters: { Bucket: 'out', Prefix: 'p' },
        WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSONL' },
      },
      End: true,
    },
  },
});

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Ship:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      DefinitionUri: machines/ship.asl.json
      DefinitionSubstitutions:
        Carrier: snail
        Days: 3
`;
const ship = '{"StartAt":"S","States":{"S":{"Type":"Pass","Result":{"by":"${Carrier}","days":${Days}},"End":true}}}';

const waiting = '{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1,"End":true}}}';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepwise-run-'));
  const files = {
    'order.asl.json': order,
    'MockConfigFile.json': mocks,
    'copy.asl.json': copying,
    'parent.asl.json': parent,
    'child.asl.json': child,
    'input.json': '{"a": 1}',
    'wait.asl.json': waiting,
    'sam/template.yaml': template,
    'sam/machines/ship.asl.json': ship,
  };
  mkdirSync(join(folder, 'sam/machines'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 's3/in/deep'), { recursive: true });
  writeFileSync(
    join(folder, 's3/in/deep/lines.jsonl'),
    `${Array.from({ length: 50_000 }, (_, id) => `{"id":${id},"é":"ö"}`).join('\n')}\n`,
  );
});
after(() => rmSync(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const printed = { out: '', error: '' };
  const exitCode = await runStepwise(['run', ...args], {
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    input: async () => '{"from":"stdin"}',
    colours: false,
  });
  return { exitCode, ...printed };
}

const file = (name: string) => join(folder, name);

test('stepwise run: takes the mocks beside the file, prints states as they end and the output', async () => {
  const { exitCode, out, error } = await run(file('order.asl.json'));
  assert.equal(exitCode, 0);
  assert.equal(out, '{"ok":true}\n');
  assert.equal(error, '✗ TaskFailed: Busy\n✓ Charge (1.0 s)\n✓ Rest (86400.0 s)\n');
});

test('stepwise run: ends with 1 when the execution fails, and says why', async () => {
  const { exitCode, out, error } = await run(file('order.asl.json'), '--case', 'Bad');
  assert.equal(exitCode, 1);
  assert.equal(out, '');
  assert.match(error, /FAILED Declined: no money\n$/);
});

test('stepwise run: tells of a mock for a state that is not there, and goes on', async () => {
  const path = file('typo.json');
  writeFileSync(path, mocks.replace('{"Charge":"Flaky"}', '{\n"Charge":"Flaky",\n"Chrage":"Flaky"}'));
  const { exitCode, error } = await run(file('order.asl.json'), '--mocks', path, '--case', 'Good');
  assert.equal(exitCode, 0);
  assert.ok(error.startsWith(`${path}:3: “order” has no state “Chrage”. Did you mean “Charge”?\n`), error);
});

test('stepwise run: a function that no mock answers for runs at the endpoint, which must be on this machine', async (t) => {
  const server = await lambdaServer(() => ({ body: '{"paid":true}' }));
  t.after(() => server.close());
  const calling = order.replace(
    '"Type":"Task",',
    '"Type":"Task","Parameters":{"FunctionName":"charge","Payload.$":"$"},',
  );
  writeFileSync(file('calling.asl.json'), calling);
  writeFileSync(file('none.json'), '{"StateMachines":{}}');
  const calls = [file('calling.asl.json'), '--mocks', file('none.json'), '--lambda-endpoint'];
  const { exitCode, out } = await run(...calls, server.url);
  assert.deepEqual([exitCode, out], [0, '{"paid":true}\n']);
  assert.equal(server.invocations[0]?.path, 'POST /2015-03-31/functions/charge/invocations');
  const mocked = await run(file('order.asl.json'), '--lambda-endpoint', server.url);
  assert.deepEqual([mocked.out, server.invocations.length], ['{"ok":true}\n', 1]);
  const elsewhere = await run(...calls, 'http://10.0.0.1');
  assert.deepEqual([elsewhere.exitCode, elsewhere.out], [2, '']);
  assert.match(elsewhere.error, /--lambda-endpoint is no address on this machine/);
});

test('stepwise run: an input of 100 MB fails the execution as AWS does', async () => {
  writeFileSync(file('large.json'), JSON.stringify('x'.repeat(100e6)));
  const { exitCode, error } = await run(file('order.asl.json'), '--input', file('large.json'));
  assert.equal(exitCode, 1);
  assert.match(error, /^FAILED States\.Runtime: .*262144/m);
});

test('stepwise run: prints JSON with the events, the same bytes for the same seed', async () => {
  const { out } = await run(file('order.asl.json'), '--json', '--events', '--seed', '7', '--input', '-');
  const { status, events } = JSON.parse(out) as {
    status: string;
    events: { executionStartedEventDetails?: { input: string } }[];
  };
  assert.equal(status, 'SUCCEEDED');
  assert.equal(events[0]?.executionStartedEventDetails?.input, '{"from":"stdin"}');
  const again = await run(file('order.asl.json'), '--json', '--events', '--seed', '7', '--input', '-');
  assert.equal(again.out, out);
});

test('stepwise run: runs one state alone', async () => {
  const { exitCode, out } = await run(file('order.asl.json'), '--state', 'Rest', '--input', file('input.json'));
  assert.equal(exitCode, 0);
  assert.equal(JSON.parse(out).output, '{"a": 1}');
});

test('stepwise run: ends with 2 when it cannot run, in one sentence', async () => {
  writeFileSync(file('empty.asl.json'), 'no definition');
  const wrong = [
    [['nowhere.asl.json'], /there is no file nowhere\.asl\.json/],
    [[file('order.asl.json'), '--case', 'None'], /no test case None; there are Good, Bad/],
    [[file('order.asl.json'), '--input', file('nothing.json')], /there is no file/],
    [[file('order.asl.json'), '--time-scale', '0'], /above 0/],
    [[file('order.asl.json'), '--state', 'Nobody'], /State not found/],
    [[file('empty.asl.json')], /there are no states in/],
  ] as const;
  for (const [args, message] of wrong) {
    const { exitCode, error } = await run(...args);
    assert.equal(exitCode, 2);
    assert.match(error, message);
  }
});

test('stepwise run: reads and writes a folder as S3, in pieces', async () => {
  const { exitCode, out } = await run(file('copy.asl.json'), '--s3', file('s3'));
  assert.equal(exitCode, 0);
  const { Bucket, Key } = JSON.parse(out).ResultWriterDetails;
  const manifest = JSON.parse(readFileSync(file(`s3/${Bucket}/${Key}`), 'utf8'));
  const [written] = manifest.ResultFiles.SUCCEEDED;
  const lines = readFileSync(file(`s3/${Bucket}/${written.Key}`), 'utf8')
    .trim()
    .split('\n');
  assert.equal(lines.length, 50_000);
  assert.deepEqual(JSON.parse(lines.at(-1) ?? ''), { id: 49_999, é: 'ö' });
});

test('stepwise run: starts the state machine beside the file that a task names', async () => {
  const { exitCode, out } = await run(file('parent.asl.json'), '--input', file('input.json'));
  assert.equal(exitCode, 0);
  assert.deepEqual(JSON.parse(out), { a: 1, copy: { a: 1 } });
});

test('stepwise run: fills in what the template says, started from the definition or from the template', async () => {
  for (const name of ['sam/machines/ship.asl.json', 'sam/template.yaml']) {
    const { exitCode, out } = await run(file(name));
    assert.equal(exitCode, 0);
    assert.deepEqual(JSON.parse(out), { by: 'snail', days: 3 });
  }
});

test('stepwise run: takes named mocks, and lets time pass as it is told', async () => {
  const began = performance.now();
  const scaled = await run(file('order.asl.json'), '--mocks', file('MockConfigFile.json'), '--time-scale', '1000000');
  assert.equal(scaled.exitCode, 0);
  const real = await run(file('wait.asl.json'), '--real-time');
  assert.equal(real.exitCode, 0);
  assert.ok(performance.now() - began > 1080, 'a day at a million to one, and a second');
});
