import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { JsonObject } from '../../language/json.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { virtualClock } from '../../runtime/clocks.ts';
import { Engine } from '../../runtime/debugAdapter/engine.ts';
import { drive } from '../../runtime/drive.ts';
import { startExecution } from '../../runtime/interpreter/execute.ts';
import type { Gate } from '../../runtime/interpreter/gate.ts';
import { virtualHost } from '../../runtime/virtualHost.ts';
import { testIdentity } from '../kit/fakeHost.ts';

/** A loop that makes about 20,000 events. */
const loops = 4990;
const definition: JsonObject = {
  StartAt: 'Check',
  States: {
    Check: { Type: 'Choice', Choices: [{ Variable: '$.i', NumericLessThan: loops, Next: 'Add' }], Default: 'Done' },
    Add: { Type: 'Pass', Parameters: { 'i.$': 'States.MathAdd($.i, 1)' }, Next: 'Check' },
    Done: { Type: 'Succeed' },
  },
};
const machine = readStateMachine(parseJson(JSON.stringify(definition)).root);
const input = '{"i": 0}';
const states: Gate = (_strand, _state, _stage, kind) => kind === 'attempt';
const nothing: Gate = () => false;

/** What the debugger costs: a run without a stop, a step back, and memory, each against a plain run or its goal. */
export async function benchDebugger(): Promise<void> {
  for (let warmUp = 0; warmUp < 3; warmUp++) await Promise.all([plainRun(), debuggedRun()]);
  const plain = await fastest(plainRun);
  const debugged = await fastest(debuggedRun);
  console.log(`under the debugger, no stop: ${(debugged / plain).toFixed(2)} × a plain run (goal: < 2)`);
  const engine = await debuggedRun();
  const back: number[] = [];
  for (let times = 0; times < 20; times++) back.push(await timed(() => engine.back(states, () => true)));
  const worst = Math.max(...back).toFixed(1);
  console.log(`a step back in ${engine.execution.eventCount} events: at most ${worst} ms (goal: 100 ms)`);
  const [ofPlain, ofDebugged] = [await memoryOf(plainRun), await memoryOf(debuggedRun)];
  console.log(`memory: ${(ofDebugged / ofPlain).toFixed(2)} × a plain run (goal: < 3)`);
}

async function plainRun() {
  const clock = virtualClock(0);
  const host = virtualHost(clock);
  const execution = startExecution({ machine, input, type: 'STANDARD', identity: testIdentity, host });
  await drive(execution, { clock, runTask: () => undefined });
  return execution;
}

async function debuggedRun(): Promise<Engine> {
  const engine = new Engine({
    machine,
    input,
    type: 'STANDARD',
    identity: testIdentity,
    seed: 1,
    start: 0,
    timeFactor: undefined,
    answer: () => undefined,
  });
  await engine.forward(nothing, () => false);
  return engine;
}

async function fastest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 15; round++) times.push(await timed(work));
  return Math.min(...times);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Bytes that a finished run holds. */
async function memoryOf(work: () => Promise<unknown>): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const kept: unknown[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let times = 0; times < 10; times++) kept.push(await work());
  collect();
  const bytes = process.memoryUsage().heapUsed - before;
  return kept.length > 0 ? bytes : 0;
}
