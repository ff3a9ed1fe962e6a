import type { Assignment, Assignments, Scope, State, Transition } from '../model/stateMachine.ts';
import { handlesErrors } from '../model/transitions.ts';

/** The variables that have a value on entry to a state: on every path to it, and on at least one. */
export interface VariablesSet {
  /** Bits, as `VariableBits` gives them out. */
  readonly surely: bigint;
  readonly maybe: bigint;
}

export const nothingSet: VariablesSet = { surely: 0n, maybe: 0n };

/** A bit for each variable name, so that large sets of them are joined and shared at the cost of a few words. */
export class VariableBits {
  readonly #bits = new Map<string, bigint>();

  /** The bits of the names that are assigned. */
  of(assigned: readonly Assignment[]): bigint {
    let all = 0n;
    for (const { name } of assigned) all |= this.#bitOf(name.value);
    return all;
  }

  has(set: bigint, name: string): boolean {
    return (set & (this.#bits.get(name) ?? 0n)) !== 0n;
  }

  namesIn(set: bigint): ReadonlySet<string> {
    return new Set([...this.#bits.keys()].filter((name) => this.has(set, name)));
  }

  #bitOf(name: string): bigint {
    const known = this.#bits.get(name);
    if (known !== undefined) return known;
    const bit = 1n << BigInt(this.#bits.size);
    this.#bits.set(name, bit);
    return bit;
  }
}

/** Everything that a state may assign: itself, its rules and its catchers. */
export function assignmentsIn(state: State): readonly Assignment[] {
  if (state.type === 'Broken' || state.type === 'Succeed' || state.type === 'Fail') return nothing;
  let all = state.assign?.variables ?? nothing;
  const ways = state.type === 'Choice' ? state.choices : handlesErrors(state) ? state.catch : nothing;
  for (const { assign } of ways) if (assign) all = [...all, ...assign.variables];
  return all;
}

const nothing: readonly never[] = [];

/** A state that can be reached. */
export interface Step {
  /** What is set when it begins; undefined until something leads to it. */
  set: VariablesSet | undefined;
  readonly ways: readonly Way[];
  /** How many of the ways have been looked at. */
  looked: number;
  /** Its place in the order of the steps. */
  place: number;
}

/** A way out of a state, and what is assigned on it. */
interface Way {
  readonly next: Transition | undefined;
  readonly assign: Assignments | undefined;
}

/** Each state that can be reached, by its name. `entry` is what is set when the scope begins. */
export function flowOf(scope: Scope, entry: VariablesSet, bits: VariableBits): ReadonlyMap<string, Step> {
  const steps = new Map<string, Step>();
  const order = stepsInOrder(scope, steps);
  if (order[0]) order[0].set = entry;
  // Only what comes back to a state that was passed already makes another round necessary.
  for (let again = true; again; ) {
    again = false;
    for (const { set, ways, place } of order) {
      if (set === undefined) continue;
      for (const { next, assign } of ways) {
        const target = next && steps.get(next.target);
        if (target && arrive(target, after(set, bits.of(assign?.variables ?? nothing))) && target.place <= place)
          again = true;
      }
    }
  }
  return steps;
}

/** The states that can be reached, each before those that it leads to, as far as they do not go in circles. */
function stepsInOrder({ startAt, states }: Scope, steps: Map<string, Step>): readonly Step[] {
  const left: Step[] = [];
  const path: Step[] = [];
  const enter = (name: string) => {
    const state = states.get(name);
    if (state === undefined || steps.has(name)) return;
    const step: Step = { set: undefined, ways: waysOutOf(state), looked: 0, place: 0 };
    steps.set(name, step);
    path.push(step);
  };
  if (startAt) enter(startAt.target);
  for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
    if (at.looked < at.ways.length) {
      const next = at.ways[at.looked++]?.next;
      if (next) enter(next.target);
    } else {
      left.push(at);
      path.pop();
    }
  }
  left.reverse();
  for (let place = 0; place < left.length; place++) {
    const step = left[place];
    if (step) step.place = place;
  }
  return left;
}

function waysOutOf(state: State): readonly Way[] {
  switch (state.type) {
    case 'Pass':
    case 'Wait':
      return [state];
    case 'Task':
    case 'Parallel':
    case 'Map':
      return state.catch.length === 0 ? [state] : [state, ...state.catch];
    case 'Choice':
      return [...state.choices, { next: state.defaultNext, assign: state.assign }];
    case 'Broken':
      return state.transitions.map((next) => ({ next, assign: undefined }));
    case 'Succeed':
    case 'Fail':
      return nothing;
    default:
      return state satisfies never;
  }
}

/** Shares the sets as long as nothing new is assigned, as most states assign nothing. */
function after(before: VariablesSet, assigned: bigint): VariablesSet {
  if (assigned === 0n) return before;
  const surely = before.surely | assigned;
  return surely === before.surely ? before : { surely, maybe: before.maybe | assigned };
}

/** Joins what comes along one more path; true when that changes what is known of the state. */
function arrive(step: Step, coming: VariablesSet): boolean {
  const { set: known } = step;
  if (known === coming) return false;
  const joined = known ? { surely: known.surely & coming.surely, maybe: known.maybe | coming.maybe } : coming;
  if (joined.surely === known?.surely && joined.maybe === known.maybe) return false;
  step.set = joined;
  return true;
}
