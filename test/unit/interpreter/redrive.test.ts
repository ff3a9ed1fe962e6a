import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drive } from '../../../runtime/drive.ts';
import { fails, outline, start, succeeds, tasks } from '../../kit/fakeHost.ts';

const resource = 'arn:aws:states:::sqs:sendMessage';
const task = { Type: 'Task', Resource: resource, End: true };

test('redrive: continues a failed execution at the failed state, in the same history', async () => {
  const machine = {
    StartAt: 'Before',
    States: {
      Before: { Type: 'Pass', Result: 1, Next: 'T' },
      T: { ...task, Parameters: { 'n.$': '$$.Execution.RedriveCount' } },
    },
  };
  const { execution, clock } = start(machine);
  const runTask = tasks({ T: [fails('E'), succeeds('done')] });
  await drive(execution, { clock, runTask });
  assert.equal(execution.status, 'FAILED');
  assert.equal(execution.redrive(), undefined);
  await drive(execution, { clock, runTask });
  assert.equal(execution.output, '"done"');
  assert.equal(execution.redriveCount, 1);
  assert.deepEqual(outline(execution).slice(6), [
    '7<-6 TaskFailed',
    '8<-7 ExecutionFailed',
    '9<-8 ExecutionRedriven',
    '10<-9 TaskScheduled',
    '11<-10 TaskStarted',
    '12<-11 TaskSucceeded',
    '13<-12 TaskStateExited',
    '14<-13 ExecutionSucceeded',
  ]);
  const scheduled = execution.eventsFrom(9)[0]?.taskScheduledEventDetails;
  assert.equal(scheduled?.parameters, '{"n":1}');
});

test('redrive: branches that had succeeded keep their results', async () => {
  const branch = (name: string) => ({ StartAt: name, States: { [name]: task } });
  const machine = {
    StartAt: 'P',
    States: { P: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true } },
  };
  const { execution, clock } = start(machine);
  const asked: string[] = [];
  const answers = tasks({ A: [succeeds('a')], B: [fails('E'), succeeds('b')] });
  const runTask: typeof answers = (request, signal, progress) => {
    asked.push(request.state);
    return answers(request, signal, progress);
  };
  await drive(execution, { clock, runTask });
  assert.equal(execution.error, 'E');
  execution.redrive();
  await drive(execution, { clock, runTask });
  assert.equal(execution.output, '["a","b"]');
  assert.deepEqual(asked, ['A', 'B', 'B']);
});

test('redrive: of a Map Run begins only the children again that did not succeed', async () => {
  const config = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
  const ItemProcessor = { ProcessorConfig: config, StartAt: 'T', States: { T: task } };
  const machine = { StartAt: 'Each', States: { Each: { Type: 'Map', MaxConcurrency: 1, ItemProcessor, End: true } } };
  const { execution, clock } = start(machine, [1, 2, 3]);
  const runTask = tasks({ T: [succeeds('one'), fails('E'), succeeds('two'), succeeds('three')] });
  await drive(execution, { clock, runTask });
  assert.equal(execution.error, 'States.ExceedToleratedFailureThreshold');
  execution.redrive();
  await drive(execution, { clock, runTask });
  assert.equal(execution.output, '["one","two","three"]');
  assert.equal(execution.mapRuns().length, 1);
  assert.ok(outline(execution).some((line) => line.endsWith('MapRunRedriven')));
});

test('redrive: is refused for what succeeded or goes on', async () => {
  const { execution, clock } = start({ StartAt: 'A', States: { A: { Type: 'Succeed' } } });
  assert.equal(execution.redrive(), 'Execution is RUNNING and cannot be redriven');
  await drive(execution, { clock, runTask: () => undefined });
  assert.equal(execution.redrive(), 'Execution is SUCCEEDED and cannot be redriven');
});
