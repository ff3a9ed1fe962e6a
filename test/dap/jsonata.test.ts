import assert from 'node:assert/strict';
import { test } from 'node:test';
import { debuggee } from '../kit/dapClient.ts';

// What the tests beside this one prove in JSONPath and JSON, in JSONata and YAML.

const text = `QueryLanguage: JSONata
StartAt: Each
States:
  Each:
    Type: Map
    Items: '{% $states.input.list %}'
    ItemProcessor:
      StartAt: Double
      States:
        Double:
          Type: Pass
          Assign:
            seen: '{% { "n": $states.input, "odd key": $states.input % 2 } %}'
          Output: '{% $states.input * 2 %}'
          End: true
    Output:
      doubled: '{% $states.result %}'
    Next: Call
  Call:
    Type: Task
    Resource: arn:aws:states:::sqs:sendMessage
    Arguments:
      QueueUrl: q
      MessageBody: '{% $states.input.doubled %}'
    Retry:
      - ErrorEquals: [Busy]
        IntervalSeconds: 4
        MaxAttempts: 1
    Catch:
      - ErrorEquals: [Wrong]
        Assign:
          why: '{% $states.errorOutput.Error %}'
        Output: '{% $states.errorOutput %}'
        Next: Done
    Next: Done
  Done:
    Type: Succeed
`;

/** What each stop shows, in order. */
const golden = `data breakpoint $seen['odd key'] changed from nothing to 1.
Double (before Output) :14
Each (in its iterations) :4
  State
    input: 1
    variables: {"seen":{"n":1,"odd key":1}}
    value: 1
  Variables
breakpoint
Double :10
Each (in its iterations) :4
  State
    input: 2
    value: 2
  Variables
data breakpoint $seen['odd key'] changed from nothing to 0.
Double (before Output) :14
Each (in its iterations) :4
  State
    input: 2
    variables: {"seen":{"n":2,"odd key":0}}
    value: 2
  Variables
data breakpoint $seen['odd key'] changed from nothing to 1.
Double (before Output) :14
Each (in its iterations) :4
  State
    input: 3
    variables: {"seen":{"n":3,"odd key":1}}
    value: 3
  Variables
data breakpoint $.doubled changed from nothing to [2,4,6].
Each (before it is left) :18
  State
    input: {"list":[1,2,3]}
    afterItemsPath: [1,2,3]
    result: [2,4,6]
    output: {"doubled":[2,4,6]}
    value: {"doubled":[2,4,6]}
  Variables
breakpoint
Call (before Arguments) :22
  State
    input: {"doubled":[2,4,6]}
    value: {"doubled":[2,4,6]}
  Variables
  Task
    resource: "arn:aws:states:::sqs:sendMessage"
    parameters: {"doubled":[2,4,6]}
    attempt: 1
exception Busy
Call (with an error) :19
  State
    input: {"doubled":[2,4,6]}
    afterArguments: {"QueueUrl":"q","MessageBody":[2,4,6]}
    value: {"QueueUrl":"q","MessageBody":[2,4,6]}
  Variables
  Task
    resource: "arn:aws:states:::sqs:sendMessage"
    parameters: {"QueueUrl":"q","MessageBody":[2,4,6]}
    attempt: 1
    error: "Busy"
    cause: "Come back later"
    next: "Call is tried again in 4 s."
breakpoint
Call (before Arguments) :22
  State
    input: {"doubled":[2,4,6]}
    value: {"doubled":[2,4,6]}
  Variables
  Task
    resource: "arn:aws:states:::sqs:sendMessage"
    parameters: {"doubled":[2,4,6]}
    attempt: 2
exception Wrong
Call (with an error) :19
  State
    input: {"doubled":[2,4,6]}
    afterArguments: {"QueueUrl":"q","MessageBody":[2,4,6]}
    value: {"QueueUrl":"q","MessageBody":[2,4,6]}
  Variables
  Task
    resource: "arn:aws:states:::sqs:sendMessage"
    parameters: {"QueueUrl":"q","MessageBody":[2,4,6]}
    attempt: 2
    error: "Wrong"
    cause: "No"
    next: "Call catches it and goes to Done."
breakpoint
Call (in its catcher) :30
  State
    input: {"doubled":[2,4,6]}
    afterArguments: {"QueueUrl":"q","MessageBody":[2,4,6]}
    value: {"Error":"Wrong","Cause":"No"}
  Variables
  Task
    resource: "arn:aws:states:::sqs:sendMessage"
    parameters: {"QueueUrl":"q","MessageBody":[2,4,6]}
    attempt: 2
data breakpoint $.doubled changed from [2,4,6] to nothing.
Call (in its catcher) :30
  State
    input: {"doubled":[2,4,6]}
    afterArguments: {"QueueUrl":"q","MessageBody":[2,4,6]}
    variables: {"why":"Wrong"}
    output: {"Error":"Wrong","Cause":"No"}
    value: {"Error":"Wrong","Cause":"No"}
  Variables
  Task
    resource: "arn:aws:states:::sqs:sendMessage"
    parameters: {"QueueUrl":"q","MessageBody":[2,4,6]}
    attempt: 2
function breakpoint
Done :36
  State
    input: {"Error":"Wrong","Cause":"No"}
    value: {"Error":"Wrong","Cause":"No"}
  Variables
    why: "Wrong"
`;

