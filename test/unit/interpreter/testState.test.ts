import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json, JsonObject } from '../../../language/json.ts';
import { virtualClock } from '../../../runtime/clocks.ts';
import type { TaskAnswer } from '../../../runtime/interpreter/host.ts';
import { type TestRequest, testState } from '../../../runtime/interpreter/testState.ts';
import { virtualHost } from '../../../runtime/virtualHost.ts';
import { dawn } from '../../kit/fakeHost.ts';

async function ask(definition: Json, request: TestRequest = {}) {
  const world = {
    host: virtualHost(virtualClock(dawn)),
    runTask: async () => ({ kind: 'succeeded', output: 'ran' }) as const,
  };
  return testState({ definition: JSON.stringify(definition), ...request }, world);
}

const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true };

test('TestState: shows the values between the stages of a task', async () => {
  const state = { ...task, InputPath: '$.a', Parameters: { 'b.$': '$' }, ResultPath: '$.r', Next: 'N' };
  const mock = { result: '{"MessageId": "m"}' };
  const answer = await ask({ ...state, End: undefined } as unknown as Json, {
    input: '{"a": 1}',
    mock,
    inspectionLevel: 'DEBUG',
  });
  assert.deepEqual(answer, {
    status: 'SUCCEEDED',
    output: '{"a":1,"r":{"MessageId":"m"}}',
    nextState: 'N',
    inspectionData: {
      input: '{"a": 1}',
      afterInputPath: '1',
      afterParameters: '{"b":1}',
      result: '{"MessageId": "m"}',
      afterResultSelector: '{"MessageId": "m"}',
      afterResultPath: '{"a":1,"r":{"MessageId":"m"}}',
    },
  });
});

test('TestState: counts retries of the retrier that answers, and catches when they are used up', async () => {
  const state = {
    ...task,
    Retry: [{ ErrorEquals: ['E'], MaxAttempts: 2, BackoffRate: 3 }],
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Saved' }],
  };
  const mock = { errorOutput: { error: 'E', cause: 'why' } };
  const again = await ask(state, { mock, inspectionLevel: 'DEBUG', stateConfiguration: { retrierRetryCount: 1 } });
  assert.ok(!('kind' in again));
  assert.equal(again.status, 'RETRIABLE');
  assert.deepEqual(again.inspectionData?.errorDetails, { retryIndex: 0, retryBackoffIntervalSeconds: 3 });
  const caught = await ask(state, { mock, inspectionLevel: 'DEBUG', stateConfiguration: { retrierRetryCount: 2 } });
  assert.ok(!('kind' in caught));
  assert.deepEqual([caught.status, caught.nextState], ['CAUGHT_ERROR', 'Saved']);
  assert.deepEqual(caught.inspectionData?.errorDetails, { catchIndex: 0 });
});

test('TestState: gives causes without the words that name the state, and variables after it', async () => {
  const failed = await ask({ Type: 'Pass', OutputPath: '$.no', End: true });
  assert.deepEqual(failed, {
    status: 'FAILED',
    error: 'States.Runtime',
    cause: "Invalid path '$.no' : No results for path: $['no']",
  });
  const state = { Type: 'Pass', QueryLanguage: 'JSONata', Assign: { y: '{% $x + 1 %}' }, End: true };
  const assigned = await ask(state, { variables: '{"x":1}', inspectionLevel: 'TRACE' });
  assert.ok(!('kind' in assigned));
  assert.equal(assigned.inspectionData?.variables, '{"x":1,"y":2}');
});

test('TestState: shows what each iteration of a Map would get', async () => {
  const inner = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
  const state = {
    Type: 'Map',
    ItemProcessor: inner,
    ItemSelector: { 'v.$': '$$.Map.Item.Value' },
    MaxConcurrency: 2,
    End: true,
  };
  const answer = await ask(state, { input: '[1,2]', mock: { result: '["a","b"]' }, inspectionLevel: 'DEBUG' });
  assert.ok(!('kind' in answer));
  assert.equal(answer.output, '["a","b"]');
  assert.equal(answer.inspectionData?.afterItemSelector, '[{"v":1},{"v":2}]');
  assert.equal(answer.inspectionData?.maxConcurrency, 2);
});

