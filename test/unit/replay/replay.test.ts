import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { HistoryEvent } from '../../../runtime/interpreter/events.ts';
import { Replay, type StateStatus } from '../../../runtime/interpreter/replay.ts';

type Detail = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp' | 'type'>;

/** `previous` counts from 1; ids and seconds follow from the place in the list. */
function history(
  ...events: readonly [type: HistoryEvent['type'], previous: number, detail?: Detail][]
): HistoryEvent[] {
  return events.map(([type, previousEventId, detail], index) => ({
    id: index + 1,
    previousEventId,
    timestamp: 1000 * index,
    type,
    ...detail,
  }));
}

const truncated = { truncated: false };
const entered = (name: string, input = '{}'): Detail => ({
  stateEnteredEventDetails: { name, input, inputDetails: truncated },
});
const exited = (name: string, output = '{}'): Detail => ({
  stateExitedEventDetails: { name, output, outputDetails: truncated },
});
const iteration = (kind: 'Started' | 'Succeeded' | 'Failed' | 'Aborted', index: number): Detail => ({
  [`mapIteration${kind}EventDetails`]: { name: 'Each', index },
});

test('replay: a retried and caught task shows its attempts, its error and the way it took', () => {
  const replay = new Replay(
    history(
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, entered('Work', '{"a":1}')],
      [
        'LambdaFunctionScheduled',
        2,
        { lambdaFunctionScheduledEventDetails: { resource: 'f', input: '1', inputDetails: truncated } },
      ],
      ['LambdaFunctionStarted', 3],
      ['LambdaFunctionFailed', 4, { lambdaFunctionFailedEventDetails: { error: 'Busy', cause: 'first' } }],
      [
        'LambdaFunctionScheduled',
        5,
        { lambdaFunctionScheduledEventDetails: { resource: 'f', input: '1', inputDetails: truncated } },
      ],
      ['LambdaFunctionStarted', 6],
      ['LambdaFunctionFailed', 7, { lambdaFunctionFailedEventDetails: { error: 'Busy', cause: 'second' } }],
      ['TaskStateExited', 8, exited('Work', '{"Error":"Busy"}')],
      ['PassStateEntered', 9, entered('Mend')],
      ['PassStateExited', 10, exited('Mend')],
      ['ExecutionSucceeded', 11],
    ),
  );
  assert.deepEqual(statuses(replay, 'Work'), 'running×3 failed running×2 failed caught×4'.split(' '));
  const visit = replay.stateAt('Work', 12)?.latest;
  assert.ok(visit);
  const { input, output, error, cause, attempts, entered: from, left } = replay.detailsAt(visit, 12);
  assert.deepEqual([input, output, error, cause, attempts], ['{"a":1}', '{"Error":"Busy"}', 'Busy', 'second', 2]);
  assert.deepEqual([from, left], [1000, 8000]);
  assert.equal(replay.detailsAt(visit, 5).cause, 'first');
  assert.equal(replay.detailsAt(visit, 5).output, undefined);
  assert.deepEqual(
    replay.edgesAt(12).map(({ from: source, to, kind }) => `${kind} ${source} ${to}`),
    ['start undefined Work', 'catch Work Mend', 'end Mend undefined'],
  );
});

test('replay: a failing Map counts its items and aborts what was going on', () => {
  const replay = new Replay(
    history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Each', '[1,2]')],
      ['MapStateStarted', 2, { mapStateStartedEventDetails: { length: 2 } }],
      ['MapIterationStarted', 3, iteration('Started', 0)],
      ['TaskStateEntered', 4, entered('Work')],
      ['MapIterationStarted', 3, iteration('Started', 1)],
      ['TaskStateEntered', 6, entered('Work')],
      [
        'TaskFailed',
        7,
        { taskFailedEventDetails: { resourceType: 'sqs', resource: 'send', error: 'No', cause: 'because' } },
      ],
      ['MapIterationFailed', 8, iteration('Failed', 1)],
      ['TaskStateAborted', 5],
      ['MapIterationAborted', 5, iteration('Aborted', 0)],
      ['MapStateFailed', 8],
      ['ExecutionFailed', 12, { executionFailedEventDetails: { error: 'No', cause: 'because' } }],
    ),
  );
  const each = replay.stateAt('Each', 7);
  assert.ok(each);
  assert.deepEqual(replay.iterationsAt(each.latest, 7), { total: 2, running: 2, succeeded: 0, failed: 0, aborted: 0 });
  assert.deepEqual(replay.iterationsAt(each.latest, 13), { total: 2, running: 0, succeeded: 0, failed: 1, aborted: 1 });
  assert.deepEqual(
    replay.visitsAt('Work', 13).map((visit) => [visit.iteration, replay.detailsAt(visit, 13).status]),
    [
      [0, 'aborted'],
      [1, 'failed'],
    ],
  );
  assert.deepEqual([replay.stateAt('Each', 13)?.status, replay.stateAt('Work', 13)?.status], ['failed', 'failed']);
  assert.equal(replay.failure, 12);
  assert.deepEqual(Object.fromEntries(replay.itemsAt(each.latest, 13)), { 0: 'aborted', 1: 'failed' });
});

