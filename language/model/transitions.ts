import type { Scope, State, Transition } from './stateMachine.ts';

/** Where a state may lead: Next, Default, the rules' and the catchers' Next, in the order in which they are written. */
export function transitionsOf(state: State): readonly Transition[] {
  const found: Transition[] = [];
  const add = (transition: Transition | undefined) => {
    if (transition) found.push(transition);
  };
  switch (state.type) {
    case 'Pass':
    case 'Wait':
      add(state.next);
      break;
    case 'Task':
    case 'Parallel':
    case 'Map':
      add(state.next);
      for (const catcher of state.catch) add(catcher.next);
      break;
    case 'Choice':
      for (const rule of state.choices) add(rule.next);
      add(state.defaultNext);
      break;
    case 'Broken':
      found.push(...state.transitions);
      break;
    case 'Succeed':
    case 'Fail':
      break;
    default:
      return state satisfies never;
  }
  return found.every(isInOrder) ? found : found.sort((one, other) => one.range.start - other.range.start);
}

function isInOrder({ range }: Transition, at: number, all: readonly Transition[]): boolean {
  return at === 0 || (all[at - 1]?.range.start ?? 0) <= range.start;
}

/** True for a state after which its scope is over. */
export function isTerminal(state: State): boolean {
  if (state.type === 'Succeed' || state.type === 'Fail') return true;
  return 'end' in state && state.end;
}

/** The scopes drawn inside a state: branches, or the states of a Map. */
export function scopesInside(state: State): readonly Scope[] {
  if (state.type === 'Parallel') return state.branches;
  return state.type === 'Map' && !('kind' in state.processor) ? [state.processor] : [];
}
