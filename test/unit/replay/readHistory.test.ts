import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readHistory } from '../../../runtime/interpreter/readHistory.ts';
import { Replay } from '../../../runtime/interpreter/replay.ts';

const started = { id: 1, previousEventId: 0, timestamp: 1700000000.25, type: 'ExecutionStarted' };
const entered = {
  id: 2,
  previousEventId: 0,
  timestamp: '2023-11-14T22:13:21.500000+00:00',
  type: 'PassStateEntered',
  stateEnteredEventDetails: { name: 'One', input: '{}', inputDetails: { truncated: false } },
};
const ended = { id: 3, previousEventId: 2, timestamp: 1700000002000, type: 'ExecutionSucceeded' };

test('recorded history: answers, lists and pages of several answers give the same events', () => {
  const forms = [
    { events: [started, entered, ended] },
    [ended, entered, started],
    [{ events: [started, entered], nextToken: 'x' }, { events: [ended] }],
  ].map((form) => JSON.stringify(form));
  forms.push(`${JSON.stringify({ events: [started] })}\n${JSON.stringify({ events: [entered, ended] })}`);
  forms.push(
    `${JSON.stringify({ events: [started] }, null, 2)}\n${JSON.stringify({ events: [entered, ended] }, null, 2)}`,
  );
  for (const form of forms) {
    const { events, isPartial } = readHistory(form);
    assert.deepEqual(
      events.map(({ timestamp, type }) => [timestamp - 1700000000000, type]),
      [
        [250, 'ExecutionStarted'],
        [1500, 'PassStateEntered'],
        [2000, 'ExecutionSucceeded'],
      ],
    );
    assert.equal(events[1]?.stateEnteredEventDetails?.name, 'One');
    assert.equal(isPartial, false);
  }
});

test('recorded history: what is missing is noticed', () => {
  assert.equal(readHistory(JSON.stringify([started, entered])).isPartial, true);
  assert.equal(readHistory(JSON.stringify([entered, ended])).isPartial, true);
});

test('recorded history: names with a capital letter are read too', () => {
  const event = { Id: 1, Type: 'TaskStateEntered', Timestamp: 1, StateEnteredEventDetails: { Name: 'One' } };
  assert.equal(readHistory(JSON.stringify({ Events: [event] })).events[0]?.stateEnteredEventDetails?.name, 'One');
});

test('recorded history: what is none says why', () => {
  assert.equal(readHistory('{').problem, 'This is not JSON.');
  for (const text of ['{}', '[]', 'null', '3', '[[[1]]]', '{"events":{"id":1}}', '[{"id":"x","type":"T"}]']) {
    assert.equal(readHistory(text).problem, 'This holds no events of an execution.', text);
  }
});

const recordings = '../shared/conformance/executions';

test('recorded history: every recorded execution replays to its end', (context) => {
  if (!existsSync(recordings)) return context.skip(`there is no folder ${recordings}`);
  const index = JSON.parse(readFileSync(join(recordings, 'index.json'), 'utf8'));
  let looked = 0;
  for (const { file } of index.cases ?? index) {
    const recording = JSON.parse(readFileSync(join(recordings, file), 'utf8'));
    const recorded: object[] | undefined = recording.expected?.events;
    // Recordings whose ids were taken out are none that AWS would give.
    if (!recorded || recording.normalised?.length > 0) continue;
    looked++;
    const { events } = readHistory(JSON.stringify({ events: recorded }));
    assert.equal(events.length, recorded.length, file);
    const replay = new Replay(events);
    for (const name of replay.names) assert.ok(replay.stateAt(name, events.length), `${file}: ${name}`);
  }
  assert.ok(looked > 0);
});
