import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { policy } from '../../runtime/cli/policy.ts';
import { UsageError } from '../../runtime/cli/terminal.ts';

const task = (resource: string, parameters: string) =>
  `{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${resource}", "Parameters": ${parameters}, "End": true}}}`;
const files = {
  'orders.asl.json': task('arn:aws:states:::dynamodb:getItem', '{"TableName": "orders", "Key": {}}'),
  'none.asl.json': task('arn:aws:states:::eks:call', '{}'),
  'template.yaml': `Resources:
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: {StartAt: A, States: {A: {Type: Task, Resource: !GetAtt Fn.Arn, End: true}}}
      Policies:
        - Statement: {Effect: Allow, Action: "lambda:*", Resource: !GetAtt Fn.Arn}
  Other:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: {StartAt: B, States: {B: {Type: Pass, End: true}}}
`,
};

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepwise-policy-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
after(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const printed = { out: '', error: '' };
  const exitCode = await policy.run(args, {
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    input: async () => files['orders.asl.json'],
    colours: false,
  });
  return { ...printed, exitCode };
}

test('policy: prints the policy, and the reasons beside it', async () => {
  const place = ['--region', 'eu-west-1', '--account', '123456789012'];
  for (const file of [join(folder, 'orders.asl.json'), '-']) {
    const { out, error, exitCode } = await run(file, ...place);
    const { Statement: statements } = JSON.parse(out) as { Statement: unknown };
    assert.deepEqual(statements, [
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem'],
        Resource: ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders'],
      },
    ]);
    assert.equal(error, 'dynamodb:GetItem\n  A calls dynamodb:getItem\n');
    assert.equal(exitCode, 0);
  }
});

test('policy: says when there is nothing to allow instead of writing an empty policy', async () => {
  const { out, error, exitCode } = await run(join(folder, 'none.asl.json'));
  assert.equal(out, '');
  assert.match(error, /No IAM permission was found/);
  assert.equal(exitCode, 0);
});

test('policy: takes one of the state machines of a template, and substitutes for the rest', async () => {
  const file = join(folder, 'template.yaml');
  await assert.rejects(run(file), new UsageError('choose one state machine with --machine: Orders, Other'));
  const { out } = await run(file, '--machine', 'Orders', '--format', 'sam');
  assert.match(out, /^Resources:\n {2}Orders:\n/);
  assert.match(out, /lambda:InvokeFunction\n +Resource:\n +- !Sub \$\{Fn\.Arn\}\n$/);
});

test('policy: compares with the policies of a template and exits with 1 when something is missing', async () => {
  const template = join(folder, 'template.yaml');
  const enough = await run(template, '--machine', 'Orders', '--compare', template);
  assert.deepEqual(enough, { out: 'wider    lambda:* on ${Fn.Arn}\n', error: enough.error, exitCode: 0 });
  const { out, exitCode } = await run(join(folder, 'orders.asl.json'), '--compare', template);
  assert.match(out, /^missing {2}dynamodb:GetItem on \S+:table\/orders for A\nunused {3}lambda:\*/);
  assert.equal(exitCode, 1);
});

test('policy: exits with 2 for files that are not there, and rejects what makes no sense', async () => {
  const { error, exitCode } = await run(join(folder, 'missing.asl.json'));
  assert.match(error, /^stepwise policy: there is no file/);
  assert.equal(exitCode, 2);
  for (const args of [[], ['a', 'b'], ['a', '--format', 'xml'], ['a', '--regio', 'x']]) {
    await assert.rejects(run(...args), UsageError);
  }
});
