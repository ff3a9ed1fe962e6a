import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import { misfitsOf } from '../../../language/integrations/checkValue.ts';
import { parseResource } from '../../../language/integrations/resource.ts';
import type { Json } from '../../../language/json.ts';
import { catalogueFiles } from '../../../runtime/catalogueFiles.ts';

async function misfits(resource: string, value: Json): Promise<unknown> {
  const parsed = parseResource(resource);
  const action = await (await openCatalogue(catalogueFiles())).actionOf(parsed);
  const response = 'pattern' in parsed && parsed.pattern ? action?.response(parsed.pattern) : undefined;
  return response && misfitsOf(value, response);
}

test('responses: are compared with the shape of the API', async () => {
  const misspelt = await misfits('arn:aws:states:::aws-sdk:sqs:receiveMessage', { Message: [], Messages: {} });
  assert.deepEqual(misspelt, [
    { kind: 'unknownMember', path: ['Message'], name: 'Message', nearest: 'Messages' },
    { kind: 'wrongType', path: ['Messages'], expected: 'a list' },
  ]);
  const count = await misfits('arn:aws:states:::aws-sdk:dynamodb:query', { Count: '1', Items: [{ id: { S: 'x' } }] });
  assert.deepEqual(count, [{ kind: 'wrongType', path: ['Count'], expected: 'a number' }]);
});

test('responses: of optimised integrations may hold what Step Functions adds', async () => {
  const response = { StatusCode: 200, Payload: { any: ['thing'] }, SdkHttpMetadata: { HttpStatusCode: 200 } };
  assert.deepEqual(await misfits('arn:aws:states:::lambda:invoke', response), []);
  assert.deepEqual(await misfits('arn:aws:states:::glue:startJobRun', { JobName: 'j', JobRunId: 'r' }), []);
});

test('responses: are not compared where nobody knows their shape', async () => {
  assert.equal(await misfits('arn:aws:states:::lambda:invoke.waitForTaskToken', { any: 1 }), undefined);
  assert.equal(await misfits('arn:aws:states:::batch:submitJob.sync', { any: 1 }), undefined);
  assert.equal(await misfits('arn:aws:states:::aws-sdk:s3vectors:listVectors', { any: 1 }), undefined);
});