const mocks = JSON.stringify({
  StateMachines: { workflow: { TestCases: { Wrong: { Call: 'Wrong' } } } },
  MockedResponses: {
    Wrong: {
      '0': { Throw: { Error: 'Busy', Cause: 'Come back later' } },
      '1': { Throw: { Error: 'Wrong', Cause: 'No' } },
    },
  },
});

test('JSONata: breakpoints of every kind stop with what expressions see there', async (t) => {
  const run = await debuggee(text, 'workflow.asl.yaml');
  t.after(() => run.close());
  run.write('mocks.json', mocks);
  const stop = run.stopped();
  await run.launch({ mocks: 'mocks.json', input: { list: [1, 2, 3] } }, async () => {
    const breakpoints = [
      { line: run.line('Double:'), condition: '$states.input = 2' },
      { line: run.line("'{% $states.input * 2 %}'"), logMessage: '{$states.input} twice' },
      { line: run.line('MessageBody') },
      { line: run.line('- ErrorEquals: [Wrong]') },
    ];
    await run.ask('setBreakpoints', { source: { path: run.path }, breakpoints });
    await run.ask('setFunctionBreakpoints', { breakpoints: [{ name: 'Don*' }] });
    await run.ask('setExceptionBreakpoints', { filters: ['retried', 'caught'] });
    await run.ask('setDataBreakpoints', { breakpoints: [{ dataId: "$seen['odd key']" }, { dataId: '$.doubled' }] });
  });
  const log: string[] = [];
  const scopes = ['State', 'Variables', 'Task'];
  for (let next = await stop; ; next = await run.until('continue', { threadId: next.threadId })) {
    log.push(`${next.reason}${next.text ? ` ${next.text}` : ''}`, await run.log(next.threadId, scopes));
    if (next.reason === 'function breakpoint') break;
  }
  assert.equal(`${log.join('\n')}\n`, golden);
});

test('JSONata: what is shown says how to ask for it again', async (t) => {
  const run = await debuggee(text, 'workflow.asl.yaml');
  t.after(() => run.close());
  const stop = run.stopped();
  const here = { source: { path: run.path }, breakpoints: [{ line: run.line("'{% $states.input * 2 %}'") }] };
  await run.launch({ input: { list: [7] } }, () => run.ask('setBreakpoints', here));
  const { threadId } = await stop;
  const { variables } = await run.show(threadId, 'State');
  assert.deepEqual(
    variables.map(({ name, value, evaluateName }) => [name, value, evaluateName]),
    [
      ['input', '7', '$states.input'],
      ['variables', '{"seen":{"n":7,"odd key":1}}', undefined],
      ['value', '7', undefined],
    ],
  );
});

/** Where each step leads, in order; what is shown there. */
const walk: readonly (readonly [command: string, args?: object])[] = [
  ['stepIn'],
  ['stepIn'],
  ['stepIn'],
  ['stepIn'],
  ['stepOut'],
  ['next'],
  ['next', { granularity: 'instruction' }],
  ['next', { granularity: 'instruction' }],
  ['restartFrame'],
  ['stepBack', { granularity: 'instruction' }],
  ['stepBack'],
];

