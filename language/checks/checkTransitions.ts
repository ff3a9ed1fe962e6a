import type { Scope, State, Transition } from '../model/stateMachine.ts';
import { isTerminal, scopesInside, transitionsOf } from '../model/transitions.ts';
import { nearest } from '../nearest.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import { memberOf } from '../syntax/syntaxTree.ts';
import { isFilledIn } from './filledIn.ts';
import { type MachineChecking, named } from './report.ts';

/** Targets that do not exist, states that nothing reaches, scopes that never end: each scope by itself. */
export function checkTransitions(checking: MachineChecking): void {
  checkScope(checking.machine.top, checking);
}

function checkScope(scope: Scope, checking: MachineChecking): void {
  if (!hasUnknownStates(scope)) {
    checkTargets(scope, checking);
    checkWays(scope, checking);
  }
  for (const state of scope.states.values()) for (const inner of scopesInside(state)) checkScope(inner, checking);
}

function checkTargets(scope: Scope, checking: MachineChecking): void {
  if (scope.startAt) checkTarget(scope.startAt, scope, checking);
  for (const state of scope.states.values()) {
    for (const transition of transitionsOf(state)) checkTarget(transition, scope, checking);
  }
}

function checkWays(scope: Scope, checking: MachineChecking): void {
  if (runsInOrder(scope)) return;
  const ends = [...scope.states.values()].filter(mayEnd);
  if (ends.length === 0) {
    if (!isOpen(scope)) reportNoEnd(scope, checking);
    return;
  }
  const reached = reachedFromStart(scope);
  if (reached === undefined) return;
  const leading = leadingToEnd(scope, ends);
  const stuck = leading.size === scope.states.size ? [] : [...reached].filter((state) => !leading.has(state));
  if ((reached.size === scope.states.size && stuck.length === 0) || isOpen(scope)) return;
  checkReachable(scope, reached, checking);
  checkLoops(scope, stuck, checking);
}

/**
 * Whether each state but the first is reached from one that is written before it, and leads to one that is written
 * after it or ends: then all are reached and none is stuck, as one look at each transition tells.
 */
function runsInOrder({ startAt, states }: Scope): boolean {
  const first = startAt && states.get(startAt.target);
  if (first === undefined) return false;
  const reached = new Set([first]);
  for (const state of states.values()) {
    let leads = mayEnd(state);
    for (const { target } of transitionsOf(state)) {
      const next = states.get(target);
      if (next === undefined || next.range.start <= state.range.start) continue;
      reached.add(next);
      leads = true;
    }
    if (!leads) return false;
  }
  return reached.size === states.size;
}

function checkTarget(transition: Transition, scope: Scope, checking: MachineChecking): void {
  const { target } = transition;
  if (scope.states.has(target) || hasPlaceholder(target)) return;
  const found = nearest(target, scope.states.keys());
  const { range, location } = transition;
  checking.report(
    'MISSING_TRANSITION_TARGET',
    `Missing 'Next' target: ${target}`,
    { range, location },
    {
      data: { name: target, ...(found !== undefined && { nearest: found }) },
      related: elsewhere(target, checking),
    },
  );
}

/** The state is there, but behind the border of a scope. */
function elsewhere(target: string, { machine }: MachineChecking) {
  const state = machine.states.find(({ name }) => name === target);
  if (state === undefined) return undefined;
  const message = `“${target}” is in another scope: a transition cannot leave its States object.`;
  return [{ message, range: state.nameRange }];
}

/** AWS asks for an end at the top level only; an iteration or branch without one simply never returns. */
function reportNoEnd(scope: Scope, checking: MachineChecking): void {
  const range = memberOf(scope.node, 'States')?.key.range;
  if (range === undefined || scope.states.size === 0) return;
  if (scope.owner === undefined) {
    checking.report('MISSING_END_STATE', 'Workflow has no terminal state', { range, location: undefined });
  } else {
    const message = 'No state ends this scope: the execution cannot leave it again.';
    checking.report('hint.no-end-state', message, { range, location: named(scope.location) });
  }
}

