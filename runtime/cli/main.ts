import { runStepwise } from './stepwise.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await runStepwise(process.argv.slice(2), processTerminal());
