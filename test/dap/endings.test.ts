import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { seededRandom } from '../../runtime/virtualHost.ts';
import { type Debuggee, debuggee } from '../kit/dapClient.ts';

const text = `{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "ItemsPath": "$.list",
      "ItemProcessor": { "StartAt": "Item", "States": { "Item": { "Type": "Pass", "End": true } } },
      "Next": "Ask"
    },
    "Ask": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Next": "Wait" },
    "Wait": { "Type": "Wait", "Seconds": 3600, "Next": "Done" },
    "Done": { "Type": "Succeed" }
  }
}
`;

const random = seededRandom(8);
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;

const endings = {
  disconnect: (run: Debuggee) => run.ask('disconnect'),
  terminate: async (run: Debuggee) => {
    const ended = run.ended();
    await run.ask('terminate');
    await ended;
    await run.ask('disconnect');
  },
  'a closed pipe': async (run: Debuggee) => run.adapter.stdin?.end(),
};

for (const [name, end] of Object.entries(endings)) {
  test(`endings: after ${name} the adapter is gone, wherever the run was`, async (t) => {
    for (const where of ['standing', 'standing', 'asking', 'waiting'] as const) {
      const run = await debuggee(text);
      t.after(() => run.close());
      const exited = once(run.adapter, 'exit');
      await bring(run, where);
      await end(run);
      const [code] = await exited;
      assert.equal(code, 0, where);
    }
  });
}

/** Brings a run to some stop by steps that a seed chooses; or lets it go on until it asks, or waits for its clock. */
async function bring(run: Debuggee, where: 'standing' | 'asking' | 'waiting'): Promise<void> {
  const stop = run.stopped();
  await run.launch({ clock: 'real', stopOnEntry: true, input: { list: [1, 2] } });
  let { threadId } = await stop;
  for (let steps = where === 'standing' ? Math.floor(random.next() * 6) : 0; steps > 0; steps--) {
    const command = oneOf(['stepIn', 'stepIn', 'stepBack']);
    ({ threadId } = await run.until(command, { threadId }));
  }
  if (where === 'standing') return;
  const asked = run.client.waitForEvent('stepwise/taskAsked');
  await run.ask('continue', { threadId });
  await asked;
  if (where === 'asking') return;
  await run.ask('evaluate', { expression: '.succeed {}', context: 'repl' });
}

test('sessions: two on one file do not disturb each other', async (t) => {
  const first = await debuggee(text);
  const second = await debuggee(text);
  t.after(() => Promise.all([first.close(), second.close()]));
  const stops = [first, second].map((run) => run.stopped());
  await first.launch({ stopOnEntry: true, input: { list: [] } });
  await second.launch({ program: first.path, stopOnEntry: true, input: { list: [1] } });
  await Promise.all(stops);
  await first.ask('disconnect');
  assert.match(await second.log(1, ['State']), /^Each :4\n {2}State\n {4}input: \{"list":\[1\]\}/);
});

test('hot change: a file that cannot be read any more, or means nothing, leaves the run as it is', async (t) => {
  const run = await debuggee(text);
  t.after(() => run.close());
  const stop = run.stopped();
  await run.launch({ stopOnEntry: true, input: { list: [] } });
  await stop;
  run.write('workflow.asl.json', '{ "StartAt": ');
  await assert.rejects(run.ask('stepwise/reload'));
  assert.match(await run.log(1, []), /^Each :4/);
});
