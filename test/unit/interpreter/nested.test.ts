import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../language/json.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import type { Execution, ExecutionOptions } from '../../../runtime/interpreter/execution.ts';
import type { TaskRequest } from '../../../runtime/interpreter/host.ts';
import { awsLimits } from '../../../runtime/interpreter/limits.ts';
import { fails, run, start, succeeds } from '../../kit/fakeHost.ts';
import { generateInput, generateMachine } from '../../kit/generateMachine.ts';

const base = 'arn:aws:states:us-east-1:123456789012:stateMachine:';
const machineFrom = (definition: Json) => readStateMachine(parseJson(JSON.stringify(definition)).root);
const oneState = (state: object) => ({ StartAt: 'S', States: { S: state } }) as Json;
const wait = (Seconds: number, more: object = { End: true }) => ({ Type: 'Wait', Seconds, ...more });

/** The machines that are here, by their names. */
function having(machines: Readonly<Record<string, Json>>): Pick<ExecutionOptions, 'nested'> {
  return {
    nested(arn) {
      const name = arn.replace(base, '');
      const definition = machines[name];
      if (definition === undefined) return undefined;
      return { machine: machineFrom(definition), type: 'STANDARD', name, roleArn: 'arn:aws:iam::123456789012:role/R' };
    },
  };
}

function call(name: string, suffix = '.sync:2', more: object = { End: true }): object {
  const Parameters = { StateMachineArn: base + name, Input: { a: 1 }, Name: 'kid' };
  return { Type: 'Task', Resource: `arn:aws:states:::states:startExecution${suffix}`, Parameters, ...more };
}

const exitsOf = (execution: Execution) =>
  execution.eventsFrom(0).flatMap(({ timestamp, stateExitedEventDetails: exited }) => {
    return exited ? [`${exited.name} ${(timestamp - execution.startedAt) / 1000}`] : [];
  });

test('nested executions: .sync gives texts, .sync:2 values, and a failure the description of the child', async () => {
  const machines = having({
    Good: oneState({ Type: 'Pass', Result: { n: 1 }, End: true }),
    Bad: oneState({ Type: 'Fail', Error: 'E', Cause: 'why' }),
  });
  const outputOf = async (suffix: string) =>
    JSON.parse((await run(oneState(call('Good', suffix)), {}, machines)).output ?? '');
  const { StartDate, StopDate, ...described } = await outputOf('.sync:2');
  assert.deepEqual(described, {
    ExecutionArn: 'arn:aws:states:us-east-1:123456789012:execution:Good:kid',
    Input: { a: 1 },
    InputDetails: { Included: true },
    Name: 'kid',
    Output: { n: 1 },
    OutputDetails: { Included: true },
    RedriveCount: 0,
    RedriveStatus: 'NOT_REDRIVABLE',
    StateMachineArn: `${base}Good`,
    Status: 'SUCCEEDED',
  });
  assert.deepEqual([StartDate, StopDate].map(Number.isInteger), [true, true]);
  const { Input, Output } = await outputOf('.sync');
  assert.deepEqual([Input, Output], ['{"a":1}', '{"n":1}']);
  const failed = await run(oneState(call('Bad')), {}, machines);
  assert.equal(failed.error, 'States.TaskFailed');
  assert.equal(JSON.parse(failed.cause ?? '').Cause, 'why');
  assert.deepEqual(
    failed.eventsFrom(0).map(({ type }) => type),
    [
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskFailed',
      'ExecutionFailed',
    ],
  );
});

test('nested executions: what is not here is asked for like any task, and broken input is refused', async () => {
  const runTask = ({ state }: TaskRequest) => fails('Nobody', state);
  assert.equal((await run(oneState(call('Missing')), {}, { ...having({}), runTask })).error, 'Nobody');
  const T = { ...call('C'), Parameters: { StateMachineArn: `${base}C`, Input: '{' } };
  const { error } = await run(oneState(T), {}, having({ C: oneState({ Type: 'Succeed' }) }));
  assert.equal(error, 'StepFunctions.InvalidExecutionInputException');
});

test('nested executions: parent and child live in the same time', async () => {
  const machines = having({ Child: oneState(wait(10)) });
  const branch = (name: string, state: object) => ({ StartAt: name, States: { [name]: state } });
  const Branches = [branch('Call', call('Child')), branch('Short', wait(5)), branch('Long', wait(20))];
  const execution = await run(oneState({ Type: 'Parallel', Branches, End: true }), {}, machines);
  assert.deepEqual(exitsOf(execution), ['Short 5', 'Call 10', 'Long 20', 'S 20']);
});

