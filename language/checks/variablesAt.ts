import type { Scope, State } from '../model/stateMachine.ts';
import { assignmentsIn, flowOf, nothingSet, type VariablesSet } from './variableFlow.ts';

/**
 * The variables that a state can read when it begins, those of the scopes around it included. A state that nothing
 * leads to yet may see whatever is assigned in those scopes.
 */
export function variablesAt({ scope, name }: State): VariablesSet {
  const entry = entryOf(scope);
  return flowOf(scope, entry).get(name) ?? { surely: entry.surely, maybe: assignedAround(scope) };
}

/** A distributed Map's iterations are executions of their own: they see nothing from outside. */
function entryOf({ owner }: Scope): VariablesSet {
  return owner === undefined || isDistributed(owner) ? nothingSet : variablesAt(owner);
}

function assignedAround(scope: Scope): ReadonlySet<string> {
  const names = [...scope.states.values()].flatMap(assignmentsIn).map(({ name }) => name.value);
  const { owner } = scope;
  const outer = owner === undefined || isDistributed(owner) ? [] : assignedAround(owner.scope);
  return new Set([...names, ...outer]);
}

function isDistributed(state: State): boolean {
  return state.type === 'Map' && state.mode === 'DISTRIBUTED';
}