test('replay: one item of a Map can be looked at alone', () => {
  const replay = new Replay(
    history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Each', '[1,2]')],
      ['MapStateStarted', 2, { mapStateStartedEventDetails: { length: 2 } }],
      ['MapIterationStarted', 3, iteration('Started', 0)],
      ['PassStateEntered', 4, entered('Left')],
      ['PassStateExited', 5, exited('Left')],
      ['MapIterationSucceeded', 6, iteration('Succeeded', 0)],
      ['MapIterationStarted', 3, iteration('Started', 1)],
      ['PassStateEntered', 8, entered('Right')],
    ),
  );
  const map = replay.stateAt('Each', 9)?.latest;
  assert.ok(map);
  const followed = { map, index: 0 };
  assert.equal(replay.stateAt('Left', 9, followed)?.status, 'succeeded');
  assert.equal(replay.stateAt('Right', 9, followed), undefined);
  assert.equal(replay.stateAt('Each', 9, followed)?.status, 'running');
  assert.deepEqual(
    replay.edgesAt(9, followed).map(({ from, to }) => [from, to]),
    [
      [undefined, 'Each'],
      [undefined, 'Left'],
      ['Left', undefined],
    ],
  );
});

test('replay: a state in a loop stands as its latest visit does', () => {
  const round = (previous: number): [HistoryEvent['type'], number, Detail][] => [
    ['PassStateEntered', previous, entered('Again')],
    ['PassStateExited', previous + 1, exited('Again')],
  ];
  const replay = new Replay(history(['ExecutionStarted', 0], ...round(1), ...round(3)));
  assert.deepEqual([replay.stateAt('Again', 4)?.status, replay.stateAt('Again', 4)?.visits], ['running', 2]);
  assert.deepEqual(replay.stateAt('Again', 5)?.counts.succeeded, 1);
});

test('replay: events may come bit by bit', () => {
  const events = history(
    ['ExecutionStarted', 0],
    ['WaitStateEntered', 0, entered('W')],
    ['WaitStateExited', 2, exited('W')],
  );
  const [whole, parts] = [new Replay(events), new Replay()];
  for (const event of events) parts.add([event]);
  for (let moment = 0; moment <= 3; moment++) assert.deepEqual(parts.stateAt('W', moment), whole.stateAt('W', moment));
  assert.equal(parts.stateAt('W', 2)?.status, 'waiting');
});

test('replay: a history without sense is read as far as it goes', () => {
  const odd = history(
    ['TaskFailed', 99],
    ['PassStateExited', 7, exited('Nobody')],
    ['MapIterationStarted', 3],
    ['ParallelStateSucceeded', 4],
  );
  const replay = new Replay([...odd, { id: 1, previousEventId: 1, timestamp: Number.NaN, type: 'ExecutionAborted' }]);
  assert.equal(replay.length, 5);
  assert.deepEqual([...replay.names], []);
});

test('replay: 25,000 events are scrubbed without delay', () => {
  const events: [HistoryEvent['type'], number, Detail?][] = [['ExecutionStarted', 0]];
  while (events.length < 25_000) {
    const previous = events.length;
    events.push(['PassStateEntered', previous, entered(`S${previous % 40}`)]);
    events.push(['PassStateExited', previous + 1, exited(`S${previous % 40}`)]);
  }
  const replay = new Replay(history(...events));
  const start = performance.now();
  for (let moment = 0; moment <= 25_000; moment += 25) {
    for (const name of replay.names) replay.stateAt(name, moment);
  }
  assert.ok(performance.now() - start < 1000, 'a thousand looks take less than a second');
});

const recorded = '../shared/conformance/executions';

test('replay: at the end of every recorded execution states stand as their events say', (context) => {
  if (!existsSync(recorded)) return context.skip(`there is no folder ${recorded}`);
  const looked = { executions: 0, states: 0, withoutHistory: 0 };
  for (const { kind, file } of casesIn(recorded)) {
    const recording = kind === 'execution' ? JSON.parse(readFileSync(join(recorded, file), 'utf8')) : undefined;
    const events: HistoryEvent[] | undefined = recording?.expected?.events;
    if (!events) {
      // Only how it ended was recorded.
      if (recording) looked.withoutHistory++;
      continue;
    }
    looked.executions++;
    const replay = new Replay(events);
    // Of recordings whose links were taken out only what was left and entered once can be followed.
    for (const [name, expected] of lastWords(events, recording.normalised?.length > 0 ? 'unlinked' : 'linked')) {
      looked.states++;
      assert.equal(replay.stateAt(name, events.length)?.status, expected, `${file}: ${name}`);
    }
  }
  context.diagnostic(
    `${looked.states} states of ${looked.executions} executions; ${looked.withoutHistory} have no history`,
  );
  assert.ok(looked.states > 0);
});

