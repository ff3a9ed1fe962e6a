import type { MapState, ParallelState, Scope, State, TaskState, Transition } from './stateMachine.ts';

/** Where a state may lead: Next, Default, the rules' and the catchers' Next, in the order in which they are written. */
export function transitionsOf(state: State): readonly Transition[] {
  switch (state.type) {
    case 'Pass':
    case 'Wait':
      return state.next ? [state.next] : nowhere;
    case 'Task':
    case 'Parallel':
    case 'Map':
      if (state.catch.length === 0) return state.next ? [state.next] : nowhere;
      return inOrder([state.next, ...state.catch.map(({ next }) => next)]);
    case 'Choice':
      return inOrder([...state.choices.map(({ next }) => next), state.defaultNext]);
    case 'Broken':
      return inOrder(state.transitions);
    case 'Succeed':
    case 'Fail':
      return nowhere;
    default:
      return state satisfies never;
  }
}

const nowhere: readonly never[] = [];

function inOrder(transitions: readonly (Transition | undefined)[]): readonly Transition[] {
  const found = transitions.filter((transition) => transition !== undefined);
  return found.every(isInOrder) ? found : found.sort((one, other) => one.range.start - other.range.start);
}

function isInOrder({ range }: Transition, at: number, all: readonly Transition[]): boolean {
  return at === 0 || (all[at - 1]?.range.start ?? 0) <= range.start;
}

/** True for a state after which its scope is over. */
export function isTerminal(state: State): boolean {
  switch (state.type) {
    case 'Succeed':
    case 'Fail':
      return true;
    case 'Choice':
    case 'Broken':
      return false;
    default:
      return state.end;
  }
}

/** True for a state with Retry and Catch. */
export function handlesErrors(state: State): state is TaskState | ParallelState | MapState {
  return state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map';
}

/** The scopes drawn inside a state: branches, or the states of a Map. */
export function scopesInside(state: State): readonly Scope[] {
  if (state.type === 'Parallel') return state.branches;
  return state.type === 'Map' && !('kind' in state.processor) ? [state.processor] : nowhere;
}
