import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Debuggee, debuggee } from '../kit/dapClient.ts';

const jsonPath = `{
  "StartAt": "Order",
  "States": {
    "Order": {
      "Type": "Pass",
      "Result": { "amount": 120 },
      "ResultPath": "$.order",
      "Assign": { "limit": 100 },
      "Next": "Charge"
    },
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
      "Parameters": { "amount.$": "$.order.amount" },
      "ResultSelector": { "id.$": "$.id" },
      "ResultPath": "$.charge",
      "Next": "Both"
    },
    "Both": {
      "Type": "Parallel",
      "Branches": [
        { "StartAt": "Left", "States": { "Left": { "Type": "Pass", "End": true } } },
        { "StartAt": "Right", "States": { "Right": { "Type": "Pass", "End": true } } }
      ],
      "End": true
    }
  }
}
`;

const mocks = JSON.stringify({
  StateMachines: { workflow: { TestCases: { Paid: { Charge: 'Paid' } } } },
  MockedResponses: { Paid: { '0': { Return: { id: 'c-1', secret: 1 } } } },
});

const jsonata = `QueryLanguage: JSONata
StartAt: Order
States:
  Order:
    Type: Pass
    Assign:
      limit: 100
    Output: '{% {"amount": $states.input.amount * 2} %}'
    Next: Check
  Check:
    Type: Choice
    Choices:
      - Condition: '{% $states.input.amount > $limit %}'
        Next: Large
    Default: Small
  Large:
    Type: Succeed
  Small:
    Type: Succeed
`;

describe('stepping in JSONPath', () => {
  let run: Debuggee;
  before(async () => {
    run = await debuggee(jsonPath);
    run.write('mocks.json', mocks);
  });
  after(() => run.close());

  test('debugging: goes from state to state and stage to stage, back and forth', async () => {
    const entry = run.stopped();
    await run.launch({ mocks: 'mocks.json', stopOnEntry: true, input: { a: 1 } });
    const { reason, threadId } = await entry;
    assert.equal(reason, 'entry');
    assert.equal(await run.log(threadId, ['State']), 'Order :4\n  State\n    input: {"a":1}\n    value: {"a":1}');
    await run.until('next', { threadId });
    await run.until('stepIn', { threadId });
    const beforeWork = await run.log(threadId, ['State', 'Variables', 'Task']);
    assert.equal(
      beforeWork,
      [
        'Charge (before its work) :13',
        '  State',
        '    input: {"a":1,"order":{"amount":120}}',
        '    afterParameters: {"amount":120}',
        '    value: {"amount":120}',
        '  Variables',
        '    limit: 100',
        '  Task',
        '    resource: "arn:aws:lambda:us-east-1:123456789012:function:charge"',
        '    parameters: {"amount":120}',
        '    attempt: 1',
      ].join('\n'),
    );
    await run.until('next', { threadId, granularity: 'instruction' });
    await run.until('next', { threadId, granularity: 'instruction' });
    assert.match(await run.log(threadId, ['State']), /^Charge \(before ResultSelector\) :15/);
    await run.until('stepBack', { threadId, granularity: 'instruction' });
    await run.until('stepBack', { threadId, granularity: 'instruction' });
    assert.equal(await run.log(threadId, ['State', 'Variables', 'Task']), beforeWork);
    await run.until('stepBack', { threadId });
    assert.match(await run.log(threadId, []), /^Charge :11/);
    await run.until('stepBack', { threadId });
    assert.match(await run.log(threadId, []), /^Order :4/);
  });

  test('branches: are threads; a step goes into the one that is chosen, and out again', async () => {
    await run.until('next', { threadId: 1 });
    await run.until('next', { threadId: 1 });
    const { stackFrames } = await run.ask<{ stackFrames: { id: number }[] }>('stackTrace', { threadId: 1 });
    const { targets } = await run.ask<{ targets: object[] }>('stepInTargets', { frameId: stackFrames[0]?.id });
    assert.deepEqual(targets, [
      { id: 1, label: 'branch 0: Left' },
      { id: 2, label: 'branch 1: Right' },
    ]);
    const { threadId } = await run.until('stepIn', { threadId: 1, targetId: 2 });
    assert.equal(await run.log(threadId, []), 'Right :23\nBoth (in its branches) :19');
    const { threads } = await run.ask<{ threads: { name: string }[] }>('threads');
    assert.ok(threads.some(({ name }) => name === 'Both: branch 1'));
    await run.until('stepOut', { threadId });
    assert.match(await run.log(1, ['State']), /^Both \(with its result\)/);
    const restarted = run.stopped();
    await run.ask('restart');
    assert.equal((await restarted).reason, 'entry');
    const ended = run.ended();
    await run.ask('continue', { threadId: 1 });
    await ended;
    assert.match(run.output(), /→ Charge[\s\S]*← Charge[\s\S]*SUCCEEDED: /);
  });
});

