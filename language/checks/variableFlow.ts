import type { Assignment, Assignments, Scope, State, Transition } from '../model/stateMachine.ts';

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
  const ways = state.type === 'Choice' ? state.choices : 'catch' in state ? state.catch : nothing;
  for (const { assign } of ways) if (assign) all = [...all, ...assign.variables];
  return all;
}

const nothing: readonly never[] = [];

/** For each state that can be reached: what is set when it begins. `entry` is what is set when the scope begins. */
export function flowOf(scope: Scope, entry: VariablesSet, bits: VariableBits): ReadonlyMap<string, VariablesSet> {
  const flow = new Map<string, VariablesSet>();
  const start = scope.startAt?.target;
  if (start === undefined || !scope.states.has(start)) return flow;
  flow.set(start, entry);
  const steps = stepsInOrder(scope, start, bits);
  // Only what comes back to a state that was passed already makes another round necessary.
  for (let again = true; again; ) {
    again = false;
    const passed = new Set<string>();
    for (const { name, edges } of steps) {
      passed.add(name);
      const before = flow.get(name);
      if (before === undefined) continue;
      for (const { target, assigned } of edges) {
        if (arrive(flow, target, after(before, assigned)) && passed.has(target)) again = true;
      }
    }
  }
  return flow;
}

interface Step {
  readonly name: string;
  /** Those that lead to states of the scope. */
  readonly edges: readonly Edge[];
}

interface Edge {
  readonly target: string;
  /** The bits of what is assigned on the way. */
  readonly assigned: bigint;
}

/** The states that can be reached, each before those that it leads to, as far as they do not go in circles. */
function stepsInOrder(scope: Scope, start: string, bits: VariableBits): readonly Step[] {
  const left: Step[] = [];
  const entered = new Set<string>();
  const path: { readonly step: Step; next: number }[] = [];
  const enter = (name: string) => {
    const state = scope.states.get(name);
    if (state === undefined || entered.has(name)) return;
    entered.add(name);
    path.push({ step: { name, edges: edgesOf(state, bits) }, next: 0 });
  };
  enter(start);
  for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
    const edge = at.step.edges[at.next++];
    if (edge) enter(edge.target);
    else {
      left.push(at.step);
      path.pop();
    }
  }
  return left.reverse();
}

function edgesOf(state: State, bits: VariableBits): readonly Edge[] {
  const edges: Edge[] = [];
  const add = (next: Transition | undefined, assigned: Assignments | undefined) => {
    if (next && state.scope.states.has(next.target)) {
      edges.push({ target: next.target, assigned: bits.of(assigned?.variables ?? []) });
    }
  };
  switch (state.type) {
    case 'Pass':
    case 'Wait':
      add(state.next, state.assign);
      break;
    case 'Task':
    case 'Parallel':
    case 'Map':
      add(state.next, state.assign);
      for (const catcher of state.catch) add(catcher.next, catcher.assign);
      break;
    case 'Choice':
      for (const rule of state.choices) add(rule.next, rule.assign);
      add(state.defaultNext, state.assign);
      break;
    case 'Broken':
      for (const transition of state.transitions) add(transition, undefined);
      break;
    case 'Succeed':
    case 'Fail':
      break;
    default:
      return state satisfies never;
  }
  return edges;
}

/** Shares the sets as long as nothing new is assigned, as most states assign nothing. */
function after(before: VariablesSet, assigned: bigint): VariablesSet {
  const surely = before.surely | assigned;
  return surely === before.surely ? before : { surely, maybe: before.maybe | assigned };
}

/** Joins what comes along one more path; true when that changes what is known of the state. */
function arrive(flow: Map<string, VariablesSet>, target: string, coming: VariablesSet): boolean {
  const known = flow.get(target);
  if (known === coming) return false;
  const joined = known ? { surely: known.surely & coming.surely, maybe: known.maybe | coming.maybe } : coming;
  if (joined.surely === known?.surely && joined.maybe === known.maybe) return false;
  flow.set(target, joined);
  return true;
}
