// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other tools are what is tested
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import { comparePolicy } from '../../../language/integrations/comparePolicy.ts';
import type { Policy } from '../../../language/integrations/policy.ts';
import { policyDocument, policyFor } from '../../../language/integrations/policy.ts';
import type { PolicyFormat } from '../../../language/integrations/policyFormats.ts';
import { formatPolicy, placeFor, policyFormats } from '../../../language/integrations/policyFormats.ts';
import { reasonLines } from '../../../language/integrations/policyReasons.ts';
import type { Json, JsonObject } from '../../../language/json.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { parseText } from '../../../language/syntax/parseText.ts';
import { fromJson, toJson } from '../../../language/syntax/syntaxTree.ts';
import { catalogueFiles } from '../../../runtime/catalogueFiles.ts';

const publish = {
  Resource: 'arn:aws:states:::sns:publish',
  Parameters: { TopicArn: 'arn:aws:sns:us-east-1:123456789012:T', Message: 'm' },
};
const send = {
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: { 'QueueUrl.$': '$.queue', MessageBody: { 'Token.$': '$$.Task.Token' } },
};
const write = { Resource: 'arn:aws:states:::dynamodb:putItem', Parameters: { TableName: 'orders', Item: {} } };
const http = {
  Resource: 'arn:aws:states:::http:invoke',
  Parameters: {
    ApiEndpoint: 'https://api.example.com/orders',
    Method: 'GET',
    Authentication: { ConnectionArn: 'arn:aws:events:us-east-1:123456789012:connection/c/1' },
  },
};

test('policy: explains every statement by the states that need it', async () => {
  const policy = await policyOf({ Notify: publish, Ask: send, 'Ask again': send });
  assert.deepEqual(
    policy.statements.map((statement) => [statement.actions.join(), ...reasonLines(statement)]),
    [
      ['sns:Publish', 'Notify calls sns:publish'],
      [
        'sqs:SendMessage',
        'Ask calls sqs:sendMessage; QueueUrl is computed, so this is wider than it may need',
        'Ask again calls sqs:sendMessage; QueueUrl is computed, so this is wider than it may need',
      ],
    ],
  );
});

test('policy: takes everything for computed when the input itself is what a task passes', async () => {
  const { statements } = await policyOf({ Write: { Resource: 'arn:aws:states:::dynamodb:putItem' } });
  assert.deepEqual(
    statements.map(({ resources }) => resources),
    [['*']],
  );
});

test('policy: leaves what another role does to that role, and says so', async () => {
  const role = 'arn:aws:iam::210987654321:role/Target';
  const policy = await policyOf({ Write: { ...write, Credentials: { RoleArn: role } } });
  assert.deepEqual(
    policy.statements.map(({ actions, resources }) => [...actions, ...resources]),
    [['sts:AssumeRole', role]],
  );
  assert.deepEqual(
    policy.remarks.map(({ kind, state }) => [kind, state]),
    [['otherRole', 'Write']],
  );
});

test('policy: says what it cannot know', async () => {
  const policy = await policyOf({
    Broken: {},
    Swf: { Resource: 'arn:aws:swf:us-east-1:123456789012:task:x' },
    Typo: { Resource: 'arn:aws:states:::sqs:sendMesage' },
    New: { Resource: 'arn:aws:states:::aws-sdk:s3vectors:listVectors' },
    Later: { Resource: '${Function.Arn}' },
  });
  assert.deepEqual(
    policy.remarks.map(({ kind, state }) => `${state} ${kind}`),
    [
      'Broken unknownResource',
      'Swf unknownResource',
      'Typo unknownResource',
      'New unconfirmedAction',
      'Later assumedFunction',
    ],
  );
  assert.deepEqual(
    policy.statements.map(({ resources }) => resources),
    [['*'], ['${Function.Arn}']],
  );
});

test('policy: says what a definition does not tell', async () => {
  const manifest = {
    Type: 'Map',
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'MANIFEST' },
      Parameters: { Bucket: 'b', Key: 'manifest.json' },
    },
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'A', States: {} },
  };
  const policy = await policyOf({ Run: { Resource: 'arn:aws:states:::ecs:runTask' }, Each: manifest });
  assert.deepEqual(
    policy.remarks.map(({ kind, state }) => `${state} ${kind}`),
    ['Run byHand', 'Each byHand'],
  );
});

test('policy: reads hostile parameters without harm', async () => {
  const hostile = { TableName: '__proto__', Item: JSON.parse('{"__proto__": {"S": "x"}}') };
  const { statements } = await policyOf({
    constructor: { Resource: 'arn:aws:states:::dynamodb:putItem', Parameters: hostile },
    __proto__x: { Resource: 'arn:aws:states:::aws-sdk:s3:constructor' },
    long: { ...send, Parameters: { QueueUrl: `https://sqs.${'a.'.repeat(100_000)}`, MessageBody: '' } },
  });
  assert.deepEqual(
    statements.map(({ resources }) => resources),
    [['arn:aws:dynamodb:us-east-1:123456789012:table/__proto__'], ['*'], ['*']],
  );
});