test('TestState: reads the items that the request brings as the ItemReader would', async () => {
  const inner = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
  const state = (config: JsonObject): JsonObject => ({
    Type: 'Map',
    QueryLanguage: 'JSONata',
    ItemProcessor: { ...inner, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: config,
      Arguments: { Bucket: 'b', Key: 'k' },
    },
    ItemSelector: '{% $states.context.Map.Item.Value %}',
    End: true,
  });
  const selected = async (config: JsonObject, data: string) => {
    const stateConfiguration = { mapItemReaderData: data };
    const answer = await ask(state(config), { mock: { result: '[]' }, inspectionLevel: 'DEBUG', stateConfiguration });
    return 'kind' in answer ? answer.message : (answer.inspectionData?.afterItemSelector ?? answer.cause);
  };
  const rows = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', CSVDelimiter: 'PIPE' };
  assert.equal(await selected(rows, 'a|b\n1|2'), '[{"a":"1","b":"2"}]');
  assert.equal(await selected({ InputType: 'JSONL' }, '1\n{"a":2}\n'), '[1,{"a":2}]');
  assert.equal(await selected({ InputType: 'JSON', ItemsPointer: '/x', MaxItems: 1 }, '{"x":[7,8]}'), '[7]');
  assert.equal(await selected({ InputType: 'JSON' }, '5'), 'Attempting to map over non-iterable node.');
});

test('TestState: a mocked list is shaped by a ResultWriter without a Resource, and replaced by one with', async () => {
  const map = {
    Type: 'Map',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'I',
      States: { I: { Type: 'Pass', End: true } },
    },
    End: true,
  };
  const WriterConfig = { Transformation: 'COMPACT', OutputType: 'JSON' };
  const Resource = 'arn:aws:states:::s3:putObject';
  const request = { input: '[1]', mock: { result: '[2]' } };
  const shaped = await ask({ ...map, ResultWriter: { WriterConfig } }, request);
  assert.equal('status' in shaped && shaped.output, '[2]');
  const written = await ask({ ...map, ResultWriter: { Resource, Parameters: { Bucket: 'b' } } }, request);
  assert.equal('message' in written && written.message, 'Mocked result must be a JSON object.');
});

test('TestState: tells the time until a retry in whole seconds', async () => {
  const state = { ...task, Retry: [{ ErrorEquals: ['E'], BackoffRate: 1.5 }] };
  const mock = { errorOutput: { error: 'E' } };
  const answer = await ask(state, { mock, inspectionLevel: 'DEBUG', stateConfiguration: { retrierRetryCount: 2 } });
  assert.ok('status' in answer);
  assert.deepEqual(answer.inspectionData?.errorDetails, { retryIndex: 0, retryBackoffIntervalSeconds: 2 });
});

test('TestState: refuses what AWS would not create, but does not ask where a state alone leads', async () => {
  const message = async (definition: Json, stateName?: string) => {
    const answer = await ask(definition, stateName === undefined ? {} : { stateName });
    return 'message' in answer ? `${answer.error}: ${answer.message}` : answer.status;
  };
  const types = '[Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]';
  const unknown = `SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: ${types}`;
  const machine = { StartAt: 'A', States: { A: { Type: 'Nonsense', End: true } } };
  assert.equal(
    await message(machine, 'A'),
    `InvalidDefinition: Invalid State Machine Definition: '${unknown} at /States/A/Type'`,
  );
  assert.match(await message({ Type: 'Pass' }), /^InvalidDefinition: .*These fields are required: \[Next\]/);
  assert.match(await message('no object'), /Definition must be a valid JSON object at null/);
  assert.equal(await message({ Type: 'Pass', Next: 'Elsewhere' }), 'SUCCEEDED');
  const nested = { StartAt: 'I', States: { I: { Type: 'Pass', Next: 'Nowhere' } } };
  assert.match(await message({ Type: 'Parallel', Branches: [nested], End: true }), /Missing 'Next' target: Nowhere/);
});

