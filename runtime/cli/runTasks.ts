import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkMocks } from '../../language/mocks/checkMocks.ts';
import type { MockedWorkflow } from '../../language/mocks/mockedWorkflows.ts';
import { type MockFile, machineNamed, testCasesOf } from '../../language/mocks/mockFile.ts';
import { mockFileName } from '../../language/mocks/mockPlaces.ts';
import { parseMocks } from '../../language/mocks/parseMocks.ts';
import type { StateMachine } from '../../language/model/stateMachine.ts';
import { LineIndex } from '../../language/text.ts';
import type { TaskRunner } from '../drive.ts';
import type { NestedMachine } from '../interpreter/execution.ts';
import type { TaskAnswer, TaskRequest } from '../interpreter/host.ts';
import { startCall, unknownMachine } from '../interpreter/nestedCall.ts';
import { lambdaTasks } from '../lambdaEndpoint.ts';
import { mockedTasks } from '../mocks.ts';
import type { Programs } from '../programs.ts';
import { readText } from './definitionFile.ts';
import { localRole, type Options } from './runOptions.ts';
import { type Terminal, UsageError } from './terminal.ts';

/** Who does the tasks of a run. */
export interface Tasks {
  readonly runTask: TaskRunner;
  isAnswered(request: TaskRequest): boolean;
  /** What a task starts: a state machine that is here too. */
  nested(stateMachineArn: string, request: TaskRequest, from: StateMachine): NestedMachine | undefined;
}

/**
 * The tasks of a run, and of the executions that it starts: mocks answer first, then functions run where the options
 * say; all else fails, naming the state. The mock file may call the run's machine by the name of `workflow`.
 */
export function tasksOf(options: Options, workflow: MockedWorkflow, programs: Programs, terminal: Terminal): Tasks {
  const mocks = mocksFor(options, workflow, terminal);
  const mocked = mockedBy(mocks, workflow.name, options.testCase);
  const unmocked = lambdaTasks(options.lambdaEndpoint, unanswered);
  return {
    runTask: (request, ...rest) => mocked(request) ?? unmocked(request, ...rest),
    isAnswered: (request) => mocked(request) !== undefined,
    nested: (arn, _request, from) => programs.nested(from, arn, localRole),
  };
}

function unanswered(request: TaskRequest): TaskAnswer {
  const call = startCall(request);
  if (call !== undefined) return unknownMachine(call.stateMachineArn);
  const { state, resource } = request;
  const token = resource.endsWith('.waitForTaskToken') ? ', and nobody sends its token back' : '';
  const cause = `Nothing is mocked for the state '${state}' (${resource})${token}.`;
  return { kind: 'failed', error: 'States.TaskFailed', cause };
}

/** Says on the way which of the workflow's mocks stand for nothing. */
function mocksFor({ mocks, file }: Options, workflow: MockedWorkflow, terminal: Terminal): MockFile | undefined {
  const path = mocks ?? nearest(mockFileName, dirname(resolve(file)));
  if (path === undefined) return undefined;
  const text = readText(path);
  const found = parseMocks(text);
  const [problem] = found.problems;
  if (problem) throw new UsageError(`${path}: ${problem.message}`);
  const lines = new LineIndex(text);
  for (const { message, range } of checkMocks(ofWorkflow(found, workflow), {
    workflows: [workflow],
    resultOf: () => undefined,
  }))
    terminal.error(`${path}:${lines.positionAt(range.start).line + 1}: ${message}\n`);
  return found;
}

/** The mocks of other workflows are not this run's business. */
function ofWorkflow(file: MockFile, { name }: MockedWorkflow): MockFile {
  const own = machineNamed(file, name);
  return { ...file, machines: new Map([...file.machines].filter(([machine]) => machine === own)) };
}

function nearest(name: string, folder: string): string | undefined {
  const path = join(folder, name);
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  const isTop = dirname(folder) === folder || statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
  return isTop ? undefined : nearest(name, dirname(folder));
}

function mockedBy(
  mocks: MockFile | undefined,
  name: string,
  testCase: string | undefined,
): (request: TaskRequest) => TaskAnswer | undefined {
  const machine = mocks && machineNamed(mocks, name);
  const cases = mocks ? testCasesOf(mocks, machine) : [];
  if (testCase !== undefined && !cases.includes(testCase))
    throw new UsageError(
      `there is no test case ${testCase}${cases.length > 0 ? `; there are ${cases.join(', ')}` : ''}`,
    );
  return mocks ? mockedTasks(mocks, machine, testCase) : () => undefined;
}
