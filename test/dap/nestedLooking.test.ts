import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Engine } from '../../runtime/debugAdapter/engine.ts';
import { OpenRuns } from '../../runtime/debugAdapter/openRuns.ts';
import { SharedRun } from '../../runtime/debugAdapter/sharedRun.ts';
import { loadProgram } from '../../runtime/program.ts';
import { Programs } from '../../runtime/programs.ts';
import { type Debuggee, debuggee, type Row, type Stopped } from '../kit/dapClient.ts';
import { testIdentity } from '../kit/fakeHost.ts';
import { inlineAdapter } from '../kit/inlineAdapter.ts';
import { arn, childOf, framesOf, inJsonata, inJsonPath, pairOf, seen, valueIn } from '../kit/nestedPair.ts';

interface Placed {
  readonly id: number;
  readonly verified: boolean;
  readonly line?: number;
  readonly message?: string;
}

async function breakAt(run: Debuggee, path: string, ...lines: number[]): Promise<readonly Placed[]> {
  const breakpoints = lines.map((line) => ({ line }));
  return (await run.ask<{ breakpoints: Placed[] }>('setBreakpoints', { source: { path }, breakpoints })).breakpoints;
}

async function rowsOf(run: Debuggee, frameId: number | undefined, scope: string): Promise<readonly Row[]> {
  const { scopes } = await run.ask<{ scopes: Row[] }>('scopes', { frameId });
  const { variablesReference } = scopes.find(({ name }) => name === scope) ?? {};
  return (await run.ask<{ variables: Row[] }>('variables', { variablesReference })).variables;
}

/** Continues at the state on a line. */
async function goTo(run: Debuggee, path: string, line: number, threadId: number): Promise<Stopped> {
  const { targets } = await run.ask<{ targets: { id: number }[] }>('gotoTargets', { source: { path }, line });
  return run.until('goto', { threadId, targetId: targets[0]?.id });
}

const threadsOf = async (run: Debuggee) =>
  (await run.ask<{ threads: { name: string }[] }>('threads')).threads.map(({ name }) => name);

for (const [language, pair] of [
  ['JSONPath', inJsonPath],
  ['JSONata', inJsonata],
] as const) {
  describe(`nested executions in ${language}`, () => {
    test('nested executions: show and take data of their own', async (t) => {
      const run = await pairOf(pair);
      t.after(() => run.close());
      const { path, line } = childOf(run, pair);
      const stop = run.stopped();
      await run.launch({ input: { a: 1, b: 2 } }, () => breakAt(run, path, line('Wait')));
      const { threadId } = await stop;
      assert.deepEqual(await threadsOf(run), ['workflow', 'Call: child']);
      const [inner, outer] = await framesOf(run, threadId);
      const executions = await Promise.all([inner, outer].map((frame) => rowsOf(run, frame?.id, 'Execution')));
      assert.deepEqual(
        executions.map((rows) => rows.slice(0, 3).map(({ value }) => value)),
        [
          ['"kid"', '"RUNNING"', '4'],
          ['"debug"', '"RUNNING"', '5'],
        ],
      );
      const next = (await rowsOf(run, outer?.id, 'Task')).find(({ name }) => name === 'next');
      assert.equal(next?.value, '"It waits for the end of child."');
      const nameOf = language === 'JSONPath' ? '$$.StateMachine.Name' : '$states.context.StateMachine.Name';
      assert.equal(await valueIn(run, threadId, nameOf), '"child"');
      assert.equal(
        (await run.ask<{ result: string }>('evaluate', { expression: nameOf, frameId: outer?.id })).result,
        '"workflow"',
      );
      await run.ask('setExpression', { frameId: inner?.id, expression: '$id', value: '"other"' });
      assert.equal(await valueIn(run, threadId, '$id'), '"other"');
      const { scopes } = await run.ask<{ scopes: Row[] }>('scopes', { frameId: inner?.id });
      const reference = scopes.find(({ name }) => name === 'State')?.variablesReference;
      await run.ask('setVariable', { variablesReference: reference, name: 'value', value: '{"sum": 40}' });
      const ended = run.ended();
      await run.ask('continue', { threadId });
      await ended;
      assert.match(run.output(), /SUCCEEDED: \{"sum":40\}/);
    });

    test('nested executions: are begun again and given a new text', async (t) => {
      const run = await pairOf(pair);
      t.after(() => run.close());
      const { path, line } = childOf(run, pair);
      const stop = run.stopped();
      // Not where the state begins, so that there is something to go back to.
      const place = line(language === 'JSONPath' ? 'Assign' : '"Output"');
      await run.launch({ input: { a: 1, b: 2 } }, () => breakAt(run, path, place));
      const { threadId } = await stop;
      const { id: frameId } = (await framesOf(run, threadId))[1] ?? {};
      const restarted = await run.until('restartFrame', { frameId });
      assert.match(await seen(run, restarted), /^restart\n {2}Call workflow\S+$/);
      await run.until('continue', { threadId: 1 });
      run.write(pair.files[1], pair.child.replace(/\bb\b/, 'b - 4').replace('$.b - 4)', '-2)'));
      await run.ask('stepwise/reload', { path: `${path}.other` });
      assert.doesNotMatch(run.output(), /new text/);
      await run.until('stepwise/reload', { path });
      assert.match(run.output(), /The run goes on with the new text/);
      const ended = run.ended();
      await run.ask('continue', { threadId });
      await ended;
      assert.match(run.output(), /SUCCEEDED: \{"sum":-1\}/);
    });
  });
}

