import { matchesPattern } from '../../language/expressions/stringPattern.ts';
import type { State } from '../../language/model/stateMachine.ts';
import type { Strand } from '../interpreter/strands.ts';
import type { Programs } from '../programs.ts';
import { type Conditions, filledIn, Hits } from './conditions.ts';
import type { Interest, Moment } from './engine.ts';
import {
  type Breakpoint,
  type LineWish,
  movedWish,
  type NameWish,
  type Placed,
  type Placing,
  placedByName,
  placedOnLine,
  type Wished,
} from './placing.ts';
import { Watches, type WatchWish } from './watches.ts';

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

/** What is wished for a file, and the texts in which its lines are counted. */
interface FileWishes {
  readonly written: Programs;
  readonly wishes: readonly Wished<LineWish>[];
}

/** All breakpoints of a session: where they are in the texts, and whether they hold at a moment. */
export class Breakpoints {
  #nextId = 1;
  readonly #lineWishes = new Map<string, FileWishes>();
  #nameWishes: readonly Wished<NameWish>[] = [];
  #lines = new Map<string, readonly Breakpoint[]>();
  #names: readonly Breakpoint[] = [];
  #byState = new Map<State, Breakpoint[]>();
  #errors: readonly ErrorWish[] = [];
  readonly watches = new Watches();
  readonly #log: (message: string) => void;

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  /** Those of one file, whose lines are counted in its text as `written` has it. */
  setLines(
    { programs, written }: { readonly programs: Programs; readonly written: Programs },
    path: string,
    wishes: readonly LineWish[],
  ): readonly Placed[] {
    this.#lineWishes.set(path, { written, wishes: this.#numbered(wishes) });
    const placed = this.#placeLines(programs, path);
    this.#index();
    return placed;
  }

  setNames(programs: Programs, wishes: readonly NameWish[]): readonly Placed[] {
    this.#nameWishes = this.#numbered(wishes);
    return this.#placeNames(programs);
  }

  /** Puts all breakpoints where they belong in these texts, moved with what they stood at; tells where that is. */
  placeAgain(programs: Programs): readonly Placed[] {
    const lines = [...this.#lineWishes].flatMap(([path, { written, wishes }]) => {
      const texts = { written: written.at(path), running: programs.at(path) };
      const moved = written === programs ? wishes : wishes.map((wish) => movedWish(texts, wish));
      this.#lineWishes.set(path, { written: programs, wishes: moved });
      return this.#placeLines(programs, path);
    });
    return [...lines, ...this.#placeNames(programs)];
  }

  #placeLines(programs: Programs, path: string): readonly Placed[] {
    const { written = programs, wishes = [] } = this.#lineWishes.get(path) ?? {};
    const running = programs.at(path);
    const texts = { written: written === programs ? running : written.at(path), running };
    const placed = wishes.map((wish) => placedOnLine(texts, wish));
    this.#lines.set(path, placed.flatMap(madeOf));
    return placed.map(({ answer }) => answer);
  }

  #placeNames({ all }: Programs): readonly Placed[] {
    const states = all.flatMap(({ machine }) => machine.states);
    const placed = this.#nameWishes.map((wish) => placedByName(states, wish));
    this.#names = placed.flatMap(madeOf);
    this.#index();
    return placed.map(({ answer }) => answer);
  }

  #numbered<W extends Conditions>(wishes: readonly W[]): readonly Wished<W>[] {
    return wishes.map((wish) => ({ ...wish, id: this.#nextId++, hits: new Hits(wish) }));
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

  #errorAt({ fault, outlook }: Strand): Hit | undefined {
    if (fault === undefined || outlook === undefined) return undefined;
    const isWanted = this.#errors.some(({ filter, names }) => {
      if (filter !== 'all' && filter !== outlook.kind) return false;
      return names.length === 0 || names.some((name) => matchesPattern(fault.error ?? '', name));
    });
    return isWanted ? { reason: 'exception', ids: [], text: fault.error ?? 'Error' } : undefined;
  }

  #index(): void {
    this.#byState = new Map();
    for (const breakpoint of [...[...this.#lines.values()].flat(), ...this.#names]) {
      for (const state of breakpoint.states)
        this.#byState.set(state, [...(this.#byState.get(state) ?? []), breakpoint]);
    }
  }
}

function madeOf({ breakpoint }: Placing): readonly Breakpoint[] {
  return breakpoint === undefined ? [] : [breakpoint];
}

function isAt({ at, catcher }: Breakpoint, { kind, stage }: Moment, strand: Strand): boolean {
  if (at === undefined) return kind === 'attempt';
  if (at.kind === 'retry') return kind === 'attempt' && strand.retryCount > 0;
  // A catcher has an Assign, ResultPath and Output of its own.
  if (at.kind === 'stage') return stage === at.stage && strand.catcher === undefined;
  return kind === 'catcher' && (catcher === undefined || catcher === strand.catcher);
}