const steps = `stepIn
Each (before its work) :4
  State
    input: {"list":[1,2]}
    afterItemsPath: [1,2]
    value: [1,2]
  Variables
stepIn
Each (before its iterations) :4
  State
    input: {"list":[1,2]}
    afterItemsPath: [1,2]
    value: [1,2]
  Variables
stepIn
Double :10
Each (in its iterations) :4
  State
    input: 1
    value: 1
  Variables
stepIn
Double (before Output) :14
Each (in its iterations) :4
  State
    input: 1
    variables: {"seen":{"n":1,"odd key":1}}
    value: 1
  Variables
stepOut
Each (before Output) :16
  State
    input: {"list":[1,2]}
    afterItemsPath: [1,2]
    result: [2,4]
    value: [2,4]
  Variables
next
Call :19
  State
    input: {"doubled":[2,4]}
    value: {"doubled":[2,4]}
  Variables
next
Call (before its work) :21
  State
    input: {"doubled":[2,4]}
    afterArguments: {"QueueUrl":"q","MessageBody":[2,4]}
    value: {"QueueUrl":"q","MessageBody":[2,4]}
  Variables
next
Call (with an error) :19
  State
    input: {"doubled":[2,4]}
    afterArguments: {"QueueUrl":"q","MessageBody":[2,4]}
    value: {"QueueUrl":"q","MessageBody":[2,4]}
  Variables
restartFrame
Call :19
  State
    input: {"doubled":[2,4]}
    value: {"doubled":[2,4]}
  Variables
stepBack
Each (before it is left) :18
  State
    input: {"list":[1,2]}
    afterItemsPath: [1,2]
    result: [2,4]
    output: {"doubled":[2,4]}
    value: {"doubled":[2,4]}
  Variables
stepBack
Each :4
  State
    input: {"list":[1,2]}
    value: {"list":[1,2]}
  Variables
`;

test('JSONata: steps go in, over, out, stage by stage and back', async (t) => {
  const run = await debuggee(text, 'workflow.asl.yaml');
  t.after(() => run.close());
  run.write('mocks.json', mocks);
  const stop = run.stopped();
  await run.launch({ mocks: 'mocks.json', input: { list: [1, 2] }, stopOnEntry: true });
  let { threadId } = await stop;
  const log: string[] = [];
  for (const [command, args] of walk) {
    const { stackFrames } = await run.ask<{ stackFrames: { id: number }[] }>('stackTrace', { threadId });
    ({ threadId } = await run.until(command, { threadId, frameId: stackFrames[0]?.id, ...args }));
    log.push(command, await run.log(threadId, ['State', 'Variables']));
  }
  assert.equal(`${log.join('\n')}\n`, steps);
});

test('JSONata: a task is answered by hand, and the run goes on at another state', async (t) => {
  const run = await debuggee(text, 'workflow.asl.yaml');
  t.after(() => run.close());
  const stop = run.stopped();
  const breakpoints = { source: { path: run.path }, breakpoints: [{ line: run.line('Call:') }] };
  await run.launch({ input: { list: [1] } }, () => run.ask('setBreakpoints', breakpoints));
  const { threadId } = await stop;
  await run.ask('setExceptionBreakpoints', { filters: ['uncaught'] });
  const asked = run.client.waitForEvent('stepwise/taskAsked');
  await run.ask('continue', { threadId });
  assert.deepEqual((await asked).body.input, { QueueUrl: 'q', MessageBody: [2] });
  const failed = run.stopped();
  await run.ask('evaluate', { expression: '.fail Gone No queue', context: 'repl' });
  assert.equal((await failed).description, 'Gone. Nothing catches it: the execution fails.');
  const { breakMode, description } = await run.ask<{ breakMode: string; description: string }>('exceptionInfo', {
    threadId,
  });
  assert.deepEqual([breakMode, description], ['unhandled', 'No queue\nNothing catches it: the execution fails.']);
  const place = { source: { path: run.path }, line: run.line('Done:') };
  const { targets } = await run.ask<{ targets: { id: number }[] }>('gotoTargets', place);
  await run.until('goto', { threadId, targetId: targets[0]?.id });
  assert.match(await run.log(threadId, []), /^Done :36/);
  const ended = run.ended();
  await run.ask('continue', { threadId });
  await ended;
  assert.match(run.output(), /SUCCEEDED/);
});
