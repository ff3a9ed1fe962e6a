import type { ChoiceRule, Scope, State, Transition } from './stateMachine.ts';

/** Where a state may lead: Next, Default, the rules' and the catchers' Next, in the order in which they are written. */
export function transitionsOf(state: State): readonly Transition[] {
  const found = unorderedTransitions(state).filter((transition) => transition !== undefined);
  return found.length < 2 ? found : found.sort((a, b) => a.range.start - b.range.start);
}

function unorderedTransitions(state: State): (Transition | undefined)[] {
  switch (state.type) {
    case 'Pass':
    case 'Wait':
      return [state.next];
    case 'Task':
    case 'Parallel':
    case 'Map':
      return [state.next, ...state.catch.map((catcher) => catcher.next)];
    case 'Choice':
      return [...state.choices.map((rule: ChoiceRule) => rule.next), state.defaultNext];
    case 'Broken':
      return [...state.transitions];
    case 'Succeed':
    case 'Fail':
      return [];
    default:
      return state satisfies never;
  }
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
