// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of templates are what is tested
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemOf, worksInExpress } from '../../../language/integrations/optimised.ts';
import { parseResource, resourceArn } from '../../../language/integrations/resource.ts';

/** The resource in short, such as `aws-sdk dynamodb putItem requestResponse`. */
function short(text: string): string {
  const resource = parseResource(text);
  switch (resource.kind) {
    case 'lambda':
      return ['lambda', resource.region, resource.functionName, resource.qualifier].filter(Boolean).join(' ');
    case 'activity':
      return `activity ${resource.name}`;
    case 'placeholder':
      return 'placeholder';
    case 'unknown':
      return `unknown ${resource.reason}`;
    default: {
      const { kind, service, action, pattern, suffix } = resource;
      return `${kind} ${service.text} ${action.text} ${pattern ?? `?${suffix?.text}`}`;
    }
  }
}

test('resource: reads every form in every partition', () => {
  const forms = {
    'arn:aws:lambda:us-east-1:123456789012:function:f': 'lambda us-east-1 f',
    'arn:aws-cn:lambda:cn-north-1:123456789012:function:f:prod': 'lambda cn-north-1 f prod',
    'arn:aws:states:us-east-1:123456789012:activity:work': 'activity work',
    'arn:aws:states:::sqs:sendMessage': 'optimised sqs sendMessage requestResponse',
    'arn:aws-us-gov:states:us-gov-east-1:123456789012:sqs:sendMessage.waitForTaskToken':
      'optimised sqs sendMessage waitForTaskToken',
    'arn:aws:states:::states:startExecution.sync:2': 'optimised states startExecution sync:2',
    'arn:aws:states:::aws-sdk:dynamodb:putItem': 'aws-sdk dynamodb putItem requestResponse',
    'arn:aws:states:::http:invoke': 'http http invoke requestResponse',
    'arn:aws:states:::batch:submitJob.async': 'optimised batch submitJob ?async',
    'arn:aws:swf:us-east-1:123456789012:task:x': 'unknown otherService',
    'arn:aws:states:::': 'optimised   requestResponse',
    '': 'unknown notAnArn',
    sendMessage: 'unknown notAnArn',
  };
  for (const [text, expected] of Object.entries(forms)) assert.equal(short(text), expected, text);
});

test('resource: takes placeholders for what they stand for', () => {
  assert.equal(short('${ProcessFunction}'), 'placeholder');
  assert.equal(
    short('arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Name}'),
    'lambda ${AWS::Region} ${Name}',
  );
  assert.equal(
    short('arn:${AWS::Partition}:states:::sqs:${Action.Name}'),
    'optimised sqs ${Action.Name} requestResponse',
  );
  assert.equal(problemOf(parseResource('arn:aws:states:::sqs:${Action}')), undefined);
  assert.equal(problemOf(parseResource('arn:aws:states:::${Service}:x.sync')), undefined);
});

test('resource: keeps the ranges of its parts for half-typed text', () => {
  const text = 'arn:aws:states:::aws-sdk:s3:getO.wait';
  const resource = parseResource(text);
  assert.ok(resource.kind === 'aws-sdk');
  const { service, action, suffix } = resource;
  for (const part of [service, action, suffix])
    assert.equal(part && text.slice(part.range.start, part.range.end), part?.text);
  assert.equal(short('arn:aws:states:::aws-sdk:s3'), 'aws-sdk s3  requestResponse');
  assert.equal(short('arn:aws:states:::aws-sdk:'), 'aws-sdk   requestResponse');
});

test('resource: reads long and hostile text in a moment', () => {
  assert.equal(short('${a}'.repeat(200_000)), 'unknown notAnArn');
  assert.equal(short('${'.repeat(200_000)), 'unknown notAnArn');
  assert.equal(short('arn:aws:states:::__proto__:constructor'), 'optimised __proto__ constructor requestResponse');
  assert.equal(problemOf(parseResource('arn:aws:states:::lambda:constructor'))?.kind, 'unknownAction');
});

test('resource: is written the way it is read', () => {
  assert.equal(resourceArn('aws-sdk', 's3', 'getObject'), 'arn:aws:states:::aws-sdk:s3:getObject');
  assert.equal(resourceArn('optimised', 'ecs', 'runTask', 'sync', 'aws-cn'), 'arn:aws-cn:states:::ecs:runTask.sync');
});

test('optimised integrations: name the nearest service or action', () => {
  const service = problemOf(parseResource('arn:aws:states:::sqss:sendMessage'));
  assert.deepEqual(service, { kind: 'unknownService', name: 'sqss', nearest: 'sqs' });
  const action = problemOf(parseResource('arn:aws:states:::sqs:sendMesage'));
  assert.deepEqual(action, { kind: 'unknownAction', name: 'sendMesage', nearest: 'sendMessage' });
});

test('optimised integrations: know which patterns an action has', () => {
  const problem = problemOf(parseResource('arn:aws:states:::sqs:sendMessage.sync'));
  assert.deepEqual(problem, {
    kind: 'unsupportedPattern',
    name: 'sync',
    supported: ['requestResponse', 'waitForTaskToken'],
  });
  assert.equal(problemOf(parseResource('arn:aws:states:::aws-sdk:s3:putObject.sync'))?.kind, 'unsupportedPattern');
  assert.equal(problemOf(parseResource('arn:aws:states:::states:startExecution.sync:2')), undefined);
  assert.equal(worksInExpress(parseResource('arn:aws:states:::ecs:runTask.sync')), false);
  assert.equal(worksInExpress(parseResource('arn:aws:states:us-east-1:123456789012:activity:a')), false);
  assert.equal(worksInExpress(parseResource('arn:aws:states:::ecs:runTask')), true);
});
