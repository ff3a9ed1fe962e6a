import assert from 'node:assert/strict';
import { test } from 'node:test';
import { debuggee } from '../kit/dapClient.ts';

const definition = `{
  "StartAt": "Charge",
  "States": {
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Retry": [{ "ErrorEquals": ["Busy"], "MaxAttempts": 1 }],
      "End": true
    }
  }
}
`;

const task = { resourceType: 'sqs', resource: 'sendMessage' };
const event = (id: number, type: string, details: object = {}) => ({ id, previousEventId: id - 1, type, ...details });
const failed = (error: string) => ({ taskFailedEventDetails: { ...task, error, cause: 'as recorded' } });

/** As GetExecutionHistory tells it: the first attempt was refused, the second too. */
const history = {
  events: [
    event(1, 'ExecutionStarted', { executionStartedEventDetails: { input: '{"order": 7}' } }),
    event(2, 'TaskStateEntered', { stateEnteredEventDetails: { name: 'Charge', input: '{"order": 7}' } }),
    event(3, 'TaskScheduled', { taskScheduledEventDetails: { ...task, parameters: '{"order":7}' } }),
    event(4, 'TaskFailed', failed('Busy')),
    event(5, 'TaskScheduled', { taskScheduledEventDetails: { ...task, parameters: '{"order":7}' } }),
    event(6, 'TaskFailed', failed('Closed')),
    event(7, 'ExecutionFailed', { executionFailedEventDetails: { error: 'Closed', cause: 'as recorded' } }),
  ],
};

test('from production: stops where the recorded execution failed, and goes back to look at how it came', async (t) => {
  const run = await debuggee(definition);
  t.after(() => run.close());
  run.write('history.json', JSON.stringify(history));
  const stop = run.stopped();
  await run.launch({ fromHistory: 'history.json', stopOnEnd: true }, () =>
    run.ask('setExceptionBreakpoints', { filters: ['uncaught'] }),
  );
  assert.equal((await stop).text, 'Closed');
  assert.match(await run.log(1, ['State', 'Task']), /input: \{"order":7\}[\s\S]*attempt: 2\n {4}error: "Closed"/);
  const { reason } = await run.until('continue', { threadId: 1 });
  assert.equal(reason, 'end');
  assert.match(await run.log(1, ['Execution']), /^FAILED[\s\S]*cause: "as recorded"/);
  await run.until('stepBack', { threadId: 1 });
  assert.match(await run.log(1, ['Task']), /^Charge :4[\s\S]*attempt: 2/);
  await run.until('stepBack', { threadId: 1 });
  assert.match(await run.log(1, ['Task']), /^Charge :4[\s\S]*attempt: 1/);
});

test('from production: one sees whether a failure would pass with another definition', async (t) => {
  const run = await debuggee(definition);
  t.after(() => run.close());
  run.write('history.json', JSON.stringify(history));
  const stop = run.stopped();
  await run.launch({ fromHistory: 'history.json' }, () =>
    run.ask('setExceptionBreakpoints', { filters: ['uncaught'] }),
  );
  await stop;
  await run.until('stepBack', { threadId: 1 });
  const { States, ...rest } = JSON.parse(definition) as { States: { Charge: object } };
  const Catch = [{ ErrorEquals: ['Closed'], ResultPath: '$.error', Next: 'Mend' }];
  const mended = { ...rest, States: { Charge: { ...States.Charge, Catch }, Mend: { Type: 'Pass', End: true } } };
  run.write('workflow.asl.json', JSON.stringify(mended));
  await run.until('stepwise/reload', { path: run.path });
  const ended = run.ended();
  await run.ask('continue', { threadId: 1 });
  await ended;
  assert.match(run.output(), /SUCCEEDED: \{"order":7,"error":\{"Error":"Closed","Cause":"as recorded"\}\}/);
});

const refusing = `QueryLanguage: JSONata
StartAt: Check
States:
  Check:
    Type: Choice
    Choices:
      - Condition: '{% $states.input.order > 5 %}'
        Next: Refuse
    Default: Take
  Refuse:
    Type: Fail
    Error: TooMuch
  Take:
    Type: Succeed
`;

test('from production: one sees whether a failure would pass with other data', async (t) => {
  const run = await debuggee(refusing, 'workflow.asl.yaml');
  t.after(() => run.close());
  const [started] = history.events;
  const failure = event(2, 'ExecutionFailed', { executionFailedEventDetails: { error: 'TooMuch' } });
  const stop = run.stopped();
  await run.launch({ fromHistory: { events: [started, failure] } }, () =>
    run.ask('setExceptionBreakpoints', { filters: ['uncaught'] }),
  );
  assert.equal((await stop).text, 'TooMuch');
  await run.until('stepBack', { threadId: 1 });
  await run.until('stepBack', { threadId: 1 });
  assert.match(await run.log(1, ['State']), /^Check :4[\s\S]*input: \{"order":7\}/);
  await run.ask('setExpression', { expression: '$states.input.order', value: '5' });
  const ended = run.ended();
  await run.ask('continue', { threadId: 1 });
  await ended;
  assert.match(run.output(), /SUCCEEDED: \{"order":5\}/);
});

const template = `Resources:
  One:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A: { Type: Succeed }
  Two:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: B
        States:
          B:
            Type: Pass
            Result: 2
            End: true
`;

test('templates: one of their state machines is debugged, at its place in the template', async (t) => {
  const run = await debuggee(template, 'template.yaml');
  t.after(() => run.close());
  await run.client.initializeRequest();
  await assert.rejects(run.ask('launch', { program: run.path }), /more than one state machine.*One, Two/);
  const stop = run.stopped();
  await run.launch({ machine: 'Two' }, () =>
    run.ask('setBreakpoints', { source: { path: run.path }, breakpoints: [{ line: run.line('Result: 2') }] }),
  );
  assert.equal((await stop).reason, 'breakpoint');
  assert.equal(await run.log(1, ['Variables']), 'B (before Result) :17\n  Variables');
});

