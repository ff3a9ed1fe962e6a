// biome-ignore-all lint/suspicious/noTemplateCurlyInString: starters have placeholders
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import { optimisedServices } from '../../../language/integrations/optimised.ts';
import { parseResource, resourceArn } from '../../../language/integrations/resource.ts';
import { starterArguments } from '../../../language/integrations/starter.ts';
import type { JsonObject } from '../../../language/json.ts';
import type { QueryLanguage } from '../../../language/model/stateMachine.ts';
import { catalogueFiles } from '../../../runtime/catalogueFiles.ts';

const opened = openCatalogue(catalogueFiles());

async function starter(resource: string, language: QueryLanguage): Promise<JsonObject> {
  const parsed = parseResource(resource);
  const action = await (await opened).actionOf(parsed);
  assert.ok(action && 'pattern' in parsed && parsed.pattern, resource);
  return starterArguments(action.starter(parsed.pattern), language);
}

test('starters: are written in either query language', async () => {
  const resource = 'arn:aws:states:::sqs:sendMessage.waitForTaskToken';
  assert.deepEqual(await starter(resource, 'JSONPath'), {
    QueueUrl: '${queueUrl}',
    MessageBody: { 'Input.$': '$', 'TaskToken.$': '$$.Task.Token' },
  });
  assert.deepEqual(await starter(resource, 'JSONata'), {
    QueueUrl: '${queueUrl}',
    MessageBody: { Input: '{% $states.input %}', TaskToken: '{% $states.context.Task.Token %}' },
  });
});

test('starters: build lists of computed values', async () => {
  const resource = 'arn:aws:states:::apigateway:invoke.waitForTaskToken';
  assert.deepEqual((await starter(resource, 'JSONPath')).Headers, { 'TaskToken.$': 'States.Array($$.Task.Token)' });
  assert.deepEqual((await starter(resource, 'JSONata')).Headers, {
    TaskToken: '{% [$states.context.Task.Token] %}',
  });
});

test('starters: of AWS SDK integrations hold what is required', async () => {
  assert.deepEqual(await starter('arn:aws:states:::aws-sdk:s3:putObject', 'JSONata'), {
    Bucket: '${Bucket}',
    Key: '${Key}',
  });
});

test('starters: hold everything that optimised integrations require, and a token for callbacks', async () => {
  for (const [service, { actions }] of optimisedServices) {
    for (const [name, { patterns, required, oneOf }] of Object.entries(actions)) {
      for (const pattern of patterns) {
        for (const language of ['JSONPath', 'JSONata'] as const) {
          const resource = resourceArn('optimised', service, name, pattern);
          const written = await starter(resource, language);
          const keys = Object.keys(written).map((key) => key.replace(/\.\$$/, ''));
          for (const member of required) assert.ok(keys.includes(member), `${resource} ${member}`);
          if (oneOf)
            assert.ok(
              oneOf.some((member) => keys.includes(member)),
              resource,
            );
          if (pattern === 'waitForTaskToken' && service !== 'bedrock') {
            assert.match(JSON.stringify(written), /Task\.Token/, resource);
          }
        }
      }
    }
  }
});

test('starters: come to an end for every action there is', async () => {
  const catalogue = await opened;
  let actions = 0;
  for (const { token } of catalogue.sdkServices) {
    const service = await catalogue.sdkService(token);
    for (const name of service?.actionNames ?? []) {
      const action = service?.action(name);
      assert.ok(action && JSON.stringify(action.starter('requestResponse')).length < 20_000, `${token}:${name}`);
      assert.ok(JSON.stringify(action.exampleResponse('requestResponse')).length < 100_000, `${token}:${name}`);
      actions++;
    }
  }
  assert.ok(actions > 19_000);
});
