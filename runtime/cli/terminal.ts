/** What a command may do to the world around it; tests give their own. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  /** All of standard input. */
  input(): Promise<string>;
  readonly colours: boolean;
}

/** A word after `stepwise`, by which one of its commands is called. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What `stepwise NAME --help` prints. */
  readonly help: string;
  /** Answers the exit code. Rejects with a `UsageError` when it was called wrongly. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** The command line makes no sense; the message says to whoever typed it why. */
export class UsageError extends Error {}

export const exitCodes = { clean: 0, findings: 1, unreadable: 2 } as const;

/** The terminal that the process runs in. NO_COLOR (of any value but empty) turns colours off. */
export function processTerminal(): Terminal {
  return {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    input: readInput,
    colours: process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
  };
}

async function readInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  return text;
}
