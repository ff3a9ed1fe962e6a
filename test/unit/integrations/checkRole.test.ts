import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import { checkRole } from '../../../language/integrations/checkRole.ts';
import { policyFor } from '../../../language/integrations/policy.ts';
import { placeFor } from '../../../language/integrations/policyFormats.ts';
import { rolePolicies } from '../../../language/integrations/rolePolicies.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { findDefinitions } from '../../../language/syntax/embedded.ts';
import { catalogueFiles } from '../../../runtime/catalogueFiles.ts';

const definition = `
      Definition:
        StartAt: Send
        States:
          Send:
            Type: Task
            Resource: arn:aws:states:::sqs:sendMessage
            Parameters: { QueueUrl: !Ref Queue, MessageBody: hello }
            Next: Publish
          Publish:
            Type: Task
            Resource: arn:aws:states:::sns:publish
            Parameters: { TopicArn: !Ref Topic, Message: hello }
            End: true
`;

function sam(properties: string, more = ''): string {
  return `Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:${properties}${definition}${more}`;
}

const allows = (indent: string, action: string) =>
  `\n${indent}Statement:\n${indent}  - { Effect: Allow, Action: '${action}', Resource: '*' }`;

const role = (policies: string) => `  FlowRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: 'sts:AssumeRole' }] }
${policies}`;

async function missingIn(template: string): Promise<string[] | undefined> {
  const found = rolePolicies(template, 'yaml', 'Flow');
  const machine = readStateMachine(findDefinitions(template, 'yaml')?.[0]?.root);
  const place = placeFor('cloudformation', { stateMachineName: 'Flow' });
  const needed = await policyFor(machine, await openCatalogue(catalogueFiles()), { place });
  return found && checkRole(machine, needed, found).map(({ message, location }) => `${location}: ${message}`);
}

const sends = '/States/Send: The role of “Flow” does not allow sqs:SendMessage on what this state needs.';
const publishes = '/States/Publish: The role of “Flow” does not allow sns:Publish on what this state needs.';

test('roles: of SAM have the policies that the state machine lists', async () => {
  assert.deepEqual(await missingIn(sam('')), [sends, publishes]);
  const listed = `\n      Policies:\n        - Version: '2012-10-17'${allows('          ', 'sqs:*')}`;
  assert.deepEqual(await missingIn(sam(listed)), [publishes]);
  const single = `\n      Policies:${allows('        ', 'sqs:?endMessage')}`;
  assert.deepEqual(await missingIn(sam(single)), [publishes]);
});

test('roles: of the template have their own policies, and those that name them', async () => {
  const named = '\n      Role: !GetAtt FlowRole.Arn';
  const inline = role(`      Policies:\n        - PolicyDocument:${allows('            ', 'sqs:SendMessage')}\n`);
  const missing = publishes.replace('“Flow”', '“FlowRole”');
  assert.deepEqual(await missingIn(sam(named, inline)), [missing]);
  const attached = `  More:
    Type: AWS::IAM::Policy
    Properties:
      Roles: [!Ref FlowRole]
      PolicyDocument:${allows('        ', 'sns:Publish')}
`;
  assert.deepEqual(await missingIn(sam(named, inline + attached)), []);
});

test('roles: are not judged where the template does not tell all that they allow', async () => {
  assert.deepEqual(await missingIn(sam('\n      Policies: [AWSLambdaRole]')), []);
  assert.deepEqual(await missingIn(sam('\n      Policies: [{ SQSSendMessagePolicy: { QueueName: q } }]')), []);
  const managed = role("      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess']\n");
  assert.deepEqual(await missingIn(sam('\n      Role: !GetAtt FlowRole.Arn', managed)), []);
  for (const elsewhere of ['!Ref RoleArn', '!ImportValue role', 'arn:aws:iam::123456789012:role/r', '[]']) {
    assert.equal((await missingIn(sam(`\n      Role: ${elsewhere}`)))?.length, undefined, elsewhere);
  }
});
