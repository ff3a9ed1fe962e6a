import type { Command, Terminal } from './terminal.ts';
import { exitCodes } from './terminal.ts';

const help = `Usage: stepwise debug-adapter

Debugs state machines for an editor: speaks the Debug Adapter Protocol over standard input and output.
docs/debugging.md tells what a launch may say.
`;

export const debugAdapter: Command = {
  name: 'debug-adapter',
  summary: 'debug a state machine from an editor (DAP over stdio)',
  help,
  run: async (_args: readonly string[], _terminal: Terminal) => {
    const { DebugAdapter } = await import('../debugAdapter/adapter.ts');
    const adapter = new DebugAdapter();
    adapter.setRunAsServer(false);
    const ended = new Promise<void>((resolve) => process.stdin.once('close', resolve));
    adapter.start(process.stdin, process.stdout);
    await ended;
    return exitCodes.clean;
  },
};
