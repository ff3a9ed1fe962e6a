import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../language/json.ts';
import { awsLimits } from '../../../runtime/interpreter/limits.ts';
import { fails, outline, run, start, succeeds, tasks } from '../../kit/fakeHost.ts';

const task = 'arn:aws:states:::sqs:sendMessage';

test('errors: a Choice that matches nothing fails, and nothing catches that', async () => {
  const inner = {
    StartAt: 'C',
    States: { C: { Type: 'Choice', Choices: [{ Variable: '$', IsNull: true, Next: 'D' }] }, D: { Type: 'Succeed' } },
  };
  const machine = {
    StartAt: 'P',
    States: {
      P: { Type: 'Parallel', Branches: [inner], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Saved' }], End: true },
      Saved: { Type: 'Succeed' },
    },
  };
  const execution = await run(machine);
  assert.equal(execution.error, 'States.Runtime');
  assert.match(
    execution.cause ?? '',
    /state 'C' \(entered at the event id #4\)\. Failed to transition out of the state/,
  );
  assert.deepEqual(outline(execution).slice(3), ['4<-3 ChoiceStateEntered', '5<-4 ExecutionFailed']);
});

test('errors: a state that could not be read fails the run when it is reached, and not before', async () => {
  const machine = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Nonsense' } } };
  const execution = await run(machine);
  assert.equal(execution.status, 'FAILED');
  assert.match(execution.cause ?? '', /'B'/);
  assert.ok(outline(execution).includes('3<-2 PassStateExited'));
});

test('errors: states called __proto__ and constructor are states like any other', async () => {
  const text =
    '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass","Next":"constructor"},"constructor":{"Type":"Succeed"}}}';
  const execution = await run(text, '{"__proto__":{"polluted":1}}');
  assert.equal(execution.status, 'SUCCEEDED');
  assert.equal(execution.output, '{"__proto__":{"polluted":1}}');
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

test('errors: input that is no JSON ends the execution at once', async () => {
  const execution = await run({ StartAt: 'A', States: { A: { Type: 'Succeed' } } }, '{"a":');
  assert.equal(execution.status, 'FAILED');
  assert.match(execution.cause ?? '', /^Invalid State Machine Execution Input/);
});

test('start: no input is an empty object', async () => {
  const execution = await run({ StartAt: 'A', States: { A: { Type: 'Succeed' } } }, '');
  assert.equal(execution.output, '{}');
  assert.equal(execution.eventsFrom(0)[0]?.executionStartedEventDetails?.input, '{}');
});

test('errors: a loop without an end stops at the 25,000th event', async () => {
  const execution = await run({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } });
  assert.equal(execution.eventCount, 25_000);
  assert.equal(execution.cause, 'The execution reached the maximum number of history events (25000).');
});

test('retry: attempts of several retriers count apart, and delays follow the backoff', async () => {
  const machine = {
    StartAt: 'T',
    States: {
      T: {
        Type: 'Task',
        Resource: task,
        Retry: [
          { ErrorEquals: ['A', 'B'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
          { ErrorEquals: ['C'], IntervalSeconds: 5 },
        ],
        Catch: [{ ErrorEquals: ['States.TaskFailed'], ResultPath: '$.error', Next: 'End' }],
        End: true,
      },
      End: { Type: 'Succeed' },
    },
  };
  const answers = tasks({ T: [fails('A'), fails('B'), fails('C'), fails('B', 'last')] });
  const execution = await run(machine, { kept: 1 }, { runTask: answers });
  const scheduled = execution.eventsFrom(0).filter(({ type }) => type === 'TaskScheduled');
  const seconds = scheduled.map(({ timestamp }) => (timestamp - execution.startedAt) / 1000);
  assert.deepEqual(seconds, [0, 1, 3, 8]);
  assert.equal(execution.output, '{"kept":1,"error":{"Error":"B","Cause":"last"}}');
});

test('retry: the longest delay is MaxDelaySeconds, and full jitter stays below it', async () => {
  const retry = (jitter: object) => ({
    StartAt: 'T',
    States: {
      T: {
        Type: 'Task',
        Resource: task,
        Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 4, BackoffRate: 3, MaxDelaySeconds: 10, ...jitter }],
        End: true,
      },
    },
  });
  const gaps = async (jitter: object) => {
    const execution = await run(retry(jitter), {}, { runTask: tasks({ T: [fails('E')] }) });
    const times = execution
      .eventsFrom(0)
      .filter(({ type }) => type === 'TaskScheduled')
      .map(({ timestamp }) => timestamp);
    return times.slice(1).map((time, at) => (time - (times[at] ?? 0)) / 1000);
  };
  assert.deepEqual(await gaps({}), [1, 3, 9, 10]);
  const jittered = await gaps({ JitterStrategy: 'FULL' });
  assert.ok(
    jittered.every((gap, at) => gap >= 0 && gap <= ([1, 3, 9, 10][at] ?? 0)),
    String(jittered),
  );
});

test('timeouts: a heartbeat that is missed is a timeout, which both names catch', async () => {
  const machine = (name: string) => ({
    StartAt: 'T',
    States: {
      T: {
        Type: 'Task',
        Resource: `${task}.waitForTaskToken`,
        HeartbeatSeconds: 10,
        Catch: [{ ErrorEquals: [name], Next: 'Caught' }],
        End: true,
      },
      Caught: { Type: 'Succeed' },
    },
  });
  for (const name of ['States.HeartbeatTimeout', 'States.Timeout']) {
    const execution = await run(machine(name));
    assert.equal(execution.output, '{"Error":"States.Timeout","Cause":""}');
  }
  assert.equal((await run(machine('States.TaskFailed'))).error, 'States.Timeout');
});

test('timeouts: a heartbeat starts its clock again', () => {
  const machine = {
    StartAt: 'T',
    States: { T: { Type: 'Task', Resource: `${task}.waitForTaskToken`, HeartbeatSeconds: 10, End: true } },
  };
  const { execution, clock } = start(machine);
  const first = execution.advance();
  assert.ok(first.kind === 'waiting' && first.until !== undefined);
  clock.set?.(clock.now() + 9000);
  assert.equal(execution.answer(1, { kind: 'heartbeat' }), true);
  const second = execution.advance();
  assert.ok(second.kind === 'waiting' && second.until === clock.now() + 10_000);
});

test('timeouts: the machine has its own, which nothing catches', async () => {
  const machine = { TimeoutSeconds: 5, StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
  const execution = await run(machine);
  assert.equal(execution.status, 'TIMED_OUT');
  assert.equal(outline(execution).at(-1), '3<-0 ExecutionTimedOut');
});

test('timeouts: the longest time that an execution may take can be used to the full', async () => {
  const waiting = (Seconds: number) => ({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds, End: true } } });
  const year = 365 * 86_400;
  assert.equal((await run(waiting(year))).status, 'SUCCEEDED');
  assert.equal((await run(waiting(year + 1))).status, 'TIMED_OUT');
});

test('answers: nobody takes one after a timeout, a stop or the end', () => {
  const machine = { StartAt: 'T', States: { T: { Type: 'Task', Resource: task, TimeoutSeconds: 5, End: true } } };
  const { execution, clock } = start(machine);
  execution.advance();
  clock.set?.(clock.now() + 5000);
  assert.equal(execution.advance().kind, 'ended');
  assert.equal(execution.answer(1, succeeds(1)), false);
  const stopped = start(machine).execution;
  stopped.advance();
  stopped.stop('Enough', 'of this');
  assert.equal(stopped.status, 'ABORTED');
  assert.equal(stopped.answer(1, succeeds(1)), false);
  assert.deepEqual(stopped.eventsFrom(4), [
    {
      id: 5,
      previousEventId: 0,
      timestamp: stopped.startedAt,
      type: 'ExecutionAborted',
      executionAbortedEventDetails: { error: 'Enough', cause: 'of this' },
    },
  ]);
});

test('limits: a result over 256 KiB fails the task, unless limits are lifted', async () => {
  const machine = { StartAt: 'T', States: { T: { Type: 'Task', Resource: task, End: true } } };
  const runTask = tasks({ T: [succeeds('é'.repeat(131_072))] });
  const execution = await run(machine, {}, { runTask });
  assert.equal(execution.error, 'States.DataLimitExceeded');
  const lifted = { ...awsLimits, payloadBytes: Number.POSITIVE_INFINITY };
  assert.equal((await run(machine, {}, { runTask, limits: lifted })).status, 'SUCCEEDED');
});

test('limits: parameters over 256 KiB are not sent', async () => {
  const twice = { Type: 'Task', Resource: task, Parameters: { 'a.$': '$', 'b.$': '$' }, End: true };
  const machine = { StartAt: 'T', States: { T: twice } };
  const input = JSON.stringify('x'.repeat(140_000));
  const execution = await run(machine, input, { runTask: () => succeeds(1) });
  assert.equal(execution.error, 'States.DataLimitExceeded');
  assert.deepEqual(outline(execution).slice(1), ['2<-0 TaskStateEntered', '3<-2 ExecutionFailed']);
});

test('errors: an error inside a catcher is nobody else to handle', async () => {
  const machine = {
    QueryLanguage: 'JSONata',
    StartAt: 'T',
    States: {
      T: {
        Type: 'Task',
        Resource: task,
        Catch: [
          { ErrorEquals: ['E'], Output: '{% $nothing %}', Next: 'Caught' },
          { ErrorEquals: ['States.ALL'], Next: 'Caught' },
        ],
        End: true,
      },
      Caught: { Type: 'Succeed' },
    },
  };
  const execution = await run(machine, {}, { runTask: tasks({ T: [fails('E')] }) });
  assert.equal(execution.error, 'States.QueryEvaluationError');
  assert.match(execution.cause ?? '', /specified for the field 'Catch\[0\]\/Output' returned nothing/);
});

test('limits: input that is huge or bottomless is refused, not read to the end', async () => {
  const machine = { StartAt: 'A', States: { A: { Type: 'Succeed' } } };
  const begun = performance.now();
  assert.match(
    (await run(machine, `"${'x'.repeat(100_000_000)}"`)).cause ?? '',
    /longer than the maximum of 262144 bytes/,
  );
  assert.match((await run(machine, '['.repeat(100_000))).cause ?? '', /nested too deep/);
  assert.ok(performance.now() - begun < 2000);
  let deep: Json = 1;
  for (let depth = 0; depth < 5000; depth++) deep = [deep];
  const task = {
    StartAt: 'T',
    States: { T: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true } },
  };
  assert.equal((await run(task, {}, { runTask: tasks({ T: [succeeds(deep)] }) })).error, 'States.DataLimitExceeded');
});

test('answers: one that comes after the clock ran out does not reach the next attempt', () => {
  const machine = {
    StartAt: 'T',
    States: {
      T: { Type: 'Task', Resource: task, TimeoutSeconds: 5, Retry: [{ ErrorEquals: ['States.Timeout'] }], End: true },
    },
  };
  const { execution, clock } = start(machine);
  execution.advance();
  clock.set?.(clock.now() + 6000);
  execution.answer(1, succeeds('late'));
  execution.advance();
  clock.set?.(clock.now() + 1000);
  const waiting = execution.advance();
  assert.ok(waiting.kind === 'waiting' && waiting.requests.length === 1);
  assert.deepEqual(outline(execution).slice(2), [
    '3<-2 TaskScheduled',
    '4<-3 TaskStarted',
    '5<-4 TaskTimedOut',
    '6<-5 TaskScheduled',
    '7<-6 TaskStarted',
  ]);
});
