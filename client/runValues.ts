import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { RunValues, StateValues } from '../server/protocol.ts';

/** Larger texts, and more states, are not worth sending. */
const mostCharacters = 100_000;
const mostStates = 2_000;

type Found = { -readonly [Name in keyof StateValues]: StateValues[Name] };

/** What a history says of the data in its states. */
export function runValuesOf(uri: string, events: readonly HistoryEvent[]): RunValues {
  const states = new Map<string, Found>();
  const variables = new Map<string, string>();
  const owners = new Map<number, Found | undefined>();
  for (const event of events) {
    const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = event;
    const owner = entered ? begin(states, entered.name, entered.input) : owners.get(event.previousEventId);
    owners.set(event.id, owner);
    const result = event.taskSucceededEventDetails ?? event.lambdaFunctionSucceededEventDetails;
    if (owner && result) owner.result = within(result.output);
    if (owner && exited) owner.output = within(exited.output);
    for (const [name, value] of Object.entries(exited?.assignedVariables ?? {})) variables.set(name, value);
  }
  return {
    uri,
    input: within(events[0]?.executionStartedEventDetails?.input),
    states: [...states.values()].slice(0, mostStates),
    variables: Array.from(variables, ([name, value]) => ({ name, value })),
  };
}

function begin(states: Map<string, Found>, name: string, input: string): Found {
  const found: Found = { name, input: within(input), result: undefined, output: undefined };
  states.set(name, found);
  return found;
}

function within(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= mostCharacters ? text : undefined;
}
