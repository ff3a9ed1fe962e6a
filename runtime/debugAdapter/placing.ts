import { matchesPattern } from '../../language/expressions/stringPattern.ts';
import type { Catcher, State } from '../../language/model/stateMachine.ts';
import type { Program } from '../program.ts';
import { type Conditions, conditionProblem, type Hits } from './conditions.ts';
import { catcherOnLine, fieldsOnLine, lineOf, stateOnLine } from './programLines.ts';
import { type FieldMoment, momentOfField } from './stages.ts';

/** A breakpoint as an editor asks for it. Lines count from 0. */
export interface LineWish extends Conditions {
  readonly line: number;
}

/** `name` is a state's name or its resource, `*` stands for anything. */
export interface NameWish extends Conditions {
  readonly name: string;
}

/** What became of a wish. */
export interface Placed {
  readonly id: number;
  readonly verified: boolean;
  readonly line?: number;
  readonly message?: string;
}

/** With the number that the editor knows it by and the times that it was met, wherever it is put. */
export type Wished<W> = W & { readonly id: number; readonly hits: Hits };

/** A breakpoint that has found its place. */
export interface Breakpoint extends Conditions {
  readonly id: number;
  readonly reason: 'breakpoint' | 'function breakpoint';
  readonly states: readonly State[];
  readonly at: FieldMoment | undefined;
  /** The only catcher that it means. */
  readonly catcher?: Catcher | undefined;
  readonly hits: Hits;
}

export interface Placing {
  readonly answer: Placed;
  readonly breakpoint?: Breakpoint;
}

/** The programs of one file: as its text is that lines are counted in, and as they run. */
export interface FileTexts {
  readonly written: readonly Program[];
  readonly running: readonly Program[];
}

/** Puts a breakpoint into a file, which may hold several programs, or none that is known. */
export function placedOnLine({ written, running }: FileTexts, wish: Wished<LineWish>): Placing {
  const { id } = wish;
  const refused = (message: string, line?: number) => {
    return { answer: { id, verified: false, ...(line !== undefined && { line }), message } };
  };
  if (written.length === 0) return refused('No workflow of this file is debugged.');
  const place = linePlace(written, wish.line);
  if (place === undefined) return refused('There is no state on this line or after it.');
  const line = lineOfPlace(place);
  const problem = conditionProblem(wish, place.state);
  if (problem !== undefined) return refused(problem, line);
  const here = written === running ? place : samePlace(place, running);
  if (here === undefined) return refused('The run goes on with the text as it was. Restart to stop here.', line);
  const { state, field, catcher } = here;
  const at = field === undefined ? undefined : momentOfField(state, field);
  const message = `Stops ${field === undefined ? `when ${state.name} begins` : `at ${field} of ${state.name}`}.`;
  return {
    answer: { id, verified: true, line, message },
    breakpoint: { ...wish, reason: 'breakpoint', states: [state], at, catcher },
  };
}

/** A breakpoint that moves with what it stands at, from one text of a file to another. */
export function movedWish({ written, running }: FileTexts, wish: Wished<LineWish>): Wished<LineWish> {
  const place = linePlace(written, wish.line);
  const there = place && samePlace(place, running);
  return there === undefined ? wish : { ...wish, line: lineOfPlace(there) };
}

/** What a breakpoint on a line stands at. */
interface LinePlace {
  readonly program: Program;
  readonly state: State;
  /** None where the state as a whole is meant. */
  readonly field: string | undefined;
  readonly catcher: Catcher | undefined;
}

function linePlace(programs: readonly Program[], line: number): LinePlace | undefined {
  const place = statePlace(programs, line);
  if (place === undefined) return undefined;
  const { program, state } = place;
  const isOnName = lineOf(program, state.nameRange) === line;
  const fields = isOnName ? [] : fieldsOnLine(program, state, line);
  const field = fields.find(({ name }) => momentOfField(state, name))?.name;
  return { program, state, field, catcher: field === 'Catch' ? catcherOnLine(program, state, line) : undefined };
}

function lineOfPlace({ program, state, field, catcher }: LinePlace): number {
  const member = field === undefined ? undefined : state.fields.get(field)?.member;
  return lineOf(program, catcher?.range ?? member?.range ?? state.nameRange);
}

/** The same place in another text of the file, by the names of the state and its field. */
function samePlace({ program: { name }, ...place }: LinePlace, programs: readonly Program[]): LinePlace | undefined {
  const program = programs.find((each) => each.name === name);
  const state = program?.machine.states.find((each) => each.name === place.state.name);
  if (program === undefined || state === undefined) return undefined;
  const field = place.field !== undefined && state.fields.get(place.field) ? place.field : undefined;
  return { program, state, field, catcher: catcherLike(place, state) };
}

function catcherLike({ state: before, catcher }: Pick<LinePlace, 'state' | 'catcher'>, state: State) {
  if (catcher === undefined || !('catch' in before) || !('catch' in state)) return undefined;
  return state.catch[before.catch.indexOf(catcher)];
}

/** The state on a line, else the next one. */
function statePlace(programs: readonly Program[], line: number) {
  for (const program of programs) {
    const state = stateOnLine(program, line);
    if (state !== undefined) return { program, state };
  }
  const later = programs.flatMap((program) =>
    program.machine.states.map((state) => ({ program, state, line: lineOf(program, state.nameRange) })),
  );
  return later.filter((each) => each.line > line).sort((a, b) => a.line - b.line)[0];
}

/** A breakpoint at all states that are called so, or use what is called so. */
export function placedByName(states: readonly State[], wish: Wished<NameWish>): Placing {
  const { id } = wish;
  const meant = states.filter((state) => namesOf(state).some((name) => matchesPattern(name, wish.name)));
  if (meant.length === 0)
    return { answer: { id, verified: false, message: `No state is called or uses ${wish.name}.` } };
  const message = conditionProblem(wish, meant[0]);
  if (message !== undefined) return { answer: { id, verified: false, message } };
  return {
    answer: { id, verified: true },
    breakpoint: { ...wish, reason: 'function breakpoint', states: meant, at: undefined },
  };
}

function namesOf(state: State): readonly string[] {
  return state.type === 'Task' && 'value' in state.resource ? [state.name, state.resource.value] : [state.name];
}

/** The lines between two on which a breakpoint stays where it is put. Lines count from 0. */
export function breakpointLines(programs: readonly Program[], from: number, to: number): readonly number[] {
  const lines = programs.flatMap((program) => program.machine.states.flatMap((state) => linesOf(program, state)));
  return [...new Set(lines)].filter((line) => from <= line && line <= to).sort((a, b) => a - b);
}

function linesOf(program: Program, state: State): readonly number[] {
  const fields = state.fields.list.filter(({ name }) => momentOfField(state, name) !== undefined);
  const catchers = 'catch' in state ? state.catch : [];
  const ranges = [state.nameRange, ...fields.map(({ member }) => member.range), ...catchers.map(({ range }) => range)];
  return ranges.map((range) => lineOf(program, range));
}
