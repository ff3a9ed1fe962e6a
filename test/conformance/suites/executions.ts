import { join } from 'node:path';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { virtualClock } from '../../../runtime/clocks.ts';
import { drive } from '../../../runtime/drive.ts';
import { startExecution } from '../../../runtime/interpreter/execute.ts';
import type { Execution } from '../../../runtime/interpreter/execution.ts';
import { virtualHost } from '../../../runtime/virtualHost.ts';
import { memoryStorage } from '../../kit/memoryStorage.ts';
import {
  type Comparer,
  casesIn,
  comparerIn,
  definitionTextOf,
  describeDifference,
  identityOf,
  type RecordedCase,
} from '../../kit/recordedCase.ts';
import { recordedTasks } from '../../kit/recordedTasks.ts';
import type { CaseResult, Suite } from '../suite.ts';

/** Recorded executions, event for event. */
export const executions: Suite = {
  name: 'executions',
  async *run(root) {
    const comparer = await comparerIn(root);
    for (const [name, recorded] of casesIn(join(root, 'conformance/executions'))) {
      if (recorded.kind === 'execution') yield { name, ...(await runCase(recorded, comparer)) };
    }
  },
};

async function runCase(recorded: RecordedCase, comparer: Comparer): Promise<Omit<CaseResult, 'name'>> {
  try {
    const execution = await runRecorded(recorded);
    const comparison = compare(recorded, execution, comparer);
    return comparison.ok ? { passed: true } : { passed: false, difference: describeDifference(comparison) };
  } catch (error) {
    return { passed: false, difference: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** The case on a virtual clock, its tasks answered as they were. */
export async function runRecorded(recorded: RecordedCase): Promise<Execution> {
  const clock = virtualClock(Date.parse(recorded.clock ?? '2024-06-01T00:00:00Z'));
  const execution = startExecution({
    machine: readStateMachine(parseJson(definitionTextOf(recorded)).root),
    input: recorded.inputText ?? '{}',
    type: recorded.type,
    identity: identityOf(recorded),
    host: virtualHost(clock),
  });
  const objects = new Map<string, string>();
  for (const { service, operation, parameters } of recorded.setup ?? []) {
    if (service !== 's3' || operation !== 'put_object') continue;
    objects.set(`${parameters.Bucket}/${parameters.Key}`, String(parameters.Body));
  }
  await drive(execution, { clock, runTask: recordedTasks(recorded), storage: memoryStorage(objects) });
  return execution;
}

function compare(recorded: RecordedCase, execution: Execution, comparer: Comparer) {
  const { events, startSyncExecution, describe, endEvent } = recorded.expected ?? {};
  if (events) return comparer.compareHistory(recorded, execution.eventsFrom(0));
  if (endEvent) return comparer.compareValue(recorded, endEvent, loggedEvent(execution));
  return comparer.compareValue(recorded, startSyncExecution ?? describe, description(execution, recorded));
}

/** The last event as a log shows it. */
function loggedEvent(execution: Execution) {
  const event = execution.eventsFrom(execution.eventCount - 1)[0];
  const { id, type, previousEventId, timestamp, ...details } = event ?? {};
  return {
    id: String(id),
    type,
    details: Object.values(details)[0],
    previous_event_id: String(previousEventId),
    event_timestamp: String(timestamp),
    execution_arn: execution.identity.executionArn,
    redrive_count: '0',
  };
}

/** The members that StartSyncExecution and DescribeExecution have in common, and those of the kind that was asked for. */
function description(execution: Execution, recorded: RecordedCase) {
  const { identity, status, output, error, cause } = execution;
  return {
    executionArn: identity.executionArn,
    stateMachineArn: identity.stateMachineArn,
    name: identity.executionName,
    startDate: execution.startedAt,
    stopDate: execution.endedAt,
    status,
    input: recorded.inputText,
    inputDetails: { included: true },
    ...(output === undefined ? {} : { output, outputDetails: { included: true } }),
    ...(status === 'TIMED_OUT' || error === undefined ? {} : { error }),
    ...(status === 'TIMED_OUT' || cause === undefined ? {} : { cause }),
    ...(recorded.expected?.startSyncExecution
      ? { billingDetails: { billedDurationInMilliseconds: 100, billedMemoryUsedInMB: 64 } }
      : { redriveCount: 0, redriveStatus: status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE' }),
  };
}
