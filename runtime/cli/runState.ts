import type { StateMachine } from '../../language/model/stateMachine.ts';
import type { TaskRunner } from '../drive.ts';
import type { Host, TaskAnswer, TaskRequest } from '../interpreter/host.ts';
import { testMachineState } from '../interpreter/testState.ts';
import { localRole } from './runOptions.ts';
import { exitCodes, type Terminal, UsageError } from './terminal.ts';

export interface OneState {
  readonly machine: StateMachine;
  readonly state: string;
  readonly input: string;
  readonly host: Host;
  readonly runTask: TaskRunner;
  readonly terminal: Terminal;
}

/** Runs one state as TestState does, with every value between its stages, and prints the answer. */
export async function runOneState({ machine, state, input, host, runTask, terminal }: OneState): Promise<number> {
  const request = { stateName: state, input, inspectionLevel: 'DEBUG', roleArn: localRole } as const;
  const answer = await testMachineState(machine, request, { host, runTask: (task) => answerTo(task, runTask) });
  if ('kind' in answer) throw new UsageError(answer.message);
  terminal.out(`${JSON.stringify(answer, null, 2)}\n`);
  return answer.status === 'SUCCEEDED' ? exitCodes.clean : exitCodes.findings;
}

async function answerTo(task: TaskRequest, runTask: TaskRunner): Promise<TaskAnswer> {
  const answer = await runTask(task, new AbortController().signal, () => {});
  return answer ?? { kind: 'failed', error: 'States.Timeout' };
}
