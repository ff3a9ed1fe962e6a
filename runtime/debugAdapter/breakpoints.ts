import { matchesPattern } from '../../language/expressions/stringPattern.ts';
import type { Catcher, State, StateMachine } from '../../language/model/stateMachine.ts';
import type { Strand } from '../interpreter/strands.ts';
import type { Program } from '../program.ts';
import { type Conditions, conditionProblem, filledIn, Hits } from './conditions.ts';
import type { Interest, Moment } from './engine.ts';
import { catcherOnLine, fieldsOnLine, lineOf, stateOnLine } from './programLines.ts';
import { type FieldMoment, momentOfField } from './stages.ts';
import { Watches, type WatchWish } from './watches.ts';

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

/** Which errors to stop at; the names may have `*`, and none stands for all. */
export interface ErrorWish {
  readonly filter: 'all' | 'uncaught' | 'retried' | 'caught';
  readonly names: readonly string[];
}

/** Why the run stops. */
export interface Hit {
  readonly reason: 'breakpoint' | 'function breakpoint' | 'data breakpoint' | 'exception';
  readonly ids: readonly number[];
  readonly text?: string;
  /** A state's first stage is where the state begins, or where that field's breakpoint is. */
  readonly stands?: 'at field' | 'at state';
}

interface Breakpoint extends Conditions {
  readonly id: number;
  readonly reason: 'breakpoint' | 'function breakpoint';
  readonly states: readonly State[];
  readonly at: FieldMoment | undefined;
  /** The only catcher that it means. */
  readonly catcher?: Catcher | undefined;
  readonly hits: Hits;
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
  readonly watches = new Watches();
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
      this.#names.push({
        ...wish,
        id,
        reason: 'function breakpoint',
        states: meant,
        at: undefined,
        hits: new Hits(wish),
      });
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

  setWatches(wishes: readonly WatchWish[]): readonly Placed[] {
    return this.watches.set(wishes, () => this.#nextId++);
  }

  /** Quick: whether anything might stop the run here. */
  readonly interest: Interest = (_strand, state, _stage, kind) => {
    if (this.watches.hasChanged) return true;
    if (kind === 'fault') return this.#errors.length > 0;
    return kind !== 'within' && kind !== 'entry' && state !== undefined && this.#byState.has(state);
  };

  /** Why the run stops at a moment; undefined when it goes on. Messages of logpoints are said on the way forwards. */
  async hitAt(moment: Moment, strand: Strand, direction: 'forwards' | 'backwards'): Promise<Hit | undefined> {
    const watched = this.watches.hasChanged ? await this.watches.takeHit(strand, moment.position) : undefined;
    if (watched !== undefined) return watched;
    if (moment.kind === 'fault') return this.#errorAt(strand);
    const hits: Breakpoint[] = [];
    for (const breakpoint of (moment.state && this.#byState.get(moment.state)) ?? []) {
      if (!isAt(breakpoint, moment, strand) || !(await breakpoint.hits.countIn(strand, moment.position))) continue;
      if (breakpoint.logMessage === undefined || breakpoint.logMessage === '') hits.push(breakpoint);
      else if (direction === 'forwards') this.#log(await filledIn(breakpoint.logMessage, strand));
    }
    const [first] = hits;
    if (first === undefined) return undefined;
    const isAtField = hits.every(({ at }) => at?.kind === 'stage');
    return { reason: first.reason, ids: hits.map(({ id }) => id), stands: isAtField ? 'at field' : 'at state' };
  }

  /** The lines between two on which a breakpoint stays where it is put. Lines count from 0. */
  locations(program: Program, from: number, to: number): readonly number[] {
    const lines = program.machine.states.flatMap((state) => [
      lineOf(program, state.nameRange),
      ...state.fields.list
        .filter(({ name }) => momentOfField(state, name) !== undefined)
        .map(({ member }) => lineOf(program, member.range)),
      ...('catch' in state ? state.catch.map(({ range }) => lineOf(program, range)) : []),
    ]);
    return [...new Set(lines)].filter((line) => from <= line && line <= to).sort((a, b) => a - b);
  }

  #errorAt({ fault, outlook }: Strand): Hit | undefined {
    if (fault === undefined || outlook === undefined) return undefined;
    const isWanted = this.#errors.some(({ filter, names }) => {
      if (filter !== 'all' && filter !== outlook.kind) return false;
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
    const isOnName = lineOf(program, state.nameRange) === wish.line;
    const fields = isOnName ? [] : fieldsOnLine(program, state, wish.line);
    const field = fields.find(({ name }) => momentOfField(state, name));
    const catcher = field?.name === 'Catch' ? catcherOnLine(program, state, wish.line) : undefined;
    const line = lineOf(program, catcher?.range ?? field?.member.range ?? state.nameRange);
    const problem = conditionProblem(wish, state);
    if (problem !== undefined) return { answer: { id, verified: false, line, message: problem } };
    const at = field && momentOfField(state, field.name);
    const message = `Stops ${field === undefined ? `when ${state.name} begins` : `at ${field.name} of ${state.name}`}.`;
    const breakpoint: Breakpoint = {
      ...wish,
      id,
      reason: 'breakpoint',
      states: [state],
      at,
      catcher,
      hits: new Hits(wish),
    };
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

function isAt({ at, catcher }: Breakpoint, { kind, stage }: Moment, strand: Strand): boolean {
  if (at === undefined) return kind === 'attempt';
  if (at.kind === 'retry') return kind === 'attempt' && strand.retryCount > 0;
  // A catcher has an Assign, ResultPath and Output of its own.
  if (at.kind === 'stage') return stage === at.stage && strand.catcher === undefined;
  return kind === 'catcher' && (catcher === undefined || catcher === strand.catcher);
}
