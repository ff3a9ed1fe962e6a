import type { NestedExecution } from './execution.ts';
import { type Chronicle, historyEvents, jsonText } from './history.ts';
import type { Run } from './run.ts';

/** An execution that a task has started, for those who look on. */
export function nestedView(run: Run, chronicle: Chronicle): NestedExecution {
  const { origin, identity, status, startedAt, output, error, cause, events } = chronicle;
  return {
    id: origin.id,
    starter: origin.starter,
    machine: origin.machine,
    identity,
    status,
    startedAt,
    output: output === undefined ? undefined : jsonText(run, output),
    error,
    cause,
    eventCount: events.length,
    eventsFrom: (from) => historyEvents(run, chronicle, from),
  };
}
