import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../language/json.ts';
import type { TaskAnswer, TaskRequest } from '../../runtime/interpreter/host.ts';
import { lambdaTasks, localEndpoint } from '../../runtime/lambdaEndpoint.ts';
import { type Handler, lambdaServer } from '../kit/lambdaServer.ts';

const byArn = 'arn:aws:lambda:us-east-1:123456789012:function:charge:live';
const invoke = 'arn:aws:states:::lambda:invoke';

function task(resource: string, input: Json): TaskRequest {
  return {
    kind: 'task',
    id: 1,
    state: 'Charge',
    resource,
    input,
    invocation: 0,
    retryCount: 0,
    taskToken: undefined,
    nestedIn: undefined,
  };
}

const elsewhere: TaskAnswer = { kind: 'succeeded', output: 'elsewhere' };

/** What a task comes to at an endpoint with this handler, what was told on the way, and what was called. */
async function outcome(request: TaskRequest, handler: Handler, signal = new AbortController().signal) {
  const server = await lambdaServer(handler);
  const told: TaskAnswer[] = [];
  try {
    const run = lambdaTasks(localEndpoint(server.url), (_request, _signal, progress) => {
      progress({ kind: 'submitted', output: 'again' });
      return elsewhere;
    });
    const answer = await run(request, signal, (progress) => told.push(progress));
    return { answer, told, invocations: server.invocations };
  } finally {
    await server.close();
  }
}

test('lambda endpoint: a function called by its ARN gets the whole input and gives its bare result', async () => {
  const { answer, invocations } = await outcome(task(byArn, { amount: 7 }), () => ({ body: '{"id": "c-1"}' }));
  assert.deepEqual(answer, { kind: 'succeeded', output: { id: 'c-1' } });
  const [{ path, payload } = { path: '', payload: {} }] = invocations;
  assert.deepEqual([path, payload], ['POST /2015-03-31/functions/charge/invocations', { amount: 7 }]);
});

test('lambda endpoint: lambda:invoke gives the result with what Lambda says of it', async () => {
  const headers = { 'X-Amz-Executed-Version': '3', 'x-amzn-RequestId': 'r-1' };
  const input = { FunctionName: '123456789012:function:charge', Payload: { amount: 7 }, LogType: 'Tail' };
  const { answer, invocations } = await outcome(task(invoke, input), () => ({ headers, body: '{"id":"c-1"}' }));
  assert.equal(answer?.kind, 'succeeded');
  const output = answer?.kind === 'succeeded' ? (answer.output as Record<string, Json>) : {};
  const { SdkHttpMetadata, ...rest } = output;
  assert.deepEqual(rest, {
    ExecutedVersion: '3',
    Payload: { id: 'c-1' },
    SdkResponseMetadata: { RequestId: 'r-1' },
    StatusCode: 200,
  });
  const metadata = SdkHttpMetadata as { AllHttpHeaders: object; HttpHeaders: object; HttpStatusCode: number };
  assert.equal(metadata.HttpStatusCode, 200);
  assert.equal(new Map(Object.entries(metadata.HttpHeaders)).get('X-Amz-Executed-Version'), '3');
  assert.deepEqual(new Map(Object.entries(metadata.AllHttpHeaders)).get('X-Amz-Executed-Version'), ['3']);
  assert.equal(invocations[0]?.headers['x-amz-log-type'], 'Tail');
  assert.deepEqual(invocations[0]?.payload, { amount: 7 });
});

const failing = (body: string): Handler => {
  return () => ({ headers: { 'X-Amz-Function-Error': 'Unhandled' }, body });
};

test('lambda endpoint: the error of a function has the name that it gave and its payload as the cause', async () => {
  const body = '{"errorMessage": "no money", "errorType": "Declined", "stackTrace": []}';
  const direct = await outcome(task(byArn, {}), failing(body));
  assert.deepEqual(direct.answer, { kind: 'failed', error: 'Declined', cause: body });
  const wrapped = await outcome(task(invoke, { FunctionName: 'charge' }), failing(body));
  const cause = '{"errorMessage":"no money","errorType":"Declined","stackTrace":[]}';
  assert.deepEqual(wrapped.answer, { kind: 'failed', error: 'Declined', cause });
  const unnamed = await outcome(task(byArn, {}), failing('{"errorMessage":"Task timed out after 3.00 seconds"}'));
  assert.match(JSON.stringify(unnamed.answer), /"Lambda.Unknown".*did not return an error type.*timed out/);
});