test('nested executions: a task that does not wait goes on, and the run lasts until its executions have ended', async () => {
  const { execution, clock } = start(oneState(call('Child', '')), {}, having({ Child: oneState(wait(10)) }));
  const waiting = execution.advance();
  assert.deepEqual([execution.status, execution.isOver], ['SUCCEEDED', false]);
  assert.deepEqual(
    execution.nested().map(({ identity, status, eventCount }) => [identity.executionName, status, eventCount]),
    [['kid', 'RUNNING', 2]],
  );
  await clock.until(waiting.kind === 'waiting' ? waiting.until : undefined, new AbortController().signal);
  assert.equal(execution.advance().kind, 'ended');
  assert.equal(execution.isOver, true);
});

test('nested executions: a task that waits for its token asks for it when its execution has ended without', async () => {
  const { execution, clock } = start(
    oneState(call('Child', '.waitForTaskToken')),
    {},
    having({ Child: oneState(wait(10)) }),
  );
  const first = execution.advance();
  assert.deepEqual(first.kind === 'waiting' && first.requests, []);
  await clock.until(first.kind === 'waiting' ? first.until : undefined, new AbortController().signal);
  const second = execution.advance();
  const [request] = second.kind === 'waiting' ? second.requests : [];
  assert.equal(request?.kind === 'task' && request.state, 'S');
  execution.answer(request?.id ?? 0, { kind: 'submitted', output: {} });
  execution.answer(request?.id ?? 0, succeeds('back'));
  assert.equal(execution.advance().kind, 'ended');
  assert.equal(execution.output, '"back"');
  const submitted = execution.eventsFrom(0).filter(({ type }) => type === 'TaskSubmitted');
  assert.equal(submitted.length, 1);
});

