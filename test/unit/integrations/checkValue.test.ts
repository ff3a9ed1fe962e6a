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
  return response && [...misfitsOf(value, response)];
}

test('responses: are compared with the shape of the API', async () => {
  const misspelt = await misfits('arn:aws:states:::aws-sdk:sqs:receiveMessage', { Message: [], Messages: {} });
  assert.deepEqual(misspelt, [
    { kind: 'wrongType', path: ['Messages'], field: 'Messages', expected: 'an array' },
    { kind: 'unknownMember', path: ['Message'], field: 'Message', nearest: 'Messages' },
  ]);
  const count = await misfits('arn:aws:states:::aws-sdk:dynamodb:query', { Count: '1', Items: [{ id: { S: 'x' } }] });
  assert.deepEqual(count, [{ kind: 'wrongType', path: ['Count'], field: 'Count', expected: 'a number' }]);
});

test('responses: are held against the ranges of the API', async () => {
  const getFunction = 'arn:aws:states:::aws-sdk:lambda:getFunction';
  assert.deepEqual(await misfits(getFunction, { Configuration: { MemorySize: 128, Layers: [] } }), []);
  assert.deepEqual(await misfits(getFunction, { Configuration: { MemorySize: 10_241 } }), [
    { kind: 'tooMuch', path: ['Configuration', 'MemorySize'], field: 'MemorySize', of: 'value', limit: 10_240 },
  ]);
  assert.deepEqual(await misfits('arn:aws:states:::aws-sdk:kms:encrypt', { CiphertextBlob: '' }), [
    { kind: 'tooLittle', path: ['CiphertextBlob'], field: 'CiphertextBlob', of: 'length', limit: 1 },
  ]);
  // Blobs are given as text, so it is the text that is measured.
  assert.deepEqual(await misfits('arn:aws:states:::aws-sdk:kms:encrypt', { CiphertextBlob: 'x'.repeat(6145) }), [
    { kind: 'tooMuch', path: ['CiphertextBlob'], field: 'CiphertextBlob', of: 'length', limit: 6144 },
  ]);
});

test('responses: of optimised integrations may hold what Step Functions adds', async () => {
  const response = { StatusCode: 200, Payload: { any: ['thing'] }, SdkHttpMetadata: { HttpStatusCode: 200 } };
  assert.deepEqual(await misfits('arn:aws:states:::lambda:invoke', response), []);
  assert.deepEqual(await misfits('arn:aws:states:::glue:startJobRun', { JobName: 'j', JobRunId: 'r' }), []);
});

test('responses: of optimised integrations have the names of the API, where SDK integrations have others', async () => {
  const wrong = { Item: { a: { BOOL: 'x' } } };
  assert.deepEqual(await misfits('arn:aws:states:::dynamodb:getItem', wrong), [
    { kind: 'wrongType', path: ['Item', 'a', 'BOOL'], field: 'BOOL', expected: 'a boolean' },
  ]);
  assert.deepEqual(await misfits('arn:aws:states:::aws-sdk:dynamodb:getItem', wrong), [
    { kind: 'unknownMember', path: ['Item', 'a', 'BOOL'], field: 'BOOL', nearest: 'Bool' },
  ]);
  assert.deepEqual(await misfits('arn:aws:states:::sqs:sendMessage', { MD5OfMessageBody: 1 }), [
    { kind: 'wrongType', path: ['MD5OfMessageBody'], field: 'MD5OfMessageBody', expected: 'a string' },
  ]);
});

test('responses: are not compared where nobody knows their shape', async () => {
  assert.equal(await misfits('arn:aws:states:::lambda:invoke.waitForTaskToken', { any: 1 }), undefined);
  assert.equal(await misfits('arn:aws:states:::batch:submitJob.sync', { any: 1 }), undefined);
  assert.equal(await misfits('arn:aws:states:::aws-sdk:s3vectors:listVectors', { any: 1 }), undefined);
});
