import { runStepwise } from '../../runtime/cli/stepwise.ts';
import { processTerminal } from '../../runtime/cli/terminal.ts';

// What `stepwise debug-adapter` runs; the client that tests use can pass no arguments on.
process.exitCode = await runStepwise(['debug-adapter'], processTerminal());
