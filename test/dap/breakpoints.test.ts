import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, test } from 'node:test';
import { type Debuggee, debuggee } from '../kit/dapClient.ts';

const retried = `{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "ItemProcessor": {
        "StartAt": "Double",
        "States": {
          "Double": {
            "Type": "Pass",
            "Parameters": { "n.$": "States.MathAdd($.n, $.n)" },
            "Assign": { "seen.$": "$.n" },
            "End": true
          }
        }
      },
      "ResultPath": "$.doubled",
      "Next": "Call"
    },
    "Call": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 4, "MaxAttempts": 1 }],
      "Catch": [{ "ErrorEquals": ["Wrong"], "Next": "Fix" }],
      "Next": "Done"
    },
    "Fix": { "Type": "Pass", "Next": "Done" },
    "Done": { "Type": "Succeed" }
  }
}
`;

const input = { items: 3, n: 0 };
const list = [{ n: 1 }, { n: 2 }, { n: 3 }];

const mocks = JSON.stringify({
  StateMachines: {
    workflow: { TestCases: { Busy: { Call: 'Busy' }, Wrong: { Call: 'Wrong' }, Gone: { Call: 'Gone' } } },
  },
  MockedResponses: {
    Busy: { '0': { Throw: { Error: 'Busy', Cause: 'Come back later' } }, '1': { Return: { ok: true } } },
    Wrong: { '0': { Throw: { Error: 'Wrong', Cause: 'No' } } },
    Gone: { '0': { Throw: { Error: 'Gone', Cause: 'Nobody there' } } },
  },
});

interface Answered {
  readonly breakpoints: readonly { readonly verified: boolean; readonly line?: number; readonly message?: string }[];
}

