import type { Scope, State } from '../model/stateMachine.ts';
import { transitionsOf } from '../model/transitions.ts';

/** The states that a walk comes to, in the order in which it does. */
export interface WalkedStates {
  readonly states: readonly State[];
  has(state: State): boolean;
}

/** Which states of one scope lead to which. Inside they are numbers: lists of those are small, Maps of states are not. */
export class StateGraph {
  readonly #states: readonly State[];
  readonly #numbers = new Map<string, number>();
  /** Arrow `n` leads from state `#from[n]` to state `#to[n]`. */
  readonly #from: number[] = [];
  readonly #to: number[] = [];

  constructor({ states }: Scope) {
    this.#states = [...states.values()];
    for (const state of this.#states) this.#numbers.set(state.name, this.#numbers.size);
    for (let number = 0; number < this.#states.length; number++) this.#addArrows(number);
  }

  /** What a walk from the state of a name comes to, with that state. */
  reachedFrom(name: string): WalkedStates {
    const start = this.#numbers.get(name);
    return this.#walk(start === undefined ? [] : [start], this.#from, this.#to);
  }

  /** The states from which a walk comes to one of `ends`, with those. */
  leadingTo(ends: readonly State[]): WalkedStates {
    const numbers = ends.map(({ name }) => this.#numbers.get(name) ?? 0);
    return this.#walk(numbers, this.#to, this.#from);
  }

  #addArrows(number: number): void {
    const state = this.#states[number];
    if (state === undefined) return;
    for (const { target } of transitionsOf(state)) {
      const to = this.#numbers.get(target);
      if (to === undefined) continue;
      this.#from.push(number);
      this.#to.push(to);
    }
  }

  #walk(starts: readonly number[], from: readonly number[], to: readonly number[]): WalkedStates {
    const { first, targets } = grouped(from, to, this.#states.length);
    const seen: boolean[] = new Array(this.#states.length).fill(false);
    const walked: number[] = [];
    const visit = (number: number) => {
      if (seen[number]) return;
      seen[number] = true;
      walked.push(number);
    };
    starts.forEach(visit);
    for (let at = 0; at < walked.length; at++) {
      const number = walked[at] ?? 0;
      const end = first[number + 1] ?? 0;
      for (let arrow = first[number] ?? 0; arrow < end; arrow++) visit(targets[arrow] ?? 0);
    }
    return {
      states: walked.flatMap((number) => this.#states[number] ?? []),
      has: ({ name }) => seen[this.#numbers.get(name) ?? -1] ?? false,
    };
  }
}

/** The targets of arrows by the states that they come from: those of state `n` are `targets` from `first[n]` on. */
function grouped(from: readonly number[], to: readonly number[], states: number) {
  const first: number[] = new Array(states + 1).fill(0);
  for (const number of from) first[number + 1] = (first[number + 1] ?? 0) + 1;
  for (let number = 0; number < states; number++) first[number + 1] = (first[number + 1] ?? 0) + (first[number] ?? 0);
  const next = first.slice();
  const targets: number[] = new Array(to.length).fill(0);
  for (let arrow = 0; arrow < to.length; arrow++) {
    const number = from[arrow] ?? 0;
    const place = next[number] ?? 0;
    targets[place] = to[arrow] ?? 0;
    next[number] = place + 1;
  }
  return { first, targets };
}
