import { assignmentsIn } from '../checks/variableFlow.ts';
import type { Scope, State, StateMachine } from '../model/stateMachine.ts';
import { scopesInside } from '../model/transitions.ts';
import { contains, type TextRange } from '../text.ts';
import type { Following } from './graph/graphLeaving.ts';
import { type EdgePlace, edgesOf, type NamingEdge } from './graph/graphPlaces.ts';

/** States of one scope that can be taken for one: a single way in, a single way on. */
export interface StateGroup {
  readonly scope: Scope;
  /** In document order. */
  readonly states: readonly State[];
  /** The state that everything from outside leads to. */
  readonly entry: State;
  readonly following: Following;
  /** What leads in from outside, StartAt included. */
  readonly entering: readonly NamingEdge[];
  /** What leads out to the state that follows. */
  readonly leaving: readonly NamingEdge[];
}

/** The states that are selected, or the one around the cursor; a text says why they cannot be taken for one. */
export function groupAt(machine: StateMachine, range: TextRange): StateGroup | string | undefined {
  const scopes = [machine.top, ...machine.states.flatMap(scopesInside)];
  const around = scopes.filter(({ node }) => contains(node.range, range.start) && contains(node.range, range.end));
  const scope = around.at(-1);
  const touches = ({ range: own }: State) => own.start <= range.end && range.start <= own.end;
  const states = [...(scope?.states.values() ?? [])].filter(touches);
  return scope && states.length > 0 ? groupOf(scope, states) : undefined;
}

export function groupOf(scope: Scope, states: readonly State[]): StateGroup | string {
  const broken = states.find(({ type, node }) => type === 'Broken' || node === undefined);
  if (broken) return `“${broken.name}” cannot be read.`;
  const isInside = (name: string) => states.some((state) => state.name === name);
  const edges = [...edgesOf(scope).values()];
  const own = edges.filter((edge) => edge.kind !== 'start' && isInside(edge.state.name));
  const entering = edges.filter(named).filter((edge) => !own.includes(edge) && isInside(edge.transition.target));
  const leaving = own.filter(named).filter(({ transition }) => !isInside(transition.target));
  const entries = new Set(entering.map(({ transition }) => transition.target));
  if (entries.size > 1) return `There are several ways in: to ${list(entries)}.`;
  const entry = scope.states.get([...entries][0] ?? states[0]?.name ?? '');
  if (entry === undefined) return 'There is no way in.';
  const following = followingOf(states, own, leaving);
  return typeof following === 'string' ? following : { scope, states, entry, following, entering, leaving };
}

function named(edge: EdgePlace): edge is NamingEdge {
  return edge.kind !== 'end';
}

function followingOf(
  states: readonly State[],
  own: readonly EdgePlace[],
  leaving: readonly NamingEdge[],
): Following | string {
  const targets = new Set(leaving.map(({ transition }) => transition.target));
  const [next] = targets;
  if (targets.size > 1) return `There are several ways on: to ${list(targets)}.`;
  const ends = own.some(({ kind }) => kind === 'end') || states.some(({ type }) => type === 'Succeed');
  if (next !== undefined && ends) return `One way on leads to “${next}”, another one ends the workflow.`;
  return next === undefined ? { end: true } : { next };
}

/** The variables that the group would keep for itself; undefined when it assigns none. */
export function assignedIn({ states }: StateGroup): string | undefined {
  const names = new Set(states.flatMap(assignmentsIn).map(({ name }) => name.value));
  return names.size === 0 ? undefined : `The states assign ${list(names)}, which would be gone behind them.`;
}

function list(names: Iterable<string>): string {
  return [...names].map((name) => `“${name}”`).join(', ');
}
