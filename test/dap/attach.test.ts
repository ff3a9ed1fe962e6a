import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { LineIndex } from '../../language/text.ts';
import { Engine } from '../../runtime/debugAdapter/engine.ts';
import { OpenRuns } from '../../runtime/debugAdapter/openRuns.ts';
import { SharedRun } from '../../runtime/debugAdapter/sharedRun.ts';
import type { Answer } from '../../runtime/interpreter/host.ts';
import { Programs } from '../../runtime/programs.ts';
import { debuggee } from '../kit/dapClient.ts';
import { testIdentity } from '../kit/fakeHost.ts';
import { type InlineAdapter, inlineAdapter } from '../kit/inlineAdapter.ts';

const text = `{
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Result": { "n": 1 }, "Next": "Ask" },
    "Ask": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Next": "Last" },
    "Last": { "Type": "Pass", "End": true }
  }
}
`;

/** A run that goes on by itself and waits for the answer to its task. */
function runningIn(runs: OpenRuns) {
  let answer = (_: Answer) => {};
  const machine = readStateMachine(parseJson(text).root);
  const engine = new Engine({
    machine,
    input: '{}',
    type: 'STANDARD',
    identity: testIdentity,
    seed: 1,
    start: 0,
    timeFactor: undefined,
    answer: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  const place = { path: '/flow.asl.json', machine: undefined, substitutions: new Map() };
  const program = {
    place,
    path: place.path,
    name: 'flow',
    lines: new LineIndex(text),
    machine,
    type: 'STANDARD',
  } as const;
  const run = new SharedRun('run-1', new Programs(program), engine);
  runs.add(run);
  const ended = run.go();
  return { engine, ended, answer: (given: Answer) => answer(given) };
}

async function attached(adapter: InlineAdapter, lines: readonly number[]): Promise<void> {
  await adapter.ask('initialize');
  const initialized = adapter.event('initialized');
  await adapter.ask('attach', { run: 'run-1' });
  await initialized;
  const breakpoints = lines.map((line) => ({ line }));
  await adapter.ask('setBreakpoints', { source: { path: '/flow.asl.json' }, breakpoints });
  await adapter.ask('configurationDone');
}

async function where(adapter: InlineAdapter): Promise<string | undefined> {
  const { stackFrames } = await adapter.ask<{ stackFrames: { name: string }[] }>('stackTrace', { threadId: 1 });
  return stackFrames[0]?.name;
}

const sent: Answer = { kind: 'succeeded', output: { sent: true } };

test('attach: breakpoints stop a run that was going on; left alone, it goes on', async () => {
  const runs = new OpenRuns();
  const run = runningIn(runs);
  const adapter = inlineAdapter(runs);
  await attached(adapter, [6]);
  await assert.rejects(attached(inlineAdapter(runs), []), /Another session/);
  const stopped = adapter.event<{ reason: string }>('stopped');
  run.answer(sent);
  assert.equal((await stopped).reason, 'breakpoint');
  assert.equal(await where(adapter), 'Last');
  const back = adapter.event('stopped');
  await adapter.ask('stepBack', { threadId: 1 });
  await back;
  assert.equal(await where(adapter), 'Ask');
  await assert.rejects(adapter.ask('restart'), /cannot be restarted/);
  await assert.rejects(adapter.ask('stepwise/reload'), /started with/);
  await adapter.ask('disconnect');
  await run.ended;
  assert.equal(run.engine.execution.output, '{"sent":true}');
});

test('attach: a session can be left while the run waits, and another one can end it', async () => {
  const runs = new OpenRuns();
  const run = runningIn(runs);
  const first = inlineAdapter(runs);
  await attached(first, []);
  await first.ask('disconnect', { terminateDebuggee: false });
  assert.equal(run.engine.execution.status, 'RUNNING');
  const second = inlineAdapter(runs);
  await attached(second, []);
  await second.ask('disconnect', { terminateDebuggee: true });
  await run.ended;
  assert.equal(run.engine.execution.status, 'ABORTED');
});

test('attach: an adapter of its own process says that there is nothing to attach to', async (t) => {
  const run = await debuggee(text);
  t.after(() => run.close());
  await run.client.initializeRequest();
  await assert.rejects(run.ask('attach', {}), /No run is going on/);
});
