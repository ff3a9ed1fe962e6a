import type { Scope, State, StateMachine, Transition } from '../../model/stateMachine.ts';
import { scopesInside } from '../../model/transitions.ts';
import { replaceString, replaceValue } from '../../syntax/editTree.ts';
import type { TextEdit } from '../../text.ts';
import { memberAround } from '../findNode.ts';
import type { WrittenDefinition } from '../mends/mend.ts';

/** Where an edge of the picture is written. The end of a scope has no transition: it is `End`. */
export type EdgePlace =
  | { readonly kind: 'start'; readonly scope: Scope; readonly transition: Transition }
  | {
      readonly kind: 'next' | 'choice' | 'default' | 'catch' | 'broken';
      readonly scope: Scope;
      readonly state: State;
      readonly transition: Transition;
    }
  | { readonly kind: 'end'; readonly scope: Scope; readonly state: State };

/** An edge that names a state. */
export type NamingEdge = Exclude<EdgePlace, { kind: 'end' }>;

export function stateWithId({ states }: StateMachine, id: string): State | undefined {
  const found = states.find(({ location }) => location === id);
  return found?.scope.states.get(found.name);
}

/** The states with these ids in document order; a text says why they cannot be changed together. */
export function statesWithIds(machine: StateMachine, ids: readonly string[]): readonly [State, ...State[]] | string {
  const found = machine.states.filter(({ location }) => ids.includes(location));
  const states = found.flatMap(({ name, scope }) => scope.states.get(name) ?? []);
  const [first, ...others] = states;
  if (!first || states.length < new Set(ids).size) {
    return ids.length > 1 ? 'The states are not all there any more.' : 'The state is not there any more.';
  }
  if (others.some(({ scope }) => scope !== first.scope)) return 'The states do not stand in the same group.';
  return [first, ...others];
}

export function scopeWithId(machine: StateMachine, id: string): Scope | undefined {
  return scopesOf(machine).find(({ location }) => location === id);
}

export function edgeWithId(machine: StateMachine, id: string): EdgePlace | undefined {
  for (const scope of scopesOf(machine)) {
    const edge = edgesOf(scope).get(id);
    if (edge) return edge;
  }
  return undefined;
}

/** The edges of a scope by the ids that the graph gives them. */
export function edgesOf(scope: Scope): ReadonlyMap<string, EdgePlace> {
  const edges = new Map<string, EdgePlace>();
  if (scope.startAt) edges.set(`${scope.location}/StartAt`, { kind: 'start', scope, transition: scope.startAt });
  for (const state of scope.states.values()) addEdges(edges, state);
  return edges;
}

/** The edges of the same scope that lead to a state, its own included. */
export function edgesInto(scope: Scope, name: string): readonly NamingEdge[] {
  return [...edgesOf(scope).values()].filter(
    (edge): edge is NamingEdge => edge.kind !== 'end' && edge.transition.target === name,
  );
}

/** Writes another target for a transition. */
export function setTarget({ text, root }: WrittenDefinition, { range }: Transition, name: string): readonly TextEdit[] {
  if (text[range.start] === '"' || text[range.start] === "'") return replaceString(text, range, name);
  const place = memberAround(root, range);
  return place ? replaceValue(text, place.object, place.member, name) : [];
}

function scopesOf({ top, states }: StateMachine): readonly Scope[] {
  return [top, ...states.flatMap(scopesInside)];
}

function addEdges(edges: Map<string, EdgePlace>, state: State): void {
  const { location, scope } = state;
  const add = (id: string, kind: Exclude<NamingEdge['kind'], 'start'>, transition: Transition | undefined) => {
    if (transition) edges.set(id, { kind, scope, state, transition });
  };
  if (state.type === 'Broken') {
    for (const transition of state.transitions) add(transition.location, 'broken', transition);
    return;
  }
  if (state.type === 'Choice') {
    state.choices.forEach(({ next }, index) => {
      add(`${location}/Choices[${index}]`, 'choice', next);
    });
    add(`${location}/Default`, 'default', state.defaultNext);
  }
  if ('next' in state) add(`${location}/Next`, 'next', state.next);
  if ('end' in state && state.end && !state.next) edges.set(`${location}/End`, { kind: 'end', scope, state });
  if ('catch' in state) {
    state.catch.forEach(({ next }, index) => {
      add(`${location}/Catch[${index}]`, 'catch', next);
    });
  }
}
