import { type Json, type JsonObject, objectOf } from '../language/json.ts';
import type { MockFile } from '../language/mocks/mockFile.ts';
import type { HistoryEvent } from './interpreter/events.ts';
import { attemptsIn, inputIn, type RecordedAttempt } from './recordedAttempts.ts';

/** Where the mocks of a recorded execution are to go. */
export interface MocksWanted {
  /** The state machine's name in the mock file. */
  readonly machine: string;
  /** What the test case is to be called; a number is added where the name is taken. */
  readonly testCase: string;
  /** What is in the mock file already. */
  readonly known: MockFile | undefined;
}

/** A recorded execution, to be run again. */
export interface SavedExecution {
  /** A mock file with one test case, in the format of Step Functions Local. */
  readonly mocks: JsonObject;
  readonly testCase: string;
  /** A JSON text; undefined when the recording does not tell the input. */
  readonly input: string | undefined;
  /** The states of tasks that the recording leaves without an answer. */
  readonly unanswered: readonly string[];
}

/**
 * Turns a history into mocks: each task answers what it answered then, invocation by invocation. Mock files know
 * results and errors only, so a task that timed out fails with its error at once.
 */
export function historyMocks(events: readonly HistoryEvent[], wanted: MocksWanted): SavedExecution {
  const attempts = attemptsIn(events).filter(({ state }) => state !== '');
  const outcomes = new Map<string, Json[]>();
  for (const attempt of attempts) {
    const outcome = outcomeOf(attempt);
    if (outcome) outcomes.set(attempt.state, [...(outcomes.get(attempt.state) ?? []), outcome]);
  }
  const testCase = freeName(wanted, [...outcomes.keys()]);
  const responses = Array.from(outcomes, ([state, list]): [string, Json] => [
    responseName(state, testCase),
    numbered(list),
  ]);
  const states = [...outcomes.keys()].map((state): [string, Json] => [state, responseName(state, testCase)]);
  return {
    mocks: {
      StateMachines: objectOf([[wanted.machine, { TestCases: objectOf([[testCase, objectOf(states)]]) }]]),
      MockedResponses: objectOf(responses),
    },
    testCase,
    input: inputIn(events),
    unanswered: [...new Set(attempts.flatMap(({ state, outcome }) => (outcome ? [] : [state])))],
  };
}

function outcomeOf({ outcome }: RecordedAttempt): JsonObject | undefined {
  if (outcome?.kind !== 'failed') return outcome && { Return: outcome.output };
  const { error = 'States.TaskFailed', cause } = outcome;
  return { Throw: { Error: error, ...(cause !== undefined && { Cause: cause }) } };
}

/** What comes several times in a row is written once, for a range of invocations. */
function numbered(outcomes: readonly Json[]): JsonObject {
  const entries: { readonly first: number; readonly last: number; readonly outcome: Json }[] = [];
  for (const [invocation, outcome] of outcomes.entries()) {
    const before = entries.at(-1);
    if (before && JSON.stringify(before.outcome) === JSON.stringify(outcome))
      entries[entries.length - 1] = { ...before, last: invocation };
    else entries.push({ first: invocation, last: invocation, outcome });
  }
  return objectOf(
    entries.map(({ first, last, outcome }) => [first === last ? `${first}` : `${first}-${last}`, outcome]),
  );
}

/** A name that no machine of the file has for a test case, with names for its responses that are not there either. */
function freeName({ testCase, known }: MocksWanted, states: readonly string[]): string {
  const isTaken = (name: string) =>
    [...(known?.machines.values() ?? [])].some(({ testCases }) => testCases.has(name)) ||
    states.some((state) => known?.responses.has(responseName(state, name)));
  let name = testCase;
  for (let number = 2; isTaken(name); number++) name = `${testCase} ${number}`;
  return name;
}

function responseName(state: string, testCase: string): string {
  return `${state} in ${testCase}`;
}
