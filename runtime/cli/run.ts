import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import type { StateMachine } from '../../language/model/stateMachine.ts';
import { kindOfFile, readDocument } from '../../language/readDocument.ts';
import { type Clock, realClock, scaledClock, virtualClock } from '../clocks.ts';
import { drive, type TaskRunner } from '../drive.ts';
import { folderStorage } from '../folderStorage.ts';
import { startExecution } from '../interpreter/execute.ts';
import type { Execution, Identity } from '../interpreter/execution.ts';
import { type MockFile, machineNamed, mockAnswer, testCasesOf } from '../mocks.ts';
import { nodeHost } from '../nodeHost.ts';
import { parseMocks } from '../parseMocks.ts';
import { virtualHost } from '../virtualHost.ts';
import { runReporter } from './runReport.ts';
import { runOneState } from './runState.ts';
import { type Command, exitCodes, type Terminal, UsageError } from './terminal.ts';

const help = `Usage: stepwise run [OPTIONS] FILE

Runs a state machine here, with mocked tasks, and prints its output.

FILE is a definition (.asl.json, .asl, .asl.yaml) or a template that holds exactly one.

Options:
  --input FILE        the execution's input as JSON; - for standard input (default: {})
  --mocks FILE        mocked responses (default: the nearest MockConfigFile.json from FILE upwards)
  --case NAME         the test case of the mocks (default: the only one, or the first)
  --state NAME        runs this one state alone, as TestState does
  --real-time         waits take their time; otherwise they take none
  --time-scale N      N seconds pass in each real one
  --seed N            makes chance repeatable (default: 1; with --real-time true chance)
  --s3 FOLDER         the folder that stands for S3 in distributed Maps: a folder in it for each bucket
  --events            prints the history's events, one JSON object a line
  --json              prints one JSON object: status, output or error and cause, and the events if asked for
  --help              this text

Exit code: 0 when the execution succeeded, 1 when it did not, 2 when it could not be run.
`;

interface Options {
  readonly file: string;
  readonly input: string | undefined;
  readonly mocks: string | undefined;
  readonly testCase: string | undefined;
  readonly state: string | undefined;
  readonly timeScale: number | undefined;
  readonly seed: number | undefined;
  readonly s3: string | undefined;
  readonly events: boolean;
  readonly json: boolean;
}

export const run: Command = {
  name: 'run',
  summary: 'run a state machine with mocked tasks',
  help,
  run: async (args, terminal) => {
    const options = readOptions(args);
    const text = readText(options.file);
    const definition = definitionIn(text, options.file);
    const input = await readInput(options, terminal);
    const name = basename(options.file).replace(/(\.asl)?\.\w+$/, '');
    const mocks = mocksFor(options);
    const clock = clockFor(options);
    const runTask = mockedTasks(mocks, name, options.testCase);
    const host = hostFor(options, clock);
    if (options.state !== undefined)
      return runOneState({ machine: definition, state: options.state, input, host, runTask, terminal });
    const identity = identityOf(name, host.uuid());
    const execution = startExecution({ machine: definition, input, type: 'STANDARD', identity, host });
    return runToEnd(execution, { options, clock, runTask, terminal });
  },
};

interface Running {
  readonly options: Options;
  readonly clock: Clock;
  readonly runTask: TaskRunner;
  readonly terminal: Terminal;
}

async function runToEnd(execution: Execution, { options, clock, runTask, terminal }: Running): Promise<number> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt);
  const reporter = runReporter(options, terminal);
  const storage = options.s3 === undefined ? {} : { storage: folderStorage(options.s3) };
  try {
    await drive(execution, { clock, runTask, ...storage, signal: stop.signal, onEvents: reporter.events });
  } finally {
    process.off('SIGINT', interrupt);
  }
  reporter.end(execution);
  return execution.status === 'SUCCEEDED' ? exitCodes.clean : exitCodes.findings;
}