test('JSONPath: expressions are evaluated and completed, and the data changed', async (t) => {
  const run = await debuggee(jsonPath);
  t.after(() => run.close());
  run.write('mocks.json', mocks);
  const stop = run.stopped();
  const place = { source: { path: run.path }, breakpoints: [{ line: run.line('"ResultPath": "$.charge"') }] };
  await run.launch({ mocks: 'mocks.json', input: { a: 1 } }, () => run.ask('setBreakpoints', place));
  const { threadId } = await stop;
  assert.equal(
    await run.log(threadId, ['State', 'Variables']),
    `Charge (before ResultPath) :16
  State
    input: {"a":1,"order":{"amount":120}}
    afterParameters: {"amount":120}
    result: {"id":"c-1","secret":1}
    afterResultSelector: {"id":"c-1"}
    value: {"id":"c-1"}
  Variables
    limit: 100`,
  );
  const { stackFrames } = await run.ask<{ stackFrames: { id: number }[] }>('stackTrace', { threadId });
  const frameId = stackFrames[0]?.id;
  const value = async (expression: string) =>
    (await run.ask<{ result: string }>('evaluate', { expression, frameId, context: 'watch' })).result;
  assert.deepEqual(
    [await value('$.id'), await value('$limit'), await value("States.Format('{}!', $.id)"), await value('$.id == 1')],
    ['"c-1"', '100', '"c-1!"', 'false'],
  );
  await assert.rejects(value('$.id['));
  const { targets } = await run.ask<{ targets: { label: string }[] }>('completions', {
    frameId,
    text: '$l',
    column: 3,
  });
  assert.deepEqual(
    targets.map(({ label }) => label),
    ['$limit'],
  );
  await run.ask('setExpression', { frameId, expression: '$limit', value: '7' });
  assert.equal(await value('$limit'), '7');
  const ended = run.ended();
  await run.ask('continue', { threadId });
  await ended;
});

describe('stepping in JSONata and YAML', () => {
  let run: Debuggee;
  before(async () => {
    run = await debuggee(jsonata, 'workflow.asl.yaml');
  });
  after(() => run.close());

  test('debugging: stops before Assign and Output, and reads, completes and changes what expressions see', async () => {
    const entry = run.stopped();
    await run.launch({ stopOnEntry: true, input: { amount: 60 } });
    await entry;
    await run.until('stepIn', { threadId: 1 });
    assert.match(await run.log(1, []), /^Order \(before Output\) :8/);
    await run.until('next', { threadId: 1 });
    assert.equal(
      await run.log(1, ['State', 'Variables']),
      'Check :10\n  State\n    input: {"amount":120}\n    value: {"amount":120}\n  Variables\n    limit: 100',
    );
    const { stackFrames } = await run.ask<{ stackFrames: { id: number }[] }>('stackTrace', { threadId: 1 });
    const frameId = stackFrames[0]?.id;
    const value = (expression: string) =>
      run.ask<{ result: string }>('evaluate', { expression, frameId, context: 'hover' });
    assert.equal((await value('$states.input.amount > $limit')).result, 'true');
    await assert.rejects(value('$states.input.('));
    const { targets } = await run.ask<{ targets: { label: string }[] }>('completions', {
      frameId,
      text: '$li',
      column: 4,
    });
    assert.deepEqual(
      targets.map(({ label }) => label),
      ['$limit'],
    );
    await run.ask('setExpression', { frameId, expression: '$limit', value: '500' });
    await run.until('next', { threadId: 1 });
    assert.match(await run.log(1, []), /^Small :18/);
    const { scopes } = await run.ask<{ scopes: { name: string; variablesReference: number }[] }>('scopes', {
      frameId: (await run.ask<{ stackFrames: { id: number }[] }>('stackTrace', { threadId: 1 })).stackFrames[0]?.id,
    });
    const variablesReference = scopes.find(({ name }) => name === 'State')?.variablesReference;
    await run.ask('setVariable', { variablesReference, name: 'value', value: '{"changed":true}' });
    const ended = run.ended();
    await run.ask('continue', { threadId: 1 });
    await ended;
    assert.match(run.output(), /SUCCEEDED: \{"changed":true\}/);
  });
});
