import { type Command, exitCodes, type Terminal, UsageError } from './terminal.ts';
import { version } from './version.ts';

/** The commands by name; each is loaded when it is called. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['check', async () => (await import('./check.ts')).check],
  ['debug-adapter', async () => (await import('./debugAdapter.ts')).debugAdapter],
  ['graph', async () => (await import('./graph.ts')).graph],
  ['policy', async () => (await import('./policy.ts')).policy],
  ['run', async () => (await import('./run.ts')).run],
]);

/** Runs one command line, without `node` and the program's own name, and answers the exit code. */
export async function runStepwise(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(await help());
    return name === undefined ? exitCodes.unreadable : exitCodes.clean;
  }
  if (name === '--version' || name === '-v') {
    terminal.out(`${version}\n`);
    return exitCodes.clean;
  }
  const load = commands.get(name);
  if (!load) {
    terminal.error(`stepwise: there is no command ${name}; stepwise --help lists them\n`);
    return exitCodes.unreadable;
  }
  return runCommand(await load(), rest, terminal);
}

async function runCommand(command: Command, args: readonly string[], terminal: Terminal): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(command.help);
    return exitCodes.clean;
  }
  try {
    return await command.run(args, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.error(`stepwise ${command.name}: ${error.message}\n`);
    return exitCodes.unreadable;
  }
}

async function help(): Promise<string> {
  const loaded = await Promise.all([...commands.values()].map((load) => load()));
  const lines = loaded.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`);
  return `Usage: stepwise COMMAND [OPTIONS]

Checks and runs AWS Step Functions definitions on this machine.

Commands:
${lines.join('\n')}

stepwise COMMAND --help tells about one of them. stepwise --version prints the version.
`;
}