test('nested executions: a token that one gives back ends the task that waits for it, unless a mock comes first', async () => {
  const back = (action: string, more: object) => ({
    Type: 'Task',
    Resource: `arn:aws:states:::aws-sdk:sfn:${action}`,
    Parameters: { 'TaskToken.$': '$.token', ...more },
  });
  const Input = { 'token.$': '$$.Task.Token' };
  const Parameters = { StateMachineArn: `${base}Child`, Input };
  const parent = oneState({ ...call('Child', '.waitForTaskToken'), Parameters, HeartbeatSeconds: 12 });
  const beats = {
    StartAt: 'Wait',
    States: {
      Wait: wait(10, { Next: 'Beat' }),
      Beat: { ...back('sendTaskHeartbeat', {}), ResultPath: null, Next: 'On' },
      On: wait(10, { Next: 'Back' }),
      Back: { ...back('sendTaskSuccess', { Output: '{"n":1}' }), ResultPath: null, Next: 'Rest' },
      Rest: wait(5),
    },
  } as Json;
  const { output, eventsFrom, endedAt, startedAt, isOver } = await run(parent, {}, having({ Child: beats }));
  assert.deepEqual([output, (endedAt ?? 0) - startedAt, isOver], ['{"n":1}', 20_000, true]);
  const types = eventsFrom(0).map(({ type }) => type);
  assert.deepEqual(types.slice(3), [
    'TaskStarted',
    'TaskSubmitted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
  const fails = oneState({ ...back('sendTaskFailure', { Error: 'No', Cause: 'Why' }), End: true });
  const failed = await run(parent, {}, having({ Child: fails }));
  assert.deepEqual([failed.error, failed.cause], ['No', 'Why']);
  const mocked = {
    isAnswered: ({ nestedIn }: TaskRequest) => nestedIn === 'Child',
    runTask: () => succeeds('by hand'),
  };
  assert.equal((await run(parent, {}, { ...having({ Child: fails }), ...mocked })).output, '"by hand"');
});

test('nested executions: have a context of their own, and count the invocations of their own states', async () => {
  const asked: unknown[] = [];
  const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage' };
  const Child = oneState({
    ...task,
    Parameters: { 'id.$': '$$.Execution.Id', 'of.$': '$$.StateMachine.Name' },
    End: true,
  });
  const runTask = ({ nestedIn, invocation, input }: TaskRequest) => {
    asked.push([nestedIn, invocation, input]);
    return succeeds({});
  };
  const States = { A: call('Child', '.sync', { Next: 'S' }), S: { ...task, Parameters: {}, End: true } };
  await run({ StartAt: 'A', States } as Json, {}, { ...having({ Child }), runTask });
  const id = 'arn:aws:states:us-east-1:123456789012:execution:Child:kid';
  assert.deepEqual(asked, [
    ['Child', 0, { id, of: 'Child' }],
    [undefined, 0, {}],
  ]);
});

test('nested executions: end with the task that waits for them, and when the run is stopped', async () => {
  const machines = having({ Child: oneState(wait(10)) });
  const timed = await run(oneState(call('Child', '.sync', { TimeoutSeconds: 4, End: true })), {}, machines);
  assert.deepEqual([timed.error, timed.isOver], ['States.Timeout', true]);
  assert.equal((timed.endedAt ?? 0) - timed.startedAt, 4000);
  for (const suffix of ['', '.sync']) {
    const { execution } = start(oneState(call('Child', suffix)), {}, machines);
    execution.advance();
    execution.stop();
    assert.deepEqual([execution.isOver, execution.strands(), execution.advance().kind], [true, [], 'ended'], suffix);
  }
});

test('nested executions: a machine that starts itself comes to an end', async () => {
  for (const suffix of ['', '.sync']) {
    const Again = oneState({ ...call('Again', suffix), Parameters: { StateMachineArn: `${base}Again` } });
    const errors: unknown[] = [];
    const { execution } = start(
      Again,
      {},
      {
        ...having({ Again }),
        nestedEnded: ({ error }) => errors.push(error),
      },
    );
    while (execution.advance().kind !== 'ended');
    assert.ok(errors.includes('StepFunctions.ExecutionLimitExceededException'), suffix);
    assert.equal(execution.status, suffix === '' ? 'SUCCEEDED' : 'FAILED');
  }
});

test('nested executions: made-up machines that start each other give the same events again, step by step and gone back', async () => {
  let started = 0;
  for (let seed = 0; seed < 60; seed++) {
    const once = livedThrough(seed, Number.POSITIVE_INFINITY);
    // Compared as a whole: the texts are long.
    assert.ok(livedThrough(seed, 1).text === once.text, `seed ${seed}: step by step`);
    assert.ok(livedThrough(seed, 40, 'gone back').text === once.text, `seed ${seed}: gone back`);
    started += once.started;
  }
  assert.ok(started > 60, `${started} nested executions are too few to mean anything`);
});

/** Runs a machine some of whose tasks start other machines, and tells all events of all of them. */
function livedThrough(seed: number, steps: number, way: 'straight' | 'gone back' = 'straight') {
  const limits = { ...awsLimits, events: 80, nestedDepth: 2 };
  const ended = new Map<string, string>();
  const { execution, clock } = start(startingOthers(seed), generateInput(seed), {
    seed,
    limits,
    nested(_arn, { state, invocation }) {
      // Loops would make very many of them.
      if (invocation > 1) return undefined;
      const machine = machineFrom(startingOthers(seed + state.length));
      return { machine, type: 'STANDARD', name: state, roleArn: '' };
    },
    nestedEnded: ({ identity, eventsFrom }) => ended.set(identity.executionArn, JSON.stringify(eventsFrom(0))),
  });
  const snapshots = [execution.snapshot()];
  const finish = () => {
    for (let round = 0; round < 1_000_000; round++) {
      if (way === 'gone back') snapshots.push(execution.snapshot());
      const waiting = execution.advance(steps);
      if (waiting.kind === 'ended') return;
      assert.notEqual(waiting.kind, 'evaluating');
      if (waiting.kind !== 'waiting') continue;
      for (const { id } of waiting.requests) execution.answer(id, id % 3 === 0 ? fails('Made.Up') : succeeds({ id }));
      assert.ok(waiting.requests.length > 0 || waiting.until !== undefined, `seed ${seed} waits for nothing`);
      if (waiting.requests.length === 0) void clock.until(waiting.until, new AbortController().signal);
    }
  };
  finish();
  for (const at of way === 'gone back' ? [0.6, 0.3, 0] : []) {
    const snapshot = snapshots[Math.floor(snapshots.length * at)] as (typeof snapshots)[number];
    clock.set?.(snapshot.time);
    execution.restore(snapshot);
    finish();
  }
  return { started: ended.size, text: [JSON.stringify(execution.eventsFrom(0)), ...ended.values()].join('\n') };
}

/** Tasks start a machine here, and wait for it or not. */
function startingOthers(seed: number): Json {
  const patterns = ['', '.sync', '.sync:2'];
  let count = 0;
  return JSON.parse(JSON.stringify(generateMachine(seed % 977)), (_key, value) => {
    if (value?.Type !== 'Task') return value;
    const suffix = patterns[count++ % patterns.length];
    const { Parameters: _, Arguments: __, ...rest } = value;
    const given = { StateMachineArn: `${base}Other` };
    const isJsonata = Object.hasOwn(value, 'Arguments') || Object.hasOwn(value, 'Output');
    return {
      ...rest,
      Resource: `arn:aws:states:::states:startExecution${suffix}`,
      ...(isJsonata ? { Arguments: given } : { Parameters: given }),
    };
  });
}