const declaring = `Resources:
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: flows/orders.asl.json
      DefinitionSubstitutions: { Who: template, Queue: from-template }
`;

const declared = `{
  "StartAt": "Greet",
  "States": { "Greet": { "Type": "Pass", "Parameters": { "to": "\${Who}", "by": "\${Queue}" }, "End": true } }
}
`;

for (const [how, program, more] of [
  ['a template that names the file of a definition is followed there', 'template.yaml', {}],
  ['a definition finds the template around it, and a launch says more', 'orders.asl.json', { Who: 'launch' }],
] as const) {
  test(`substitutions: ${how}`, async (t) => {
    const run = await debuggee(declared, 'flows/orders.asl.json');
    t.after(() => run.close());
    run.write('../template.yaml', declaring);
    const stop = run.stopped();
    const path = program === 'template.yaml' ? run.path.replace('flows/orders.asl.json', program) : run.path;
    await run.launch({ program: path, substitutions: more, stopOnEntry: true }, () =>
      run.ask('setBreakpoints', { source: { path: run.path }, breakpoints: [{ line: 3 }] }),
    );
    await stop;
    assert.match(await run.log(1, []), /^Greet.* :3/);
    const ended = run.ended();
    await run.ask('continue', { threadId: 1 });
    await ended;
    const who = program === 'template.yaml' ? 'template' : 'launch';
    assert.ok(run.output().includes(`SUCCEEDED: {"to":"${who}","by":"from-template"}`));
  });
}

test('hot change: the run goes on with a new text, unless that changes what has happened', async (t) => {
  const pass = (next: string) => `"First": { "Type": "Pass", "Next": "${next}" }`;
  const text = (first: string, result: number) =>
    `{ "StartAt": "First", "States": { ${first},\n "Last": { "Type": "Pass", "Result": ${result}, "End": true } } }`;
  const run = await debuggee(text(pass('Last'), 1));
  t.after(() => run.close());
  const entry = run.stopped();
  await run.launch({ stopOnEntry: true });
  await entry;
  await run.until('next', { threadId: 1 });
  run.write('workflow.asl.json', text('"First": { "Type": "Wait", "Seconds": 1, "Next": "Last" }', 1));
  await assert.rejects(run.ask('stepwise/reload'), /concerns what has happened/);
  run.write('workflow.asl.json', text(pass('Last'), 2));
  await run.until('stepwise/reload');
  assert.equal(await run.log(1, []), 'Last :2');
  const ended = run.ended();
  await run.ask('continue', { threadId: 1 });
  await ended;
  assert.match(run.output(), /SUCCEEDED: 2/);
});

/** Iterations of iterations: at most 40 of each are alive at once. */
const wide = `{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "ItemProcessor": {
        "StartAt": "Inner",
        "States": {
          "Inner": {
            "Type": "Map",
            "ItemProcessor": {
              "StartAt": "Item",
              "States": {
                "Item": { "Type": "Wait", "Seconds": 1, "End": true }
              }
            },
            "End": true
          }
        }
      },
      "End": true
    }
  }
}
`;

test('threads: of many iterations the one that stopped is shown, and all of them page by page', async (t) => {
  const run = await debuggee(wide);
  t.after(() => run.close());
  const stop = run.stopped();
  const input = Array.from({ length: 40 }, (_, outer) => Array.from({ length: 40 }, (_, inner) => outer * 40 + inner));
  const breakpoints = [{ line: run.line('"Item": {'), condition: '$ == 1599' }];
  await run.launch({ input }, () => run.ask('setBreakpoints', { source: { path: run.path }, breakpoints }));
  const { threadId } = await stop;
  const { threads } = await run.ask<{ threads: { id: number; name: string }[] }>('threads');
  assert.equal(threads.length, 500);
  assert.equal(threads.find(({ id }) => id === threadId)?.name, 'Inner[39]');
  const { stackFrames } = await run.ask<{ stackFrames: { id: number }[] }>('stackTrace', { threadId: 1 });
  const { scopes } = await run.ask<{
    scopes: { name: string; variablesReference: number; indexedVariables?: number }[];
  }>('scopes', { frameId: stackFrames[0]?.id });
  const inside = scopes.find(({ name }) => name === 'Iterations');
  const page = { variablesReference: inside?.variablesReference, filter: 'indexed', start: 0, count: 2 };
  const { variables } = await run.ask<{ variables: { name: string; value: string }[] }>('variables', page);
  assert.equal(variables.length, 2);
  assert.match(variables[0]?.value ?? '', /^\{"state":"Inner","value":\[0,1,2,/);
});

test('variables: long lists are shown page by page', async (t) => {
  const run = await debuggee(definition);
  t.after(() => run.close());
  const entry = run.stopped();
  await run.launch({ stopOnEntry: true, input: { list: Array.from({ length: 5000 }, (_, at) => at) } });
  await entry;
  const show = (expression: string) =>
    run.ask<{ variablesReference: number; indexedVariables: number }>('evaluate', { expression, context: 'watch' });
  const { variablesReference, indexedVariables } = await show('$.list');
  assert.equal(indexedVariables, 5000);
  const page = { variablesReference, filter: 'indexed', start: 4998, count: 100 };
  const { variables } = await run.ask<{ variables: { name: string; value: string }[] }>('variables', page);
  assert.deepEqual(
    variables.map(({ name, value }) => [name, value]),
    [
      ['4998', '4998'],
      ['4999', '4999'],
    ],
  );
});
