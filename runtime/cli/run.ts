import { basename } from 'node:path';
import { type Clock, realClock, scaledClock, virtualClock } from '../clocks.ts';
import { drive, type TaskRunner } from '../drive.ts';
import { folderStorage } from '../folderStorage.ts';
import { startExecution } from '../interpreter/execute.ts';
import type { Execution, Identity } from '../interpreter/execution.ts';
import { nodeHost } from '../nodeHost.ts';
import { Programs } from '../programs.ts';
import { virtualHost } from '../virtualHost.ts';
import { programIn, readText } from './definitionFile.ts';
import { help, localRole, type Options, readOptions } from './runOptions.ts';
import { runReporter } from './runReport.ts';
import { runOneState } from './runState.ts';
import { tasksOf } from './runTasks.ts';
import { type Command, exitCodes, type Terminal, UsageError } from './terminal.ts';

export const run: Command = {
  name: 'run',
  summary: 'run a state machine with mocked tasks',
  help,
  run: async (args, terminal) => {
    const options = readOptions(args);
    const program = programIn(options.file);
    const { machine, type } = program;
    if (machine.top.states.size === 0) throw new UsageError(`there are no states in ${options.file}`);
    const input = await readInput(options, terminal);
    const name = basename(options.file).replace(/(\.asl)?\.\w+$/, '');
    const clock = clockFor(options);
    const host = hostFor(options, clock);
    const { runTask, ...inside } = tasksOf(options, { name, machine }, new Programs(program), terminal);
    if (options.state !== undefined)
      return runOneState({ machine, state: options.state, input, host, runTask, terminal });
    const identity = identityOf(name, host.uuid());
    const execution = startExecution({ machine, input, type, identity, host, ...inside });
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

async function readInput({ input }: Options, terminal: Terminal): Promise<string> {
  const text = input === undefined ? '{}' : input === '-' ? await terminal.input() : readText(input);
  try {
    JSON.parse(text);
  } catch (error) {
    throw new UsageError(`the input is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return text;
}

/** A run with a seed is the same each time, down to its timestamps. */
const seededStart = Date.UTC(2025, 0, 1);

function clockFor({ seed, timeScale }: Options): Clock {
  if (timeScale === undefined) return virtualClock(seed === undefined ? Date.now() : seededStart);
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
    roleArn: localRole,
    region: 'us-east-1',
  };
}
