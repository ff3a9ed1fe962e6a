import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import type { Catcher, State, StateMachine } from '../../language/model/stateMachine.ts';
import { kindOfFile, readDocument } from '../../language/readDocument.ts';
import { LineIndex, type TextRange } from '../../language/text.ts';

/** Something is wrong with what was asked for; the message is for whoever asked. */
export class Refusal extends Error {}

/** A definition with the text that it stands in. */
export interface Program {
  readonly path: string;
  readonly name: string;
  /** A template's own name for it. */
  readonly title: string | undefined;
  readonly lines: LineIndex;
  readonly machine: StateMachine;
  readonly type: 'STANDARD' | 'EXPRESS';
}

/** Reads a definition file, or a template that holds one or more. Throws a `Refusal`. */
export function loadProgram(path: string, machineName: string | undefined): Program {
  const text = readText(path);
  const kind = kindOfFile(path);
  if (kind === undefined) throw new Refusal(`${basename(path)} is no kind of file that holds a definition.`);
  const definitions = readDocument(text, kind);
  const titles = definitions.map(({ title }) => title ?? '').join(', ');
  const chosen =
    machineName === undefined ? definitions[0] : definitions.find(({ title }) => (title ?? '') === machineName);
  if (definitions.length === 0) throw new Refusal(`There is no state machine in ${basename(path)}.`);
  if (machineName === undefined && definitions.length > 1)
    throw new Refusal(`${basename(path)} holds more than one state machine; "machine" says which: ${titles}.`);
  if (chosen === undefined)
    throw new Refusal(`${basename(path)} has no state machine ${machineName}; it has ${titles}.`);
  return {
    path,
    name: chosen.title ?? basename(path).replace(/(\.asl)?\.\w+$/, ''),
    title: chosen.title,
    lines: new LineIndex(text),
    machine: readStateMachine(chosen.root),
    type: chosen.type ?? 'STANDARD',
  };
}

/** Throws a `Refusal` for a file that cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new Refusal(isMissing ? `There is no file ${path}.` : `${path} cannot be read: ${String(error)}`);
  }
}

/** Lines count from 0. */
export function lineOf({ lines }: Program, range: TextRange): number {
  return lines.positionAt(range.start).line;
}

/** The innermost state that has text on a line. */
export function stateOnLine(program: Program, line: number): State | undefined {
  const { lines, machine } = program;
  const from = lines.offsetAt({ line, character: 0 });
  const to = lines.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
  const there = machine.states.filter(({ range }) => range.start <= to && range.end >= from);
  const size = ({ range }: State) => range.end - range.start;
  return there.reduce<State | undefined>((best, each) => (best && size(best) <= size(each) ? best : each), undefined);
}

/** The fields of a state that have text on a line. */
export function fieldsOnLine(program: Program, state: State, line: number) {
  return [...state.fields.values()].filter(({ member }) => isOnLine(program, member.range, line));
}

/** The catcher that has text on a line, when it is only one. */
export function catcherOnLine(program: Program, state: State, line: number): Catcher | undefined {
  const there = 'catch' in state ? state.catch.filter(({ range }) => isOnLine(program, range, line)) : [];
  return there.length === 1 ? there[0] : undefined;
}

function isOnLine({ lines }: Program, { start, end }: TextRange, line: number): boolean {
  return lines.positionAt(start).line <= line && line <= lines.positionAt(end).line;
}
