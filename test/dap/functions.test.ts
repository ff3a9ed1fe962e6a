import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { debuggee } from '../kit/dapClient.ts';
import { lambdaServer } from '../kit/lambdaServer.ts';

// Tasks whose Lambda functions run on this machine.

const text = `QueryLanguage: JSONata
StartAt: Check
States:
  Check:
    Type: Task
    Resource: arn:aws:lambda:us-east-1:123456789012:function:check
    Next: Charge
  Charge:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Arguments:
      FunctionName: charge
      Payload:
        amount: '{% $states.input.amount %}'
    Output: '{% $states.result.Payload %}'
    TimeoutSeconds: 1
    Next: Approve
  Approve:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke.waitForTaskToken
    Arguments:
      FunctionName: approve
      Payload:
        token: '{% $states.context.Task.Token %}'
    End: true
`;

const mocks = JSON.stringify({
  StateMachines: { workflow: { TestCases: { Checked: { Check: 'Checked' } } } },
  MockedResponses: { Checked: { '0': { Return: { amount: 7 } } } },
});

test('functions: run at the endpoint where nothing is mocked, once for each attempt, and their errors stop the run', async (t) => {
  const errors = new Set(['charge']);
  const server = await lambdaServer(({ path }) => {
    const name = /functions\/(\w+)/.exec(path)?.[1] ?? '';
    if (!errors.has(name)) return { body: '{"id":"c-1"}' };
    return { headers: { 'X-Amz-Function-Error': 'Unhandled' }, body: '{"errorType":"Declined","errorMessage":"no"}' };
  });
  const run = await debuggee(text, 'workflow.asl.yaml');
  t.after(() => Promise.all([run.close(), server.close()]));
  run.write('mocks.json', mocks);
  const called = () => server.invocations.map(({ path }) => /functions\/(\w+)/.exec(path)?.[1]).join(' ');
  const stop = run.stopped();
  await run.launch({ mocks: 'mocks.json', lambdaEndpoint: server.url }, () =>
    run.ask('setExceptionBreakpoints', { filters: ['uncaught'] }),
  );
  assert.equal((await stop).text, 'Declined');
  assert.match(await run.log(1, ['Task']), /error: "Declined"\n {4}cause: "\{\\"errorType\\":\\"Declined\\"/);
  await run.until('stepBack', { threadId: 1 });
  assert.equal((await run.until('continue', { threadId: 1 })).text, 'Declined');
  assert.equal(called(), 'charge');
  const restart = async () => {
    const { stackFrames } = await run.ask<{ stackFrames: { id: number }[] }>('stackTrace', { threadId: 1 });
    await run.until('restartFrame', { frameId: stackFrames[0]?.id });
  };
  // Going back lives through the same again; a frame that is restarted calls anew.
  await restart();
  assert.equal((await run.until('continue', { threadId: 1 })).text, 'Declined');
  assert.equal(called(), 'charge charge');
  errors.clear();
  await restart();
  await run.ask('setExpression', { expression: '$states.input.amount', value: '8' });
  const asked = run.client.waitForEvent('stepwise/taskAsked');
  await run.ask('continue', { threadId: 1 });
  assert.equal((await asked).body.state, 'Approve');
  assert.equal(called(), 'charge charge charge approve');
  assert.deepEqual(server.invocations[2]?.payload, { amount: 8 });
  const withdrawn = run.client.waitForEvent('stepwise/taskWithdrawn');
  const ended = run.ended();
  await run.ask('evaluate', { expression: '.succeed {"approved": true}', context: 'repl' });
  await Promise.all([ended, withdrawn]);
  assert.match(run.output(), /SUCCEEDED: \{"approved":true\}/);
});

for (const clock of ['virtual', 'real'] as const) {
  test(`functions: on the ${clock} clock a call ${clock === 'real' ? 'takes its time' : 'takes none'}`, async (t) => {
    const server = await lambdaServer(({ path }) => (path.includes('/charge/') ? undefined : { body: '{"amount":1}' }));
    const run = await debuggee(text, 'workflow.asl.yaml');
    t.after(() => Promise.all([run.close(), server.close()]));
    const ended = run.ended();
    await run.launch({ clock, lambdaEndpoint: server.url, input: { amount: 1 } });
    if (clock === 'virtual') {
      // It would have ended long ago if time went on.
      await new Promise((resolve) => setTimeout(resolve, 100));
      await run.until('pause', { threadId: 1 });
      assert.match(await run.log(1, ['Execution']), /^Charge \(waiting for its answer\)[\s\S]*status: "RUNNING"/);
      await run.ask('terminate');
    }
    await Promise.all([ended, server.givenUp]);
    assert.match(run.output(), clock === 'real' ? /FAILED: States.Timeout/ : /ABORTED/);
  });
}

test('functions: an endpoint that is elsewhere is refused, and one that is silent said', async (t) => {
  const run = await debuggee(text, 'workflow.asl.yaml');
  t.after(() => run.close());
  await run.client.initializeRequest();
  const elsewhere = { program: run.path, lambdaEndpoint: 'http://lambda.example.com' };
  await assert.rejects(run.ask('launch', elsewhere), /"lambdaEndpoint" is no address on this machine/);
  const server = await lambdaServer(() => undefined);
  await server.close();
  const ended = run.ended();
  await run.launch({ lambdaEndpoint: server.url });
  await ended;
  assert.match(run.output(), /FAILED: Lambda.SdkClientException, http:\/\/127.* did not answer the call of check/);
});

test('functions: a session that ends gives the call up, and leaves nothing behind', async (t) => {
  for (const ending of ['disconnect', 'terminate'] as const) {
    const server = await lambdaServer(() => undefined);
    const run = await debuggee(text, 'workflow.asl.yaml');
    t.after(() => Promise.all([run.close(), server.close()]));
    const exited = once(run.adapter, 'exit');
    const called = run.client.waitForEvent('stepwise/events');
    await run.launch({ clock: 'real', lambdaEndpoint: server.url });
    await called;
    await run.ask(ending);
    await server.givenUp;
    if (ending === 'terminate') await run.ask('disconnect');
    assert.deepEqual(await exited, [0, null]);
  }
});
