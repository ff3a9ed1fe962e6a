import { matchesPattern } from '../../language/expressions/stringPattern.ts';
import type { State, StateMachine } from '../../language/model/stateMachine.ts';
import type { Strand } from '../interpreter/strands.ts';
import type { Interest, Moment } from './engine.ts';
import { evaluateText, holds, problemWith } from './expressions.ts';
import { fieldsOnLine, lineOf, type Program, stateOnLine } from './program.ts';
import { type FieldMoment, momentOfField } from './stages.ts';

/** A breakpoint as an editor asks for it. Lines count from 0. */
export interface LineWish extends Conditions {
  readonly line: number;
}

/** `name` is a state's name or its resource, `*` stands for anything. */
export interface NameWish extends Conditions {
  readonly name: string;
}

export interface Conditions {
  readonly condition?: string | undefined;
  readonly hitCondition?: string | undefined;
  readonly logMessage?: string | undefined;
}

/** What became of a wish. */
export interface Placed {
  readonly id: number;
  readonly verified: boolean;
  readonly line?: number;
  readonly message?: string;
}

/** Which errors to stop at; the names may have `*`, and none stands for all. */
export interface ErrorWish {
  readonly filter: 'all' | 'uncaught' | 'retried';
  readonly names: readonly string[];
}

/** Why the run stops. */
export interface Hit {
  readonly reason: 'breakpoint' | 'function breakpoint' | 'data breakpoint' | 'exception';
  readonly ids: readonly number[];
  readonly text?: string;
}

interface Breakpoint extends Conditions {
  readonly id: number;
  readonly reason: 'breakpoint' | 'function breakpoint';
  readonly states: readonly State[];
  readonly at: FieldMoment | undefined;
  /** The positions at which it was met, so that going back takes hits back too. */
  hits: number[];
}