test('policy: is written as a role that Step Functions may take on', async () => {
  const role = JSON.parse(await written('role', { Notify: publish })) as JsonObject;
  assert.equal(role.RoleName, 'FlowRole');
  assert.match(JSON.stringify(role.AssumeRolePolicyDocument), /"Service":"states\.amazonaws\.com"/);
});

test('policy: is written for CloudFormation with its reasons, pseudo parameters and substitutions', async () => {
  assert.equal(
    await written('cloudformation', { Write: write }),
    `Resources:
  StateMachineRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: states.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: FlowPolicy
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              # Write calls dynamodb:putItem
              - Effect: Allow
                Action:
                  - dynamodb:PutItem
                Resource:
                  - !Sub arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/orders
`,
  );
  assert.match(
    await written('sam', { Notify: publish }),
    /^Resources:\n {2}Flow:\n {4}Type: AWS::Serverless::StateMachine\n/,
  );
});

test('policy: reads back from YAML as what it is, whatever things are called', async () => {
  const odd = ['no', '- # x', "a: 'b'", '"', 'ä\u2028\n', '{x}', '*', 'k::'];
  const tasks = odd.map((name) => [name, { ...write, Parameters: { TableName: name } }] as const);
  const policy = await policyOf({ ...Object.fromEntries(tasks), Get: http });
  const { root, problems } = parseText(
    formatPolicy(policy, 'sam', placeFor('json', { stateMachineName: 'Flow' })),
    'yaml',
  );
  assert.deepEqual(problems, []);
  const [, properties] = Object.values(((toJson(root) as JsonObject).Resources as JsonObject).Flow as JsonObject);
  assert.deepEqual(properties, { Policies: [policyDocument(policy)] });
});

test('policy: is written for the CDK', async () => {
  assert.equal(
    await written('cdk', { "Don't\nwait": write }),
    `import { Aws, aws_iam as iam } from 'aws-cdk-lib';

const role = new iam.Role(this, 'StateMachineRole', {
  assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
});

// Don't wait calls dynamodb:putItem
role.addToPolicy(
  new iam.PolicyStatement({
    actions: ['dynamodb:PutItem'],
    resources: [\`arn:\${Aws.PARTITION}:dynamodb:\${Aws.REGION}:\${Aws.ACCOUNT_ID}:table/orders\`],
  }),
);
`,
  );
});

test('policy: is written for Terraform, where placeholders of others stay text', async () => {
  const text = await written('terraform', { Call: { Resource: '${Fn.Arn}' }, Get: http });
  assert.ok(text.includes('  # Call calls the function\n  statement {\n    effect    = "Allow"\n'));
  assert.ok(text.includes('resources = ["$${Fn.Arn}"]'));
  assert.ok(text.includes('stateMachine:Flow"]\n    condition {\n      test     = "StringEquals"'));
  assert.ok(text.includes('values   = ["https://api.example.com/*"]'));
});

test('policy: is written in every format for a machine that calls nothing', async () => {
  for (const format of policyFormats) assert.match(await written(format, {}), /Deny|DENY/);
});

test('policy: compared with another tells what is missing and what is too much', async () => {
  const policy = await policyOf({ Notify: publish, Write: write, Ask: send });
  const { missing, excess } = comparePolicy(policy, {
    Resources: {
      Role: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole' }] },
        Policies: [
          {
            PolicyDocument: {
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'DynamoDB:*',
                  Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:dynamodb:*:*:table/*' },
                },
                { Effect: 'Allow', Action: ['sns:Publish'], Resource: { Ref: 'Topic' } },
                { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
                { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:us-east-1:123456789012:q' },
              ],
            },
          },
        ],
      },
    },
  });
  assert.deepEqual(
    missing.map(({ action, resource }) => `${action} ${resource}`),
    ['sqs:SendMessage *'],
  );
  assert.deepEqual(
    excess.map(({ kind, action }) => `${kind} ${action}`),
    ['wider DynamoDB:*', 'unused s3:GetObject'],
  );
  assert.deepEqual(comparePolicy(policy, policyDocument(policy)), { missing: [], excess: [] });
});

async function policyOf(tasks: Readonly<Record<string, JsonObject>>, format: PolicyFormat = 'json'): Promise<Policy> {
  const states = Object.entries(tasks).map(([name, task]): [string, Json] => [
    name,
    { Type: 'Task', ...task, End: true },
  ]);
  const machine = readStateMachine(fromJson({ StartAt: 'A', States: Object.fromEntries(states) }));
  const here = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
  const place = placeFor(format, { stateMachineName: 'Flow', ...(format === 'json' && here) });
  return policyFor(machine, await openCatalogue(catalogueFiles()), { place });
}

async function written(format: PolicyFormat, tasks: Readonly<Record<string, JsonObject>>): Promise<string> {
  return formatPolicy(await policyOf(tasks, format), format, placeFor(format, { stateMachineName: 'Flow' }));
}
