import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import type { StateMachine } from '../../language/model/stateMachine.ts';
import { kindOfFile, readDocument } from '../../language/readDocument.ts';
import { loadProgram, type Program, Refusal } from '../program.ts';
import { UsageError } from './terminal.ts';

/** The text of a file that the command line names. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UsageError(isMissing ? `there is no file ${path}` : `cannot read ${path}: ${String(error)}`);
  }
}

/** The state machine that a file holds; of several the one that is called like that. */
export function definitionIn(text: string, path: string, machine?: string): StateMachine {
  const kind = kindOfFile(path);
  if (kind === undefined) throw new UsageError(`${path} is no kind of file that holds a definition`);
  const definitions = readDocument(text, kind);
  const matching = machine === undefined ? definitions : definitions.filter(({ title }) => title === machine);
  const [only] = matching;
  if (definitions.length === 0) throw new UsageError(`there is no definition in ${path}`);
  const names = definitions.map(({ title }) => title ?? 'one without a name').join(', ');
  if (only === undefined) throw new UsageError(`there is no definition called ${machine} in ${path}; it has ${names}`);
  if (matching.length > 1) throw new UsageError(`${path} holds ${matching.length} definitions: ${names}`);
  return readStateMachine(only.root);
}

/** The state machine to run: that of a definition file, or of a template or the file that it names, substitutions filled in. */
export function programIn(path: string): Program {
  readText(path);
  try {
    return loadProgram({ path: resolve(path), machine: undefined, substitutions: new Map() });
  } catch (error) {
    throw error instanceof Refusal ? new UsageError(error.message) : error;
  }
}
