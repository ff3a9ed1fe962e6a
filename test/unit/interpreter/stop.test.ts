import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drive } from '../../../runtime/drive.ts';
import { awsLimits } from '../../../runtime/interpreter/limits.ts';
import { start, succeeds } from '../../kit/fakeHost.ts';
import { generateInput, generateMachine } from '../../kit/generateMachine.ts';

const machines = 200;
const limits = { ...awsLimits, events: 60 };

test('stop: 200 made-up machines, stopped before each of their steps, leave nothing behind', async () => {
  let stops = 0;
  for (let seed = 0; seed < machines; seed++) {
    for (let step = 0; await stopsBefore(step, seed); step++) stops++;
  }
  assert.ok(stops > machines * 10, `${stops} stops are too few to mean anything`);
});

/** False when the run has ended before that step. */
async function stopsBefore(step: number, seed: number): Promise<boolean> {
  const { execution, clock } = start(generateMachine(seed), generateInput(seed), { seed, limits });
  const underWay = new Map<number, AbortSignal>();
  const asked: number[] = [];
  const stop = new AbortController();
  let rounds = 0;
  await drive(execution, {
    clock,
    signal: stop.signal,
    stepsAtOnce: 1,
    between: async () => void (rounds++ === step && execution.status === 'RUNNING' && stop.abort()),
    runTask(request, signal) {
      asked.push(request.id);
      if ((request.invocation + seed) % 3 === 0) return succeeds({ n: seed });
      underWay.set(request.id, signal);
      return new Promise((resolve) =>
        setImmediate(() => {
          underWay.delete(request.id);
          resolve(succeeds({ n: 1 }));
        }),
      );
    },
  });
  if (!stop.signal.aborted) return false;
  const where = `seed ${seed}, stopped before step ${step}`;
  assert.equal(execution.status, 'ABORTED', where);
  assert.equal(execution.eventsFrom(0).at(-1)?.type, 'ExecutionAborted', where);
  assert.deepEqual(execution.strands(), [], where);
  assert.deepEqual(execution.advance(), { kind: 'ended' }, where);
  for (const signal of underWay.values()) assert.ok(signal.aborted, where);
  for (const id of asked) assert.equal(execution.answer(id, succeeds(1)), false, where);
  const ended = execution.eventCount;
  await clock.until(clock.now() + 1e9, new AbortController().signal);
  execution.advance();
  assert.equal(execution.eventCount, ended, where);
  return true;
}
