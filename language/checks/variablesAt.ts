import type { Scope, State } from '../model/stateMachine.ts';
import { assignmentsIn, flowOf, nothingSet, VariableBits, type VariablesSet } from './variableFlow.ts';

/** The variables that a state can read when it begins: those with a value on every path to it, and on at least one. */
export interface VariablesHere {
  readonly surely: ReadonlySet<string>;
  readonly maybe: ReadonlySet<string>;
}

/**
 * The variables that a state can read when it begins, those of the scopes around it included. A state that nothing
 * leads to yet may see whatever is assigned in those scopes.
 */
export function variablesAt(state: State): VariablesHere {
  const bits = new VariableBits();
  const { surely, maybe } = setAt(state, bits);
  return { surely: bits.namesIn(surely), maybe: bits.namesIn(maybe) };
}

function setAt({ scope, name }: State, bits: VariableBits): VariablesSet {
  const { owner } = scope;
  const entry = owner === undefined || isDistributed(owner) ? nothingSet : setAt(owner, bits);
  return flowOf(scope, entry, bits).get(name)?.set ?? { surely: entry.surely, maybe: assignedAround(scope, bits) };
}

function assignedAround(scope: Scope, bits: VariableBits): bigint {
  const own = bits.of([...scope.states.values()].flatMap(assignmentsIn));
  const { owner } = scope;
  return owner === undefined || isDistributed(owner) ? own : own | assignedAround(owner.scope, bits);
}

/** A distributed Map's iterations are executions of their own: they see nothing from outside. */
function isDistributed(state: State): boolean {
  return state.type === 'Map' && state.mode === 'DISTRIBUTED';
}