/** All breakpoints of a session: where they are in the text, and whether they hold at a moment. */
export class Breakpoints {
  #nextId = 1;
  #lineWishes: readonly LineWish[] = [];
  #nameWishes: readonly NameWish[] = [];
  #lines: Breakpoint[] = [];
  #names: Breakpoint[] = [];
  #byState = new Map<State, Breakpoint[]>();
  #errors: readonly ErrorWish[] = [];
  #variables: ReadonlySet<string> = new Set();
  /** A watched variable that was just assigned. */
  #changed: string | undefined;
  readonly #log: (message: string) => void;

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  setLines(program: Program, wishes: readonly LineWish[]): readonly Placed[] {
    this.#lineWishes = wishes;
    const placed = wishes.map((wish) => this.#place(program, wish));
    this.#lines = placed.flatMap(({ breakpoint }) => breakpoint ?? []);
    this.#index();
    return placed.map(({ answer }) => answer);
  }

  setNames({ states }: StateMachine, wishes: readonly NameWish[]): readonly Placed[] {
    this.#nameWishes = wishes;
    this.#names = [];
    const placed = wishes.map((wish): Placed => {
      const id = this.#nextId++;
      const meant = states.filter((state) => namesOf(state).some((name) => matchesPattern(name, wish.name)));
      if (meant.length === 0) return { id, verified: false, message: `No state is called or uses ${wish.name}.` };
      const message = conditionProblem(wish, meant[0]);
      if (message !== undefined) return { id, verified: false, message };
      this.#names.push({ ...wish, id, reason: 'function breakpoint', states: meant, at: undefined, hits: [] });
      return { id, verified: true };
    });
    this.#index();
    return placed;
  }

  /** Puts all breakpoints where they belong in another text of the program. */
  placeAgain(program: Program): void {
    this.setLines(program, this.#lineWishes);
    this.setNames(program.machine, this.#nameWishes);
  }

  setErrors(wishes: readonly ErrorWish[]): void {
    this.#errors = wishes;
  }

  setVariables(names: ReadonlySet<string>): void {
    this.#variables = names;
  }

  /** Told of what a state assigns. */
  assigned(names: Iterable<string>): void {
    for (const name of names) if (this.#variables.has(name)) this.#changed = name;
  }

  /** What was assigned while the run went back is no reason to stop. */
  forgetAssigned(): void {
    this.#changed = undefined;
  }

  /** Quick: whether anything might stop the run here. */
  readonly interest: Interest = (_strand, state, _stage, kind) => {
    if (this.#changed !== undefined) return true;
    if (kind === 'fault') return this.#errors.length > 0;
    return kind !== 'within' && kind !== 'entry' && state !== undefined && this.#byState.has(state);
  };

  /** Why the run stops at a moment; undefined when it goes on. Messages of logpoints are said on the way forwards. */
  async hitAt(moment: Moment, strand: Strand, direction: 'forwards' | 'backwards'): Promise<Hit | undefined> {
    const changed = this.#changed;
    this.#changed = undefined;
    if (changed !== undefined) return { reason: 'data breakpoint', ids: [], text: `$${changed} was assigned.` };
    if (moment.kind === 'fault') return this.#errorAt(strand);
    const hits: Breakpoint[] = [];
    for (const breakpoint of (moment.state && this.#byState.get(moment.state)) ?? []) {
      if (!isAt(breakpoint.at, moment, strand)) continue;
      if (breakpoint.condition && !(await holds(breakpoint.condition, strand))) continue;
      if (!countHit(breakpoint, moment.position)) continue;
      if (breakpoint.logMessage === undefined || breakpoint.logMessage === '') hits.push(breakpoint);
      else if (direction === 'forwards') this.#log(await filledIn(breakpoint.logMessage, strand));
    }
    const [first] = hits;
    return first && { reason: first.reason, ids: hits.map(({ id }) => id) };
  }

  /** The lines between two on which a breakpoint stays where it is put. Lines count from 0. */
  locations(program: Program, from: number, to: number): readonly number[] {
    const lines = program.machine.states.flatMap((state) => [
      lineOf(program, state.nameRange),
      ...[...state.fields.values()]
        .filter(({ name }) => momentOfField(state, name) !== undefined)
        .map(({ member }) => lineOf(program, member.range)),
    ]);
    return [...new Set(lines)].filter((line) => from <= line && line <= to).sort((a, b) => a - b);
  }

  #errorAt({ fault, outlook }: Strand): Hit | undefined {
    if (fault === undefined || outlook === undefined) return undefined;
    const isWanted = this.#errors.some(({ filter, names }) => {
      if (filter === 'uncaught' && outlook.kind !== 'uncaught') return false;
      if (filter === 'retried' && outlook.kind !== 'retried') return false;
      return names.length === 0 || names.some((name) => matchesPattern(fault.error ?? '', name));
    });
    return isWanted ? { reason: 'exception', ids: [], text: fault.error ?? 'Error' } : undefined;
  }

  #place(program: Program, wish: LineWish): { answer: Placed; breakpoint?: Breakpoint } {
    const id = this.#nextId++;
    const state = stateOnLine(program, wish.line) ?? stateAfter(program, wish.line);
    if (state === undefined) {
      return { answer: { id, verified: false, message: 'There is no state on this line or after it.' } };
    }
    const field = fieldsOnLine(program, state, wish.line).find(({ name }) => momentOfField(state, name));
    const line = lineOf(program, field?.member.range ?? state.nameRange);
    const problem = conditionProblem(wish, state);
    if (problem !== undefined) return { answer: { id, verified: false, line, message: problem } };
    const at = field && momentOfField(state, field.name);
    const message = `Stops ${field === undefined ? `when ${state.name} begins` : `at ${field.name} of ${state.name}`}.`;
    const breakpoint: Breakpoint = { ...wish, id, reason: 'breakpoint', states: [state], at, hits: [] };
    return { answer: { id, verified: true, line, message }, breakpoint };
  }

  #index(): void {
    this.#byState = new Map();
    for (const breakpoint of [...this.#lines, ...this.#names]) {
      for (const state of breakpoint.states)
        this.#byState.set(state, [...(this.#byState.get(state) ?? []), breakpoint]);
    }
  }
}

function namesOf(state: State): readonly string[] {
  return state.type === 'Task' && 'value' in state.resource ? [state.name, state.resource.value] : [state.name];
}

function stateAfter(program: Program, line: number): State | undefined {
  return program.machine.states.find(({ nameRange }) => lineOf(program, nameRange) > line);
}

function isAt(at: FieldMoment | undefined, { kind, stage }: Moment, { retryCount }: Strand): boolean {
  if (at === undefined) return kind === 'attempt';
  if (at.kind === 'retry') return kind === 'attempt' && retryCount > 0;
  return at.kind === 'stage' ? stage === at.stage : kind === 'catcher';
}

/** What is wrong with a breakpoint's conditions, said at once. */
function conditionProblem({ condition, hitCondition, logMessage }: Conditions, state: State | undefined) {
  const language = state?.queryLanguage ?? 'JSONPath';
  const inCondition = condition ? problemWith(condition, language) : undefined;
  if (inCondition !== undefined) return `The condition cannot be read: ${inCondition}`;
  if (hitCondition && !hitPattern.test(hitCondition))
    return `The hit count “${hitCondition}” is not a number, a comparison such as >= 3, or % 2.`;
  const expressions = [...(logMessage ?? '').matchAll(placeholder)].map(([, text = '']) => problemWith(text, language));
  const inMessage = expressions.find((problem) => problem !== undefined);
  return inMessage === undefined ? undefined : `The message cannot be read: ${inMessage}`;
}

const hitPattern = /^\s*(==|>=|<=|>|<|%)?\s*(\d+)\s*$/;

/** Counts the hit, and says whether it is one that counts. */
function countHit(breakpoint: Breakpoint, position: number): boolean {
  breakpoint.hits = [...breakpoint.hits.filter((each) => each < position), position];
  const count = breakpoint.hits.length;
  const [, operator = '==', digits] = hitPattern.exec(breakpoint.hitCondition ?? '') ?? [];
  if (digits === undefined) return true;
  const number = Number(digits);
  if (operator === '%') return number > 0 && count % number === 0;
  if (operator === '>') return count > number;
  if (operator === '<') return count < number;
  if (operator === '>=') return count >= number;
  return operator === '<=' ? count <= number : count === number;
}

const placeholder = /\{([^{}]+)\}/g;

async function filledIn(message: string, strand: Strand): Promise<string> {
  const texts = [...message.matchAll(placeholder)].map(async ([, text = '']) => {
    const found = await evaluateText(text, strand);
    if (found.kind === 'value') return typeof found.value === 'string' ? found.value : JSON.stringify(found.value);
    return found.kind === 'nothing' ? 'nothing' : `{${found.message}}`;
  });
  const filled = (await Promise.all(texts))[Symbol.iterator]();
  return message.replace(placeholder, () => filled.next().value ?? '');
}