describe('breakpoints', () => {
  let run: Debuggee;
  afterEach(() => run.close());

  /** Launches with breakpoints, and gives what became of them and the first stop. */
  async function launched(args: object, requests: Readonly<Record<string, object>>) {
    run = await debuggee(retried.replace('"Type": "Map",', '"Type": "Map", "ItemsPath": "$.list",'));
    run.write('mocks.json', mocks);
    const answers: Record<string, Answered> = {};
    const stop = run.stopped();
    await run.launch({ mocks: 'mocks.json', case: 'Busy', input: { ...input, list }, ...args }, async () => {
      const source = { path: run.path };
      for (const [command, wish] of Object.entries(requests))
        answers[command] = await run.ask(command, { source, ...wish });
    });
    return { answers, stop };
  }

  const lineBreakpoints = (...breakpoints: object[]) => ({ setBreakpoints: { breakpoints } });

  test('breakpoints: stop at states and fields, move to where they hold, and say what cannot be', async () => {
    const { answers, stop } = await launched(
      {},
      lineBreakpoints({ line: 1 }, { line: 11 }, { line: 10 }, { line: 12, condition: '$.n >' }, { line: 99 }),
    );
    const placed = answers.setBreakpoints?.breakpoints.map(({ verified, line, message }) => [verified, line, message]);
    assert.deepEqual(placed, [
      [true, 4, 'Stops when Each begins.'],
      [true, 11, 'Stops at Parameters of Double.'],
      [true, 9, 'Stops when Double begins.'],
      [false, 12, 'The condition cannot be read: “” is no path, intrinsic function or JSON.'],
      [false, undefined, 'There is no state on this line or after it.'],
    ]);
    assert.equal((await stop).reason, 'breakpoint');
    assert.match(await run.log(1, []), /^Each :4/);
    const { breakpoints } = await run.ask<{ breakpoints: object[] }>('breakpointLocations', {
      source: { path: run.path },
      line: 9,
      endLine: 13,
    });
    assert.deepEqual(breakpoints, [{ line: 9 }, { line: 11 }, { line: 12 }, { line: 13 }]);
  });

  test('conditions: stop where they hold, on the n-th visit, or only say something', async () => {
    const { stop } = await launched(
      {},
      lineBreakpoints(
        { line: 9, condition: '$.n == 2' },
        { line: 11, logMessage: 'n is {$.n}' },
        { line: 12, hitCondition: '3' },
      ),
    );
    const second = await stop;
    assert.match(await run.log(second.threadId, ['State']), /value: \{"n":2\}/);
    const third = await run.until('continue', { threadId: 1 });
    assert.match(await run.log(third.threadId, ['State']), /^Double \(before Assign\)[\s\S]*value: \{"n":6\}/);
    assert.match(run.output(), /n is 1\n[\s\S]*n is 2\n[\s\S]*n is 3/);
    const back = await run.until('reverseContinue', { threadId: third.threadId });
    assert.match(await run.log(back.threadId, ['State']), /^Double[\s\S]*value: \{"n":[23]\}/);
  });

  test('function breakpoints: mean states and resources by name, with * for anything', async () => {
    const { answers, stop } = await launched(
      {},
      { setFunctionBreakpoints: { breakpoints: [{ name: '*sqs*' }, { name: 'Nobody' }] } },
    );
    const placed = answers.setFunctionBreakpoints?.breakpoints.map(({ verified }) => verified);
    assert.deepEqual(placed, [true, false]);
    assert.equal((await stop).reason, 'function breakpoint');
    assert.match(await run.log(1, []), /^Call :/);
  });

  test('data breakpoints: stop when a variable is assigned, or a place in the data changes', async () => {
    const breakpoints = [{ dataId: '$seen', hitCondition: '2' }, { dataId: '$.doubled' }, { dataId: '$$.State' }];
    const { answers, stop } = await launched({}, { setDataBreakpoints: { breakpoints } });
    const placed = answers.setDataBreakpoints?.breakpoints.map(({ verified }) => verified);
    assert.deepEqual(placed, [true, true, false]);
    const { reason, text, threadId } = await stop;
    assert.deepEqual([reason, text], ['data breakpoint', '$seen was assigned.']);
    const change = await run.until('continue', { threadId });
    assert.equal(change.text, '$.doubled changed from nothing to [{"n":2},{"n":4},{"n":6}].');
    assert.match(await run.log(change.threadId, []), /^Each \(before it is left\)/);
  });

  test('data breakpoints: are offered where values are shown', async () => {
    const { stop } = await launched({ stopOnEntry: true }, {});
    await stop;
    const info = (args: object) => run.ask<{ dataId: string | null }>('dataBreakpointInfo', args);
    const { variables: rows } = await run.show(1, 'State');
    const value = rows.find(({ name }) => name === 'value');
    assert.equal(value?.evaluateName, '$');
    const inside = { variablesReference: value?.variablesReference, name: 'list' };
    assert.equal((await info(inside)).dataId, '$.list');
    assert.equal((await info({ name: 'seen' })).dataId, '$seen');
    assert.equal((await info({ name: '$.list[0].n' })).dataId, '$.list[0].n');
    assert.equal((await info({ name: 'count(*)' })).dataId, null);
  });

  test('errors: stop before they are retried, with what will happen next', async () => {
    const { stop } = await launched({}, { setExceptionBreakpoints: { filters: ['retried'] } });
    const { reason, text, threadId } = await stop;
    assert.deepEqual([reason, text], ['exception', 'Busy']);
    assert.deepEqual(await run.ask('exceptionInfo', { threadId }), {
      exceptionId: 'Busy',
      description: 'Come back later\nCall is tried again in 4 s.',
      breakMode: 'always',
      details: { typeName: 'Busy', message: 'Come back later' },
    });
    const ended = run.ended();
    await run.ask('continue', { threadId });
    await ended;
    assert.match(run.output(), /SUCCEEDED/);
  });

  test('errors: are chosen by name, and told from those that are caught', async () => {
    const filterOptions = [{ filterId: 'all', condition: 'W*' }];
    const { stop } = await launched(
      { case: 'Wrong' },
      { setExceptionBreakpoints: { filters: ['uncaught'], filterOptions } },
    );
    const { threadId, description } = await stop;
    assert.equal(description, 'Wrong. Call catches it and goes to Fix.');
    await run.until('stepBack', { threadId });
    const none = { filters: ['retried', 'uncaught'], filterOptions: [{ filterId: 'caught', condition: 'Busy' }] };
    await run.ask('setExceptionBreakpoints', none);
    await run.ask('setExceptionBreakpoints', { filters: ['caught'] });
    assert.equal((await run.until('continue', { threadId })).text, 'Wrong');
    assert.match(await run.log(threadId, ['Task']), /error: "Wrong"\n {4}cause: "No"\n {4}next: "Call catches it/);
  });

  test('errors: stop at the failure that nothing catches, from where a state can be repeated or left out', async () => {
    const { stop } = await launched({ case: 'Gone' }, { setExceptionBreakpoints: { filters: ['uncaught'] } });
    const { threadId, description } = await stop;
    assert.equal(description, 'Gone. Nothing catches it: the execution fails.');
    const frameId = (await run.ask<{ stackFrames: { id: number }[] }>('stackTrace', { threadId })).stackFrames[0]?.id;
    assert.equal((await run.until('restartFrame', { frameId })).reason, 'restart');
    assert.match(await run.log(threadId, []), /^Call :/);
    const { targets } = await run.ask<{ targets: { id: number }[] }>('gotoTargets', {
      source: { path: run.path },
      line: run.line('"Done": {'),
    });
    assert.equal((await run.until('goto', { threadId, targetId: targets[0]?.id })).reason, 'goto');
    const ended = run.ended();
    await run.ask('continue', { threadId });
    await ended;
    assert.match(run.output(), /SUCCEEDED/);
  });
});

const caught = `{
  "StartAt": "Call",
  "States": {
    "Call": {
      "Type": "Task",
      "Parameters": { "a": 1 },
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Catch": [
        { "ErrorEquals": ["Busy"], "Next": "Done" },
        {
          "ErrorEquals": ["Wrong"],
          "ResultPath": "$.error",
          "Next": "Done"
        }
      ],
      "ResultPath": "$.sent",
      "Next": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
`;

test('fields: a breakpoint stops at the field of a first stage, and keeps a catcher apart from its state', async (t) => {
  const run = await debuggee(caught);
  t.after(() => run.close());
  run.write('mocks.json', mocks);
  const stop = run.stopped();
  const lines = [run.line('"Parameters"'), run.line('["Busy"]'), run.line('"$.error"'), run.line('"$.sent"')];
  await run.launch({ mocks: 'mocks.json', case: 'Wrong' }, () =>
    run.ask('setBreakpoints', { source: { path: run.path }, breakpoints: lines.map((line) => ({ line })) }),
  );
  await stop;
  assert.equal(await run.log(1, []), 'Call (before Parameters) :6');
  await run.until('continue', { threadId: 1 });
  assert.equal(
    await run.log(1, ['State']),
    'Call (in its catcher) :10\n  State\n    input: {}\n    afterParameters: {"a":1}\n    value: {"Error":"Wrong","Cause":"No"}',
  );
  const ended = run.ended();
  await run.ask('continue', { threadId: 1 });
  await ended;
});

describe('tasks', () => {
  test('tasks: ask when nothing is mocked, and are answered from the console', async (t) => {
    const run = await debuggee(retried.replace('"Type": "Map",', '"Type": "Map", "ItemsPath": "$.list",'));
    t.after(() => run.close());
    const asked = run.client.waitForEvent('stepwise/taskAsked');
    await run.launch({ input: { ...input, list } });
    assert.equal((await asked).body.state, 'Call');
    const paused = await run.until('pause', { threadId: 1 });
    assert.equal(paused.reason, 'pause');
    assert.match(await run.log(1, ['Task']), /attempt: 1\n {4}next: "It waits for an answer."$/);
    const say = (expression: string) => run.ask<{ result: string }>('evaluate', { expression, context: 'repl' });
    await assert.rejects(say('.succeed {'));
    const askedAgain = run.client.waitForEvent('stepwise/taskAsked');
    await run.ask('continue', { threadId: 1 });
    await assert.rejects(say('.remember'), /No task was answered/);
    assert.equal((await say('.fail Busy Come back')).result, 'Call: failed');
    assert.match((await say('.remember')).result, /^Call is answered so/);
    const kept = JSON.parse(readFileSync(join(dirname(run.path), 'MockConfigFile.json'), 'utf8'));
    assert.deepEqual(kept.MockedResponses.CallAnswer, { '0': { Throw: { Error: 'Busy', Cause: 'Come back' } } });
    await askedAgain;
    const ended = run.ended();
    assert.equal((await say('.heartbeat')).result, 'Call: heartbeat');
    assert.equal((await say('Call: .succeed {"ok": 1}')).result, 'Call: succeeded');
    await ended;
    assert.match(run.output(), /SUCCEEDED: \{"ok":1\}/);
  });

  test('sessions: refuse what makes no sense in words, end when they are told to, and leave nothing behind', async (t) => {
    const run = await debuggee(
      '{ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 3600, "End": true } } }',
    );
    t.after(() => run.close());
    await run.client.initializeRequest();
    await assert.rejects(run.ask('threads'), /Nothing was launched/);
    await assert.rejects(run.ask('launch', { program: '/nowhere.asl.json' }), /There is no file/);
    await assert.rejects(run.ask('launch', { program: run.path, input: 1, clock: 'fast' }), /"clock" is/);
    await assert.rejects(run.ask('launch', { program: run.path, input: 'ask' }), /Only an editor can ask/);
    await run.launch({ clock: 'real' });
    await assert.rejects(run.ask('stackTrace', { threadId: 1 }), /going on/);
    const ended = run.ended();
    await run.ask('terminate');
    await ended;
    assert.match(run.output(), /ABORTED/);
  });
});
