import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { realClock, scaledClock } from '../../runtime/clocks.ts';
import { drive } from '../../runtime/drive.ts';
import { startExecution } from '../../runtime/interpreter/execute.ts';
import type { TaskAnswer } from '../../runtime/interpreter/host.ts';
import { noLimits as unlimited } from '../../runtime/interpreter/limits.ts';
import { nodeHost } from '../../runtime/nodeHost.ts';
import { start, succeeds, testIdentity } from '../kit/fakeHost.ts';

const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true };
const loop = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } };

test('drive: a year passes at once on a virtual clock', async () => {
  const { execution, clock } = start({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 31_000_000, End: true } } });
  await drive(execution, { clock, runTask: () => undefined });
  assert.equal(execution.status, 'SUCCEEDED');
  assert.equal((execution.endedAt ?? 0) - execution.startedAt, 31_000_000_000);
});

test('drive: a scaled clock makes a minute pass in some milliseconds', async () => {
  const clock = scaledClock(3000);
  const text = '{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}';
  const machine = readStateMachine(parseJson(text).root);
  const execution = startExecution({
    machine,
    input: '{}',
    type: 'STANDARD',
    identity: testIdentity,
    host: nodeHost(clock),
  });
  const begun = performance.now();
  await drive(execution, { clock, runTask: () => undefined });
  const took = performance.now() - begun;
  assert.equal(execution.status, 'SUCCEEDED');
  assert.ok(took >= 15 && took < 1000, `${took} ms`);
});

test('drive: the rest of the process gets its turns while a run works', async () => {
  const { execution, clock } = start(loop, {}, { limits: { ...unlimited, events: 400_000 } });
  let turns = 0;
  const timer = setInterval(() => {
    turns++;
  }, 1);
  // In time of our own: other processes take theirs as they like.
  const begun = process.cpuUsage();
  await drive(execution, { clock, runTask: () => undefined });
  clearInterval(timer);
  const took = process.cpuUsage(begun).user / 1000;
  assert.ok(turns > took / 30, `${turns} turns in ${took.toFixed()} ms`);
});

test('drive: says that a call was accepted when only its outcome is given', async () => {
  for (const pattern of ['.sync', '.waitForTaskToken', '']) {
    const { execution, clock } = start({ StartAt: 'T', States: { T: { ...task, Resource: task.Resource + pattern } } });
    await drive(execution, { clock, runTask: () => ({ kind: 'succeeded', output: 1 }) });
    const types = execution.eventsFrom(0).map(({ type }) => type);
    assert.equal(types.filter((type) => type === 'TaskSubmitted').length, pattern === '' ? 0 : 1, pattern);
    assert.equal(execution.status, 'SUCCEEDED');
  }
});

test('drive: aborting stops the execution and the work that is under way', async () => {
  const { execution } = start({ StartAt: 'T', States: { T: task } });
  const controller = new AbortController();
  let aborted = false;
  const runTask = (_: unknown, signal: AbortSignal) =>
    new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => {
        aborted = true;
        resolve(undefined);
      });
      setTimeout(() => controller.abort(), 5);
    });
  await drive(execution, { clock: realClock(), runTask, signal: controller.signal });
  assert.equal(execution.status, 'ABORTED');
  assert.equal(aborted, true);
});

test('drive: work that throws fails its task', async () => {
  const { execution, clock } = start({ StartAt: 'T', States: { T: task } });
  await drive(execution, { clock, runTask: async () => Promise.reject(new Error('out of order')) });
  assert.equal(execution.error, 'States.TaskFailed');
  assert.equal(execution.cause, 'out of order');
});

test('drive: an answer from elsewhere wakes a run that waits for it', async () => {
  const { execution } = start({ StartAt: 'T', States: { T: task } });
  const ended = drive(execution, { clock: realClock(), runTask: () => undefined });
  setTimeout(() => execution.answer(1, succeeds('here')), 5);
  await ended;
  assert.equal(execution.output, '"here"');
});

test('drive: virtual time stands still while somebody is at work', async () => {
  const branch = (name: string, state: object) => ({ StartAt: name, States: { [name]: { ...state, End: true } } });
  const P = { Type: 'Parallel', Branches: [branch('T', task), branch('W', { Type: 'Wait', Seconds: 5 })], End: true };
  const { execution, clock } = start({ StartAt: 'P', States: { P } });
  const runTask = () => new Promise<TaskAnswer>((resolve) => setTimeout(() => resolve(succeeds(1)), 10));
  await drive(execution, { clock, runTask });
  const done = execution.eventsFrom(0).find(({ type }) => type === 'TaskSucceeded');
  assert.equal(done?.timestamp, execution.startedAt);
  assert.equal(execution.endedAt, execution.startedAt + 5000);
});

test('drive: work that throws at once fails its task too', async () => {
  const { execution, clock } = start({ StartAt: 'T', States: { T: task } });
  const runTask = () => {
    throw new Error('no such worker');
  };
  await drive(execution, { clock, runTask });
  assert.equal(execution.cause, 'no such worker');
});

test('drive: a run can be paused between two steps, looked at, set back and gone on with', async () => {
  const text = {
    StartAt: 'A',
    States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Wait', Seconds: 9, Next: 'C' }, C: { Type: 'Succeed' } },
  };
  const { execution, clock } = start(text);
  const stages: string[] = [];
  const between = async () => {
    const strand = execution.strands().find(({ id }) => id === execution.nextStrand());
    if (strand) stages.push(`${strand.state?.name} ${strand.stage ?? 'enter'}`);
  };
  const begun = execution.snapshot();
  await drive(execution, { clock, runTask: () => undefined, between, stepsAtOnce: 1 });
  const expected = ['A enter', 'A exit', 'B enter', 'B wait', 'B wait', 'C enter', 'C exit'];
  assert.deepEqual(stages.splice(0), expected);
  clock.set?.(begun.time);
  execution.restore(begun);
  await drive(execution, { clock, runTask: () => undefined, between, stepsAtOnce: 1 });
  assert.deepEqual(stages, expected);
  assert.equal(execution.status, 'SUCCEEDED');
});
