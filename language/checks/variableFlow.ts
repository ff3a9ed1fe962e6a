import type { Assignment, Assignments, Scope, State } from '../model/stateMachine.ts';
import { transitionsOf } from '../model/transitions.ts';

/** The variables that have a value on entry to a state: on every path to it, and on at least one. */
export interface VariablesSet {
  readonly surely: ReadonlySet<string>;
  readonly maybe: ReadonlySet<string>;
}

export const nothingSet: VariablesSet = { surely: new Set(), maybe: new Set() };

/** Everything that a state may assign: itself, its rules and its catchers. */
export function assignmentsIn(state: State): readonly Assignment[] {
  if (state.type === 'Broken' || state.type === 'Succeed' || state.type === 'Fail') return [];
  const own = state.assign?.variables ?? [];
  if (state.type === 'Choice') return [...own, ...state.choices.flatMap((rule) => rule.assign?.variables ?? [])];
  if (!('catch' in state)) return own;
  return [...own, ...state.catch.flatMap((catcher) => catcher.assign?.variables ?? [])];
}

/** Does the state assign anything at all? */
export function assigns(state: State): boolean {
  if (state.fields.has('Assign')) return true;
  if (state.type === 'Choice') return state.choices.some((rule) => rule.assign !== undefined);
  return 'catch' in state && state.catch.some((catcher) => catcher.assign !== undefined);
}

/** For each state that can be reached: what is set when it begins. `entry` is what is set when the scope begins. */
export function flowOf(scope: Scope, entry: VariablesSet): ReadonlyMap<string, VariablesSet> {
  const flow = new Map<string, VariablesSet>();
  const start = scope.startAt?.target;
  if (start === undefined || !scope.states.has(start)) return flow;
  flow.set(start, entry);
  const waiting = [start];
  for (let at = 0; at < waiting.length; at++) {
    const name = waiting[at] ?? '';
    const state = scope.states.get(name);
    const before = flow.get(name);
    if (state === undefined || before === undefined) continue;
    for (const { target, assigned } of edgesOf(state)) {
      if (scope.states.has(target) && arrive(flow, target, after(before, assigned))) waiting.push(target);
    }
  }
  return flow;
}

interface Edge {
  readonly target: string;
  readonly assigned: Assignments | undefined;
}

function edgesOf(state: State): readonly Edge[] {
  switch (state.type) {
    case 'Pass':
    case 'Wait':
      return edge(state.next?.target, state.assign);
    case 'Task':
    case 'Parallel':
    case 'Map':
      return [
        ...edge(state.next?.target, state.assign),
        ...state.catch.flatMap((catcher) => edge(catcher.next?.target, catcher.assign)),
      ];
    case 'Choice':
      return [
        ...state.choices.flatMap((rule) => edge(rule.next?.target, rule.assign)),
        ...edge(state.defaultNext?.target, state.assign),
      ];
    case 'Broken':
      return transitionsOf(state).flatMap(({ target }) => edge(target, undefined));
    case 'Succeed':
    case 'Fail':
      return [];
    default:
      return state satisfies never;
  }
}

function edge(target: string | undefined, assigned: Assignments | undefined): readonly Edge[] {
  return target === undefined ? [] : [{ target, assigned }];
}

/** Shares the sets as long as nothing new is assigned, as most states assign nothing. */
function after(before: VariablesSet, assigned: Assignments | undefined): VariablesSet {
  const names = assigned?.variables.map(({ name }) => name.value) ?? [];
  if (names.every((name) => before.surely.has(name))) return before;
  return { surely: new Set([...before.surely, ...names]), maybe: new Set([...before.maybe, ...names]) };
}

/** Joins what comes along one more path; true when that changes what is known of the state. */
function arrive(flow: Map<string, VariablesSet>, target: string, coming: VariablesSet): boolean {
  const known = flow.get(target);
  if (known === undefined) {
    flow.set(target, coming);
    return true;
  }
  if (known === coming) return false;
  const loses = [...known.surely].some((name) => !coming.surely.has(name));
  const gains = [...coming.maybe].some((name) => !known.maybe.has(name));
  if (!loses && !gains) return false;
  flow.set(target, {
    surely: loses ? new Set([...known.surely].filter((name) => coming.surely.has(name))) : known.surely,
    maybe: gains ? new Set([...known.maybe, ...coming.maybe]) : known.maybe,
  });
  return true;
}