const task = (more: object) => ({ Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', ...more });
const starting = (name: string, suffix: string, more: object) =>
  task({
    Resource: `arn:aws:states:::states:startExecution${suffix}`,
    Parameters: { StateMachineArn: arn(name), Name: 'kid' },
    ...more,
  });
const machine = (States: Readonly<Record<string, object>>) =>
  JSON.stringify({ StartAt: Object.keys(States)[0], States }, null, 1);

test('nested executions: an error stops where nothing catches it, in the child and then in the parent', async (t) => {
  const States = { Call: starting('child', '.sync', { Next: 'After' }), After: { Type: 'Succeed' } };
  const run = await debuggee(machine(States));
  t.after(() => run.close());
  run.write('child.asl.json', machine({ Ask: task({ End: true }) }));
  run.write(
    'mocks.json',
    JSON.stringify({
      StateMachines: { workflow: { TestCases: { Bad: {} } }, child: { TestCases: { Bad: { Ask: 'No' } } } },
      MockedResponses: { No: { '0': { Throw: { Error: 'Wrong', Cause: 'Why' } } } },
    }),
  );
  const stop = run.stopped();
  const uncaught = () => run.ask('setExceptionBreakpoints', { filters: ['uncaught'] });
  await run.launch({ mocks: 'mocks.json' }, uncaught);
  const first = await stop;
  assert.match(
    await seen(run, first),
    /^exception Wrong\n {2}Ask \(with an error\) child\S+\n {2}Call \(while child runs\)/,
  );
  const { description } = await run.ask<{ description: string }>('exceptionInfo', { threadId: first.threadId });
  assert.equal(description, 'Why\nNothing catches it: the execution fails.');
  const second = await run.until('continue', { threadId: first.threadId });
  assert.match(await seen(run, second), /^exception States.TaskFailed\n {2}Call \(with an error\) workflow/);
  const back = await run.until('reverseContinue', { threadId: second.threadId });
  assert.match(await seen(run, back), /^exception Wrong\n {2}Ask/);
  // Beside the task that waits is a place for that task, which leaves its child.
  const gone = await goTo(run, run.path, run.line('"After": {'), back.threadId);
  assert.match(await seen(run, gone), /^goto\n {2}After workflow\S+$/);
  assert.deepEqual(await threadsOf(run), ['workflow']);
  const ended = run.ended();
  await run.ask('continue', { threadId: gone.threadId });
  await ended;
  assert.match(run.output(), /child: execution aborted[\s\S]*SUCCEEDED/);
});

test('nested executions: one that nobody waits for is a thread of its own, until it has ended too', async (t) => {
  const run = await debuggee(machine({ Call: starting('child', '', { Next: 'After' }), After: { Type: 'Succeed' } }));
  t.after(() => run.close());
  run.write('child.asl.json', machine({ One: { Type: 'Pass', Next: 'Two' }, Two: { Type: 'Pass', End: true } }));
  const entry = run.stopped();
  await run.launch({ stopOnEntry: true });
  await entry;
  await run.until('stepIn', { threadId: 1 });
  const inside = await run.until('stepIn', { threadId: 1 });
  assert.match(await seen(run, inside), /^step\n {2}One child\S+$/);
  assert.deepEqual(await threadsOf(run), ['workflow', 'child']);
  const two = await run.until('next', { threadId: inside.threadId });
  assert.match(await seen(run, two), /^step\n {2}Two child/);
  const back = await run.until('stepBack', { threadId: two.threadId });
  assert.match(await seen(run, back), /^step\n {2}One child/);
  const gone = await goTo(run, run.path.replace('workflow', 'child'), 8, back.threadId);
  assert.match(await seen(run, gone), /^goto\n {2}Two child/);
  const ended = run.ended();
  await run.ask('continue', { threadId: 1 });
  await ended;
  assert.match(run.output(), /child: execution succeeded[\s\S]*SUCCEEDED/);
});

test('nested executions: breakpoints wait for a workflow that only the run names, and its tasks ask', async (t) => {
  const call = starting('', '.sync', { Parameters: { 'StateMachineArn.$': '$.arn', Input: {} }, End: true });
  const run = await debuggee(machine({ Call: call }));
  t.after(() => run.close());
  run.write('other.asl.json', machine({ Ask: task({ End: true }) }));
  const path = run.path.replace('workflow', 'other');
  let placed: readonly Placed[] = [];
  const found = run.client.waitForEvent('breakpoint');
  const stop = run.stopped();
  await run.launch({ input: { arn: arn('other') } }, async () => {
    placed = await breakAt(run, path, 4);
  });
  assert.deepEqual(
    placed.map(({ verified, message }) => [verified, message]),
    [[false, 'No workflow of this file is debugged.']],
  );
  const { reason, breakpoint } = (await found).body as { reason: string; breakpoint: Placed };
  assert.deepEqual([reason, breakpoint.id, breakpoint.verified, breakpoint.line], ['changed', placed[0]?.id, true, 4]);
  const { threadId } = await stop;
  const asked = run.client.waitForEvent('stepwise/taskAsked');
  await run.ask('continue', { threadId });
  assert.equal((await asked).body.state, 'Ask');
  const ended = run.ended();
  await run.ask('evaluate', { expression: '.succeed {"n": 1}', context: 'repl' });
  await run.ask('evaluate', { expression: '.remember', context: 'repl' });
  await ended;
  assert.match(run.output(), /other: execution succeeded: \{"n":1\}/);
  const { StateMachines } = JSON.parse(readFileSync(run.path.replace('workflow.asl', 'MockConfigFile'), 'utf8'));
  assert.deepEqual(Object.keys(StateMachines), ['other']);
});

test('nested executions: what is mocked or not at hand is not run, and a circle comes to an end', async (t) => {
  const run = await debuggee(
    machine({
      Call: starting('nowhere', '.sync', { Next: 'Again' }),
      Again: starting('workflow', '.sync', { End: true }),
    }),
  );
  t.after(() => run.close());
  run.write('nowhere.asl.json', machine({ Never: { Type: 'Pass', End: true } }));
  run.write(
    'mocks.json',
    JSON.stringify({
      StateMachines: { workflow: { TestCases: { One: { Call: 'Done' } } } },
      MockedResponses: { Done: { '0': { Return: {} } } },
    }),
  );
  const ended = run.ended();
  await run.launch({ mocks: 'mocks.json' });
  await ended;
  assert.doesNotMatch(run.output(), /Never/);
  assert.match(run.output(), /ExecutionLimitExceededException[\s\S]*FAILED: States.TaskFailed/);
});

test('nested executions: of one template are found by what it calls them, and debugged in it', async (t) => {
  const run = await debuggee(
    `Transform: AWS::Serverless-2016-10-31
Resources:
  Parent:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Call
        States:
          Call:
            Type: Task
            Resource: arn:aws:states:::states:startExecution.sync:2
            Parameters:
              StateMachineArn: !GetAtt Child.Arn
            End: true
  Child:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Inner
        States:
          Inner:
            Type: Pass
            End: true
`,
    'template.yaml',
  );
  t.after(() => run.close());
  const stop = run.stopped();
  await run.launch({ machine: 'Parent' }, () => breakAt(run, run.path, run.line('Call:'), run.line('Inner:')));
  const { threadId } = await stop;
  const inner = await run.until('continue', { threadId });
  assert.equal(
    await seen(run, inner),
    'breakpoint\n  Inner template.yaml:21\n  Call (while Child runs) template.yaml:11',
  );
  assert.equal(await valueIn(run, inner.threadId, '$$.StateMachine.Id'), `"${arn('Child')}"`);
});

test('nested executions: end with the session, wherever they are', async (t) => {
  for (const suffix of ['', '.sync', '.waitForTaskToken']) {
    const run = await debuggee(machine({ Call: starting('child', suffix, { End: true }) }));
    t.after(() => run.close());
    run.write(
      'child.asl.json',
      machine({ Wait: { Type: 'Wait', Seconds: 3600, Next: 'After' }, After: { Type: 'Succeed' } }),
    );
    const exited = once(run.adapter, 'exit');
    const stop = run.stopped();
    await run.launch({ clock: 'real' }, () => breakAt(run, run.path.replace('workflow', 'child'), 4));
    const { threadId } = await stop;
    await run.ask('continue', { threadId });
    await run.ask('disconnect');
    assert.equal((await exited)[0], 0, suffix);
  }
});

test('nested executions: of a run that was going on are there for who attaches to it', async (t) => {
  const files = await pairOf(inJsonPath);
  t.after(() => files.close());
  const main = loadProgram({ path: files.path, machine: undefined, substitutions: new Map() });
  const programs = Programs.around(main);
  const engine = new Engine({
    machine: main.machine,
    input: '{"a": 1, "b": 2}',
    type: 'STANDARD',
    identity: testIdentity,
    seed: 1,
    start: Date.now(),
    timeFactor: 1,
    answer: () => undefined,
    nested: (wanted, _request, from) => programs.nested(from, wanted, ''),
  });
  const run = new SharedRun('run-1', programs, engine);
  const runs = new OpenRuns();
  runs.add(run);
  const ended = run.go();
  const adapter = inlineAdapter(runs);
  await adapter.ask('initialize');
  const initialized = adapter.event('initialized');
  // The child sleeps for a minute of real time.
  await adapter.ask('attach', { run: 'run-1', stopOnEntry: false });
  await initialized;
  await adapter.ask('configurationDone');
  const stopped = adapter.event<{ threadId: number }>('stopped');
  await adapter.ask('pause');
  await stopped;
  const { threads } = await adapter.ask<{ threads: { id: number; name: string }[] }>('threads');
  assert.deepEqual(
    threads.map(({ name }) => name),
    ['workflow', 'Call: child'],
  );
  const { stackFrames } = await adapter.ask<{ stackFrames: { name: string }[] }>('stackTrace', {
    threadId: threads[1]?.id,
  });
  assert.deepEqual(
    stackFrames.map(({ name }) => name),
    ['Sleep (waiting)', 'Call (while child runs)'],
  );
  await adapter.ask('disconnect', { terminateDebuggee: true });
  await ended;
  assert.equal(engine.execution.isOver, true);
});
