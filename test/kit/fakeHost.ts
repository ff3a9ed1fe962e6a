import type { Json } from '../../language/json.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { type Clock, virtualClock } from '../../runtime/clocks.ts';
import { type DriveOptions, drive, type TaskRunner } from '../../runtime/drive.ts';
import { startExecution } from '../../runtime/interpreter/execute.ts';
import type { Execution, ExecutionOptions, Identity } from '../../runtime/interpreter/execution.ts';
import type { TaskAnswer } from '../../runtime/interpreter/host.ts';
import { virtualHost } from '../../runtime/virtualHost.ts';

export const testIdentity: Identity = {
  executionArn: 'arn:aws:states:us-east-1:123456789012:execution:Machine:run',
  executionName: 'run',
  stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:Machine',
  stateMachineName: 'Machine',
  roleArn: 'arn:aws:iam::123456789012:role/Role',
  region: 'us-east-1',
};

/** When virtual time begins. */
export const dawn = Date.parse('2024-06-01T00:00:00Z');

export interface FakeRun {
  readonly execution: Execution;
  readonly clock: Clock;
}

/** An execution in a world whose clock jumps and whose chance is seeded. */
export function start(
  definition: Json | string,
  input: Json | string = {},
  options: Partial<ExecutionOptions> & { readonly seed?: number } = {},
): FakeRun {
  const { seed = 1, ...given } = options;
  const clock = virtualClock(dawn);
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const execution = startExecution({
    machine: readStateMachine(parseJson(text).root),
    input: typeof input === 'string' ? input : JSON.stringify(input),
    type: 'STANDARD',
    identity: testIdentity,
    host: virtualHost(clock, seed),
    ...given,
  });
  return { execution, clock };
}

/** Tasks that are answered from a table: state name → its answers in turn, the last one again and again. */
export function tasks(table: Readonly<Record<string, readonly (TaskAnswer | undefined)[]>>): TaskRunner {
  return ({ state, invocation }) => {
    const answers = table[state] ?? [];
    return answers[Math.min(invocation, answers.length - 1)];
  };
}

export const succeeds = (output: Json): TaskAnswer => ({ kind: 'succeeded', output });
export const fails = (error: string, cause?: string): TaskAnswer => ({
  kind: 'failed',
  error,
  ...(cause === undefined ? {} : { cause }),
});

/** Runs to the end in virtual time. */
export async function run(
  definition: Json | string,
  input: Json | string = {},
  options: Partial<ExecutionOptions> & Partial<DriveOptions> & { readonly seed?: number } = {},
): Promise<Execution> {
  const { runTask = () => undefined, storage, signal, onEvents, ...rest } = options;
  const { execution, clock } = start(definition, input, rest);
  await drive(execution, {
    clock,
    runTask,
    ...(storage ? { storage } : {}),
    ...(signal ? { signal } : {}),
    ...(onEvents ? { onEvents } : {}),
  });
  return execution;
}

/** The events in short: `3<-2 PassStateExited`. */
export function outline(execution: Execution): string[] {
  return execution.eventsFrom(0).map(({ id, previousEventId, type }) => `${id}<-${previousEventId} ${type}`);
}