function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('name one file to run');
  const scale = numberOf('--time-scale', values['time-scale']);
  if (scale !== undefined && scale <= 0) throw new UsageError('--time-scale is a number above 0');
  return {
    file,
    input: values.input,
    mocks: values.mocks,
    testCase: values.case,
    state: values.state,
    timeScale: values['real-time'] ? 1 : scale,
    seed: numberOf('--seed', values.seed),
    s3: values.s3,
    events: values.events,
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        input: text,
        mocks: text,
        case: text,
        state: text,
        'real-time': flag,
        'time-scale': text,
        seed: text,
        s3: text,
        events: flag,
        json: flag,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function numberOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw new UsageError(`${option} is a number`);
  return number;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UsageError(isMissing ? `there is no file ${path}` : `cannot read ${path}: ${String(error)}`);
  }
}

function definitionIn(text: string, path: string): StateMachine {
  const kind = kindOfFile(path);
  if (kind === undefined) throw new UsageError(`${path} is no kind of file that holds a definition`);
  const definitions = readDocument(text, kind);
  const [only] = definitions;
  if (only === undefined) throw new UsageError(`there is no definition in ${path}`);
  if (definitions.length > 1)
    throw new UsageError(`${path} holds ${definitions.length} definitions; cut out the one to run`);
  return readStateMachine(only.root);
}

async function readInput({ input }: Options, terminal: Terminal): Promise<string> {
  const text = input === undefined ? '{}' : input === '-' ? await terminal.input() : readText(input);
  try {
    JSON.parse(text);
  } catch (error) {
    throw new UsageError(`the input is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return text;
}

function mocksFor({ mocks, file }: Options): MockFile | undefined {
  const path = mocks ?? nearest('MockConfigFile.json', dirname(resolve(file)));
  if (path === undefined) return undefined;
  const found = parseMocks(readText(path));
  const [problem] = found.problems;
  if (problem) throw new UsageError(`${path}: ${problem.message}`);
  return found;
}

function nearest(name: string, folder: string): string | undefined {
  const path = join(folder, name);
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  const isTop = dirname(folder) === folder || statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
  return isTop ? undefined : nearest(name, dirname(folder));
}

/** Mocked answers; a task that has none fails, naming its state. */
function mockedTasks(mocks: MockFile | undefined, name: string, testCase: string | undefined): TaskRunner {
  const machine = mocks && machineNamed(mocks, name);
  const cases = mocks ? testCasesOf(mocks, machine) : [];
  if (testCase !== undefined && !cases.includes(testCase))
    throw new UsageError(
      `there is no test case ${testCase}${cases.length > 0 ? `; there are ${cases.join(', ')}` : ''}`,
    );
  return (request) => {
    const answer = mocks && mockAnswer(mocks, machine, testCase ?? cases[0], request);
    const cause = `Nothing is mocked for the state '${request.state}' (${request.resource}).`;
    return answer ?? { kind: 'failed', error: 'States.TaskFailed', cause };
  };
}

function clockFor({ timeScale }: Options): Clock {
  if (timeScale === undefined) return virtualClock(Date.now());
  return timeScale === 1 ? realClock() : scaledClock(timeScale);
}

function hostFor({ seed, timeScale }: Options, clock: Clock) {
  return seed === undefined && timeScale !== undefined ? nodeHost(clock) : virtualHost(clock, seed ?? 1);
}

function identityOf(name: string, run: string): Identity {
  const base = 'arn:aws:states:us-east-1:123456789012';
  const machine = name.replace(/[^\w-]/g, '-') || 'StateMachine';
  return {
    executionArn: `${base}:execution:${machine}:${run}`,
    executionName: run,
    stateMachineArn: `${base}:stateMachine:${machine}`,
    stateMachineName: machine,
    roleArn: 'arn:aws:iam::123456789012:role/StepwiseLocal',
    region: 'us-east-1',
  };
}