test('TestState: does not wait, and runs an unmocked task where there is somebody to run it', async () => {
  assert.deepEqual(await ask({ Type: 'Wait', Seconds: 1000, Next: 'N' }), {
    status: 'SUCCEEDED',
    output: '{}',
    nextState: 'N',
  });
  assert.deepEqual(await ask(task, { roleArn: 'arn:aws:iam::123456789012:role/r' }), {
    status: 'SUCCEEDED',
    output: '"ran"',
  });
  assert.deepEqual(await ask(task), {
    kind: 'refused',
    error: 'ValidationException',
    message: 'RoleArn must be specified when testing a Task state',
  });
});

test('TestState: TRACE shows the request of an HTTP task and what came back, unless that is mocked', async () => {
  const definition: JsonObject = {
    Type: 'Task',
    Resource: 'arn:aws:states:::http:invoke',
    Parameters: {
      ApiEndpoint: 'https://api.example.com/orders',
      Method: 'POST',
      Authentication: { ConnectionArn: 'arn:aws:events:us-east-1:123456789012:connection/c/1' },
      Headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      QueryParameters: { dry: true, tag: ['a b', 'c'] },
      RequestBody: { item: [1, 2] },
      Transform: { RequestBodyEncoding: 'URL_ENCODED', RequestEncodingOptions: { ArrayFormat: 'BRACKETS' } },
    },
    End: true,
  };
  const result = { StatusCode: 201, StatusText: 'Created', Headers: { etag: ['x'] }, ResponseBody: { id: 7 } };
  const asked = async (request: TestRequest, answer: TaskAnswer) => {
    const world = { host: virtualHost(virtualClock(dawn)), runTask: async () => answer };
    const text = JSON.stringify(definition);
    const roleArn = 'arn:aws:iam::123456789012:role/r';
    return testState({ definition: text, inspectionLevel: 'TRACE', roleArn, ...request }, world);
  };
  const traced = await asked({}, { kind: 'succeeded', output: result });
  assert.ok('inspectionData' in traced);
  assert.deepEqual(traced.inspectionData?.request, {
    protocol: 'https',
    method: 'POST',
    url: 'https://api.example.com/orders?dry=true&tag=a%20b&tag=c',
    headers:
      '[User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144, Host: api.example.com, Content-Type: application/x-www-form-urlencoded]',
    body: 'item%5B%5D=1&item%5B%5D=2',
  });
  assert.deepEqual(traced.inspectionData?.response, {
    protocol: 'https',
    statusCode: '201',
    statusMessage: 'Created',
    headers: '[etag: x]',
    body: '{"id":7}',
  });
  const refused = await asked({}, { kind: 'failed', error: 'States.Http.StatusCode.404', cause: 'no such order' });
  assert.ok('inspectionData' in refused);
  assert.match(JSON.stringify(refused.inspectionData?.response), /"statusCode":"404".*"body":"no such order"/);
  const mocked = await asked({ mock: { result: JSON.stringify(result) } }, { kind: 'failed' });
  assert.ok('inspectionData' in mocked);
  assert.equal(mocked.inspectionData?.request, undefined);
});

test('TestState: null is a value like any other between the stages and at the end', async () => {
  const answer = await ask(
    { ...task, InputPath: '$.n' },
    {
      input: '{"n": null}',
      mock: { result: 'null', fieldValidationMode: 'NONE' },
      inspectionLevel: 'DEBUG',
    },
  );
  assert.ok('status' in answer);
  assert.equal(answer.output, 'null');
  assert.equal(answer.inspectionData?.afterInputPath, 'null');
  assert.equal(answer.inspectionData?.result, 'null');
});