test('lambda endpoint: what the service refuses is an error of Lambda', async () => {
  const headers = { 'x-amzn-errortype': 'ResourceNotFound', 'x-amzn-RequestId': 'r-1' };
  const body = '{"Type":"User","Message":"Function not found: charge"}';
  const missing = await outcome(task(byArn, {}), () => ({ status: 404, headers, body }));
  assert.deepEqual(missing.answer, {
    kind: 'failed',
    error: 'Lambda.ResourceNotFoundException',
    cause:
      'Function not found: charge (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: r-1; Proxy: null)',
  });
  const broken = await outcome(task(byArn, {}), () => ({ status: 502, body: 'Bad gateway' }));
  assert.match(JSON.stringify(broken.answer), /"Lambda.AWSLambdaException".*Bad gateway/);
});

test('lambda endpoint: an endpoint that is not there fails the task, and says which', async () => {
  const server = await lambdaServer(() => undefined);
  await server.close();
  const run = lambdaTasks(localEndpoint(server.url), () => elsewhere);
  const answer = await run(task(byArn, {}), new AbortController().signal, () => {});
  const cause = `${server.url} did not answer the call of charge: ECONNREFUSED.`;
  assert.deepEqual(answer, { kind: 'failed', error: 'Lambda.SdkClientException', cause });
});

test('lambda endpoint: an answer without end is not waited for, nor one that nobody wants any more', async () => {
  const endless = await outcome(task(byArn, {}), () => ({ body: `"${'x'.repeat(9_000_000)}"` }));
  assert.match(JSON.stringify(endless.answer), /longer than 8 MB/);
  const server = await lambdaServer(() => undefined);
  const stop = new AbortController();
  const run = lambdaTasks(localEndpoint(server.url), () => elsewhere);
  const answer = run(task(byArn, {}), stop.signal, () => {});
  setTimeout(() => stop.abort(), 20);
  await Promise.all([answer, server.givenUp]);
  await server.close();
});

test('lambda endpoint: a function that gets a task token is called, and somebody else gives the outcome', async () => {
  const waiting = task(`${invoke}.waitForTaskToken`, { FunctionName: 'charge', Payload: { token: 't' } });
  const { answer, told, invocations } = await outcome(waiting, () => ({ body: 'null' }));
  assert.deepEqual(answer, elsewhere);
  assert.deepEqual([told.length, told[0]?.kind, invocations.length], [1, 'submitted', 1]);
});

test('lambda endpoint: what is no call of a function with a plain name is done elsewhere', async () => {
  for (const [resource, input] of [
    ['arn:aws:states:::sqs:sendMessage', {}],
    ['arn:aws:states:us-east-1:123456789012:activity:charge', {}],
    ['${ChargeArn}', {}],
    [invoke, { FunctionName: '../secrets' }],
    [invoke, { FunctionName: 7 }],
    [invoke, null],
  ] as const) {
    const { answer, invocations } = await outcome(task(resource, input), () => ({ body: '1' }));
    assert.deepEqual([answer, invocations.length], [elsewhere, 0], resource);
  }
});

test('lambda endpoint: only addresses of this machine are taken', () => {
  const local = [
    'http://127.0.0.1:3001',
    'http://localhost:4566/',
    'http://[::1]:1',
    'http://127.8.0.1',
    'http://127.1',
  ];
  const others = [
    ...['http://example.com', 'http://127.0.0.1.example.com', 'http://localhost.example.com', 'http://0.0.0.0'],
    ...[
      'http://128.0.0.1',
      'http://[::]',
      'https://127.0.0.1',
      'file:///etc/passwd',
      'http://a@127.0.0.1',
      '',
      'localhost',
    ],
    ...['http://169.254.169.254', 'http://10.0.0.1', 'http://127.0.0.1@example.com'],
  ];
  assert.deepEqual(
    local.filter((url) => localEndpoint(url) === undefined),
    [],
  );
  assert.deepEqual(
    others.filter((url) => localEndpoint(url) !== undefined),
    [],
  );
});
