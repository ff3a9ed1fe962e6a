import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../../../runtime/clocks.ts';
import type { Execution } from '../../../runtime/interpreter/execution.ts';
import type { Answer, TaskRequest } from '../../../runtime/interpreter/host.ts';
import { awsLimits } from '../../../runtime/interpreter/limits.ts';
import type { Snapshot } from '../../../runtime/interpreter/snapshot.ts';
import { fails, start, succeeds } from '../../kit/fakeHost.ts';
import { generateInput, generateMachine } from '../../kit/generateMachine.ts';

const machines = 2000;
/** A machine that goes in circles comes to its end soon. */
const limits = { ...awsLimits, events: 400 };

test('determinism: 2,000 made-up machines give the same events twice, step by step, and after going back', async () => {
  let events = 0;
  for (let seed = 0; seed < machines; seed++) {
    const once = await eventsOf(seed, Number.POSITIVE_INFINITY);
    assert.equal(await eventsOf(seed, 1), once, `seed ${seed}: paused after every step`);
    assert.equal(await eventsOf(seed, Number.POSITIVE_INFINITY), once, `seed ${seed}: run again`);
    assert.equal(await eventsAfterGoingBack(seed), once, `seed ${seed}: gone back`);
    events += once.split('\n').length;
  }
  assert.ok(events > machines * 5, `${events} events are too few to mean anything`);
});

async function eventsOf(seed: number, steps: number): Promise<string> {
  const { execution, clock } = start(generateMachine(seed), generateInput(seed), { seed, limits });
  await finish(execution, clock, seed, steps);
  return texts(execution);
}

/** Goes on to the end from a snapshot in the middle, goes back to it, and goes on again. */
async function eventsAfterGoingBack(seed: number): Promise<string> {
  const { execution, clock } = start(generateMachine(seed), generateInput(seed), { seed, limits });
  const taken: Snapshot[] = [];
  await finish(execution, clock, seed, 3, () => taken.push(execution.snapshot()));
  const middle = taken[Math.floor(taken.length / 2)];
  const first = taken[0];
  for (const snapshot of [middle, first]) {
    if (snapshot === undefined) continue;
    clock.set?.(snapshot.time);
    execution.restore(snapshot);
    assert.equal(execution.eventCount, snapshot.eventCount);
    await finish(execution, clock, seed, Number.POSITIVE_INFINITY);
  }
  return texts(execution);
}

async function finish(
  execution: Execution,
  clock: Clock,
  seed: number,
  steps: number,
  between: () => void = () => {},
): Promise<void> {
  for (let round = 0; round < 100_000; round++) {
    between();
    const waiting = execution.advance(steps);
    if (waiting.kind === 'ended') return;
    if (waiting.kind === 'evaluating') await waiting.settled;
    if (waiting.kind !== 'waiting') continue;
    let answered = false;
    for (const request of waiting.requests) {
      if (request.kind !== 'task') continue;
      const answer = answerTo(request, seed);
      if (answer !== undefined) answered = execution.answer(request.id, answer) || answered;
    }
    if (!answered && waiting.until !== undefined) await clock.until(waiting.until, new AbortController().signal);
    assert.ok(answered || waiting.until !== undefined, `seed ${seed} waits for nothing`);
  }
  assert.fail(`seed ${seed} does not end`);
}

/** Some succeed, some fail, some are never answered: the same for the same request. */
function answerTo({ state, invocation, input }: TaskRequest, seed: number): Answer | undefined {
  const mixed = (seed * 31 + state.length * 7 + Number(state.slice(1)) * 13 + invocation * 17) % 10;
  if (mixed === 0) return undefined;
  if (mixed < 4) return fails(mixed === 1 ? 'States.TaskFailed' : 'Made.Up', 'so it goes');
  return succeeds({ state, invocation, input });
}

function texts(execution: Execution): string {
  return execution
    .eventsFrom(0)
    .map((event) => JSON.stringify(event))
    .join('\n');
}