function casesIn(folder: string): readonly { kind: string; file: string }[] {
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  return index.cases ?? index;
}

/** The most pressing of a state's visits shows. */
const pressing: readonly StateStatus[] = ['failed', 'caught', 'aborted', 'succeeded'];

/** How the events that name a state, and those that their links lead to, say that its visits ended. */
function lastWords(events: readonly HistoryEvent[], links: 'linked' | 'unlinked'): Map<string, StateStatus> {
  const end = events.at(-1);
  const words = new Map<string, StateStatus>();
  const toTheEnd = new Set(end && wayTo(end, events));
  const exits = new Map(
    events.filter((each) => each.stateExitedEventDetails).map((exit) => [entryOf(exit, events), exit]),
  );
  const entries = events.filter((each) => each.stateEnteredEventDetails);
  for (const entry of entries) {
    const name = entry.stateEnteredEventDetails?.name ?? '';
    if (links === 'unlinked' && entries.filter((each) => each.stateEnteredEventDetails?.name === name).length > 1)
      continue;
    const exit =
      links === 'linked'
        ? exits.get(entry)
        : events.find(({ stateExitedEventDetails: exited }) => exited?.name === name);
    if (links === 'unlinked' && !exit) continue;
    const word = wordOf(entry, exit, end?.type, events, toTheEnd);
    const before = words.get(name);
    if (word && (!before || pressing.indexOf(word) < pressing.indexOf(before))) words.set(name, word);
  }
  return words;
}

function wordOf(
  entry: HistoryEvent,
  exit: HistoryEvent | undefined,
  end: HistoryEvent['type'] | undefined,
  events: readonly HistoryEvent[],
  toTheEnd: ReadonlySet<HistoryEvent>,
): StateStatus | undefined {
  if (entry.type === 'FailStateEntered') return 'failed';
  if (exit) return failedBefore(events, exit) ? 'caught' : 'succeeded';
  if (end === 'ExecutionFailed') return toTheEnd.has(entry) ? 'failed' : 'aborted';
  return end === 'ExecutionTimedOut' || end === 'ExecutionAborted' ? 'aborted' : undefined;
}

/** An event and those before it, by their links. */
function wayTo(event: HistoryEvent, events: readonly HistoryEvent[]): HistoryEvent[] {
  const way: HistoryEvent[] = [];
  for (let at: HistoryEvent | undefined = event; at && !way.includes(at); at = before(at, events)) way.push(at);
  return way;
}

/** What fails before a state's work begins names its state, or follows it. */
function before(event: HistoryEvent, events: readonly HistoryEvent[]): HistoryEvent | undefined {
  const place = events.indexOf(event);
  const state = event.evaluationFailedEventDetails?.state;
  if (state !== undefined)
    return events.slice(0, place).findLast(({ stateEnteredEventDetails: entered }) => entered?.name === state);
  if (event.previousEventId === 0 && event.type.endsWith('Failed')) return events[place - 1];
  return events.find(({ id }) => id === event.previousEventId);
}

/** Where the visit began that ends here. */
function entryOf(exit: HistoryEvent, events: readonly HistoryEvent[]): HistoryEvent | undefined {
  const name = exit.stateExitedEventDetails?.name;
  return wayTo(exit, events).find(({ stateEnteredEventDetails: entered }) => entered?.name === name);
}

function failedBefore(events: readonly HistoryEvent[], exit: HistoryEvent): boolean {
  const before = events.find(({ id }) => id === exit.previousEventId);
  const type = before?.type ?? '';
  const group = /^(Map|Parallel)StateExited$/.exec(exit.type)?.[1];
  if (!group) return /(Failed|TimedOut)$/.test(type);
  const own = events.filter((event) => event.id < exit.id && event.type.startsWith(`${group}State`)).at(-1);
  return own?.type === `${group}StateFailed`;
}

/** The statuses of a state through all moments, repeated ones counted. */
function statuses(replay: Replay, name: string): string[] {
  const runs: { status: string; times: number }[] = [];
  for (let moment = 1; moment <= replay.length; moment++) {
    const status = replay.stateAt(name, moment)?.status;
    if (status === undefined) continue;
    const run = runs.at(-1);
    if (run?.status === status) run.times++;
    else runs.push({ status, times: 1 });
  }
  return runs.map(({ status, times }) => (times > 1 ? `${status}×${times}` : status));
}
