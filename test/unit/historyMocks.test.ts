import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseMocks } from '../../language/mocks/parseMocks.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { virtualClock } from '../../runtime/clocks.ts';
import { drive } from '../../runtime/drive.ts';
import { historyMocks, type SavedExecution } from '../../runtime/historyMocks.ts';
import type { HistoryEvent, HistoryEventType } from '../../runtime/interpreter/events.ts';
import { startExecution } from '../../runtime/interpreter/execute.ts';
import type { Execution } from '../../runtime/interpreter/execution.ts';
import { outcomeIn, readHistory } from '../../runtime/interpreter/readHistory.ts';
import { mockAnswer } from '../../runtime/mocks.ts';
import { virtualHost } from '../../runtime/virtualHost.ts';
import { root } from '../../scripts/vscode.ts';
import {
  casesIn,
  comparerIn,
  definitionTextOf,
  describeDifference,
  historyTextOf,
  identityOf,
  type RecordedCase,
} from '../kit/recordedCase.ts';

const recordings = join(root, '../shared/conformance/executions');
const task = { resourceType: 'sqs', resource: 'sendMessage' };
const scheduled = { taskScheduledEventDetails: { ...task, region: 'r', parameters: '{"n":1}' } };
const busy = { taskFailedEventDetails: { ...task, error: 'Busy', cause: 'later' } };

let id = 0;
function event(type: HistoryEventType, details: Partial<HistoryEvent> = {}): HistoryEvent {
  id++;
  return { id, previousEventId: id - 1, timestamp: 0, type, ...details };
}

const told = { truncated: false };
const history = [
  event('ExecutionStarted', { executionStartedEventDetails: { input: '{"n":1}', inputDetails: told } }),
  event('TaskStateEntered', { stateEnteredEventDetails: { name: 'Send', input: '{"n":1}', inputDetails: told } }),
  event('TaskScheduled', scheduled),
  event('TaskFailed', busy),
  event('TaskScheduled', scheduled),
  event('TaskFailed', busy),
  event('TaskScheduled', scheduled),
  event('TaskSucceeded', { taskSucceededEventDetails: { ...task, output: '{"id":"a"}', outputDetails: told } }),
  event('TaskStateExited', { stateExitedEventDetails: { name: 'Send', output: '{"id":"a"}', outputDetails: told } }),
  event('TaskStateEntered', { stateEnteredEventDetails: { name: 'Wait', input: '{}', inputDetails: told } }),
  event('TaskScheduled', scheduled),
  event('ExecutionAborted'),
];

test('history mocks: answer as the tasks did, invocation by invocation, in a test case of their own', () => {
  const known = parseMocks('{ "StateMachines": { "Other": { "TestCases": { "prod": {} } } }, "MockedResponses": {} }');
  const saved = historyMocks(history, { machine: 'Orders', testCase: 'prod', known });
  assert.deepEqual(saved, {
    testCase: 'prod 2',
    input: '{"n":1}',
    unanswered: ['Wait'],
    mocks: {
      StateMachines: { Orders: { TestCases: { 'prod 2': { Send: 'Send in prod 2' } } } },
      MockedResponses: {
        'Send in prod 2': {
          '0-1': { Throw: { Error: 'Busy', Cause: 'later' } },
          '2': { Return: { id: 'a' } },
        },
      },
    },
  });
});

test('history mocks: a recorded execution comes to the same end with its mocks and input', async (t) => {
  if (!existsSync(recordings)) return t.skip('no recordings beside the project');
  const { compareValue } = await comparerIn(join(root, '../shared'));
  let count = 0;
  for (const [name, recorded] of casesIn(recordings)) {
    if (recorded.kind !== 'execution' || !recorded.expected?.events) continue;
    const { events } = readHistory(historyTextOf(recorded));
    if (!events.some(({ type }) => /^(Task|LambdaFunction|Activity)Scheduled$/.test(type))) continue;
    const saved = historyMocks(events, { machine: 'Recorded', testCase: 'then', known: undefined });
    const end = outcomeIn((await runSaved(recorded, saved)).eventsFrom(0));
    const comparison = compareValue(recorded, outcomeIn(events), end);
    assert.ok(comparison.ok, `${name}: ${describeDifference(comparison)}`);
    count++;
  }
  t.diagnostic(`${count} executions with tasks`);
});

async function runSaved(recorded: RecordedCase, { mocks, testCase, input = '{}' }: SavedExecution): Promise<Execution> {
  const clock = virtualClock(Date.parse(recorded.clock ?? '2024-06-01T00:00:00Z'));
  const execution = startExecution({
    machine: readStateMachine(parseJson(definitionTextOf(recorded)).root),
    input,
    type: recorded.type,
    identity: identityOf(recorded),
    host: virtualHost(clock),
  });
  const file = parseMocks(JSON.stringify(mocks));
  assert.deepEqual(file.problems, []);
  await drive(execution, { clock, runTask: (request) => mockAnswer(file, 'Recorded', testCase, request) });
  return execution;
}
