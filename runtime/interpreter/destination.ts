import type { Scope, State, Transition } from '../../language/model/stateMachine.ts';
import type { Plan } from './run.ts';

/** Where a strand is bound for: a state of its scope, by name. One object for each place in the definition that leads there. */
export interface Destination {
  readonly scope: Scope;
  /** Undefined where the scope does not say at which state it starts. */
  readonly name: string | undefined;
  /** Kept from the first time on, so that going on costs no look-up. */
  plan: Plan | undefined;
}

export function destinationOf(scope: Scope, transition: Transition | undefined): Destination {
  return { scope, name: transition?.target, plan: undefined };
}

/** The state that is meant, if there is one. */
export function stateAt({ scope, name }: Destination): State | undefined {
  return name === undefined ? undefined : scope.states.get(name);
}
