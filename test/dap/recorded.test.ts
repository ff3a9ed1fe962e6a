import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { Engine } from '../../runtime/debugAdapter/engine.ts';
import { type RecordedHistory, recordedHistory } from '../../runtime/debugAdapter/historyAnswers.ts';
import type { Execution } from '../../runtime/interpreter/execution.ts';
import type { Gate } from '../../runtime/interpreter/gate.ts';
import { seededRandom } from '../../runtime/virtualHost.ts';
import { root } from '../../scripts/vscode.ts';
import { runRecorded } from '../conformance/suites/executions.ts';
import { memoryStorage } from '../kit/memoryStorage.ts';
import { casesIn, definitionTextOf, historyTextOf, identityOf, type RecordedCase } from '../kit/recordedCase.ts';
import { recordedTasks } from '../kit/recordedTasks.ts';

const recordings = join(root, '../shared/conformance/executions');
const howMany = 200;

const states: Gate = (_strand, _state, _stage, kind) => kind === 'attempt';
const stages: Gate = (_strand, _state, _stage, kind) => kind !== 'within';
const faults: Gate = (_strand, _state, _stage, kind) => kind === 'fault';
const always = () => true;

/** The same choice each time: the recordings in an order that a seed fixes. */
function chosenCases(): (readonly [string, RecordedCase])[] {
  const random = seededRandom(7);
  const cases = [...casesIn(recordings)].filter(([, { kind }]) => kind === 'execution');
  const shuffled = cases.map((each) => ({ each, order: random.next() })).sort((a, b) => a.order - b.order);
  return shuffled.slice(0, howMany).map(({ each }) => each);
}

function engineFor(recorded: RecordedCase, history?: RecordedHistory): Engine {
  const objects = new Map<string, string>();
  for (const { service, operation, parameters } of recorded.setup ?? []) {
    if (service === 's3' && operation === 'put_object')
      objects.set(`${parameters.Bucket}/${parameters.Key}`, String(parameters.Body));
  }
  const storage = memoryStorage(objects);
  const tasks = recordedTasks(recorded);
  const { signal } = new AbortController();
  return new Engine({
    machine: readStateMachine(parseJson(definitionTextOf(recorded)).root),
    input: history?.input ?? recorded.inputText ?? '{}',
    type: recorded.type,
    identity: identityOf(recorded),
    seed: 1,
    start: Date.parse(recorded.clock ?? '2024-06-01T00:00:00Z'),
    timeFactor: undefined,
    answer(request, progress) {
      if (request.kind === 'task' && history) {
        for (const answer of history.answersTo(request) ?? []) progress(answer);
        return undefined;
      }
      if (request.kind === 'task') return tasks(request, signal, progress);
      if (request.kind === 'read') return storage.read(request);
      return request.kind === 'list' ? storage.list(request) : storage.write(request);
    },
  });
}

async function stepToEnd(engine: Engine, granularity: Gate): Promise<number> {
  let stops = 0;
  while ((await engine.forward(granularity, always)).kind !== 'ended') stops++;
  return stops;
}

const eventsOf = (execution: Execution) => execution.eventsFrom(0);

test('recorded executions: give the same events under every way of stepping, and after going back', async (t) => {
  if (!existsSync(recordings)) return t.skip('no recordings beside the project');
  let [executions, moments] = [0, 0];
  for (const [name, recorded] of chosenCases()) {
    const plain = eventsOf(await runRecorded(recorded));
    const through = engineFor(recorded);
    await stepToEnd(through, () => false);
    assert.deepEqual(eventsOf(through.execution), plain, `${name}: continue`);
    const byState = engineFor(recorded);
    await stepToEnd(byState, states);
    assert.deepEqual(eventsOf(byState.execution), plain, `${name}: state by state`);
    const byStage = engineFor(recorded);
    moments += await stepToEnd(byStage, stages);
    assert.deepEqual(eventsOf(byStage.execution), plain, `${name}: stage by stage`);
    while (byStage.position > 0) await byStage.back(stages, always);
    assert.equal(byStage.execution.eventCount, 1, `${name}: at the start again`);
    await stepToEnd(byStage, states);
    assert.deepEqual(eventsOf(byStage.execution), plain, `${name}: back and forward again`);
    executions++;
  }
  t.diagnostic(`${executions} executions, ${moments} moments, each gone through forwards and backwards`);
});

test('from production: a failed execution fails in the same way with nothing but its history', async (t) => {
  if (!existsSync(recordings)) return t.skip('no recordings beside the project');
  let count = 0;
  const others: string[] = [];
  for (const [name, recorded] of casesIn(recordings)) {
    const events = recorded.expected?.events as Record<string, unknown>[] | undefined;
    if (recorded.kind !== 'execution' || events === undefined || !isFailureWithTasks(events)) continue;
    const history = recordedHistory(historyTextOf(recorded));
    const engine = engineFor(recorded, history);
    const stop = await engine.forward(faults, (moment) => isUncaught(engine, moment.strand));
    const stopped = stop.kind === 'moment' && engine.execution.strand(stop.moment.strand)?.fault?.error;
    await stepToEnd(engine, () => false);
    const last = events.at(-1) ?? {};
    const details = (last.executionFailedEventDetails ?? last.executionTimedOutEventDetails ?? {}) as {
      error?: string;
    };
    const end = engine.execution.eventsFrom(engine.execution.eventCount - 1)[0];
    const same = end?.type === last.type && engine.execution.error === details.error;
    // The clock of the whole execution strikes between states.
    const stoppedThere = last.type === 'ExecutionTimedOut' || stopped === details.error;
    if (!same || !stoppedThere) others.push(`${name}: ${stopped}, ${engine.execution.error}, not ${details.error}`);
    count++;
  }
  assert.deepEqual(others, []);
  t.diagnostic(`${count} failed executions`);
});

function isUncaught({ execution }: Engine, strand: number): boolean {
  return execution.strand(strand)?.outlook?.kind === 'uncaught';
}

function isFailureWithTasks(events: readonly Record<string, unknown>[]): boolean {
  const types = events.map(({ type }) => String(type));
  return (
    /^Execution(Failed|TimedOut)$/.test(types.at(-1) ?? '') &&
    types.some((type) => /^(Task|LambdaFunction|Activity)Scheduled$/.test(type))
  );
}