/** A state that could not be read may end the scope, if it leads nowhere else. */
function mayEnd(state: State): boolean {
  return isTerminal(state) || (state.type === 'Broken' && state.transitions.length === 0);
}

function checkReachable(scope: Scope, reached: ReadonlySet<State>, checking: MachineChecking): void {
  for (const state of scope.states.values()) {
    if (reached.has(state)) continue;
    const place = { range: state.nameRange, location: state.location };
    checking.report('MISSING_TRANSITION_TARGET', `State "${state.name}" is not reachable.`, place, {
      data: { unreachable: state.name },
    });
  }
}

/** What a walk from StartAt comes to; undefined when there is no saying where it starts. */
function reachedFromStart({ startAt, states }: Scope): ReadonlySet<State> | undefined {
  if (startAt === undefined) return undefined;
  const reached = new Set<State>();
  const first = states.get(startAt.target);
  if (first) reached.add(first);
  // A set goes on to the elements that are added while it is walked.
  for (const state of reached) {
    for (const { target } of transitionsOf(state)) {
      const next = states.get(target);
      if (next) reached.add(next);
    }
  }
  return reached;
}

/** States from which no end can be reached any more; said once a scope, at the first of them. */
function checkLoops(scope: Scope, stuck: readonly State[], checking: MachineChecking): void {
  const [first, ...others] = stuck;
  // A state that leads nowhere, or to a name that does not exist, is wrong for another reason.
  const leads = (state: State) => transitionsOf(state).some(({ target }) => scope.states.has(target));
  if (first === undefined || !stuck.every(leads)) return;
  const message = 'From here no path leads to an end: the states repeat until the execution fails or is stopped.';
  const place = { range: first.nameRange, location: first.location };
  checking.report('hint.endless-loop', message, place, {
    related: others.map((state) => ({ message: 'This state is part of the loop.', range: state.nameRange })),
  });
}

/** The states from which a path leads to one of the ends, the ends included. */
function leadingToEnd({ states }: Scope, ends: readonly State[]): ReadonlySet<State> {
  const before = new Map<State, State[]>();
  for (const state of states.values()) {
    for (const { target } of transitionsOf(state)) {
      const next = states.get(target);
      if (next === undefined) continue;
      const sources = before.get(next);
      if (sources) sources.push(state);
      else before.set(next, [state]);
    }
  }
  const leading = new Set(ends);
  for (const state of leading) for (const source of before.get(state) ?? []) leading.add(source);
  return leading;
}

/** Placeholders hide some of the transitions: what is reached and where it ends cannot be said. */
function isOpen(scope: Scope): boolean {
  if (scope.startAt === undefined && isFilledIn(memberOf(scope.node, 'StartAt')?.value)) return true;
  if (scope.startAt && isHidden(scope.startAt.target, scope)) return true;
  for (const state of scope.states.values()) {
    if (state.type === 'Broken' && (state.body === undefined || isFilledIn(state.body))) return true;
    if (transitionsOf(state).some(({ target }) => isHidden(target, scope))) return true;
    for (const { name, member } of state.fields.list) {
      if (member.value === undefined ? hasPlaceholder(name) : leadsOn.has(name) && member.value.kind === 'hole')
        return true;
    }
  }
  return false;
}

/** The fields that say where a state leads. */
const leadsOn: ReadonlySet<string> = new Set(['Next', 'Default', 'End', 'Type', 'Choices', 'Catch']);

function isHidden(target: string, scope: Scope): boolean {
  return hasPlaceholder(target) && !scope.states.has(target);
}

/** The States object is missing or a placeholder, or has one among its members. */
function hasUnknownStates(scope: Scope): boolean {
  const states = memberOf(scope.node, 'States')?.value;
  if (states === undefined || isFilledIn(states)) return true;
  return (
    states.kind === 'object' &&
    states.members.some(({ key, value }) => value === undefined && hasPlaceholder(key.value))
  );
}
