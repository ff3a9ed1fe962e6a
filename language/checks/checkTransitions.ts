import type { Scope, State, Transition } from '../model/stateMachine.ts';
import { isTerminal, scopesInside, transitionsOf } from '../model/transitions.ts';
import { nearest } from '../nearest.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import { memberOf } from '../syntax/syntaxTree.ts';
import { isFilledIn } from './filledIn.ts';
import { type Checking, named } from './report.ts';

/** Targets that do not exist, states that nothing reaches, scopes that never end: each scope by itself. */
export function checkTransitions(checking: Checking): void {
  checkScope(checking.machine.top, checking);
}

function checkScope(scope: Scope, checking: Checking): void {
  checkTargets(scope, checking);
  if (!isOpen(scope)) {
    if (hasTerminal(scope)) {
      checkReachable(scope, checking);
      checkLoops(scope, checking);
    } else reportNoEnd(scope, checking);
  }
  for (const state of scope.states.values()) for (const inner of scopesInside(state)) checkScope(inner, checking);
}

function checkTargets(scope: Scope, checking: Checking): void {
  const transitions = [...scope.states.values()].flatMap(transitionsOf);
  for (const transition of scope.startAt ? [scope.startAt, ...transitions] : transitions) {
    const { target, range, location } = transition;
    if (scope.states.has(target) || hasPlaceholder(target) || hasUnknownStates(scope)) continue;
    const data = { name: target, ...guess(target, scope.states.keys()) };
    const related = elsewhere(transition, checking);
    checking.report(
      'MISSING_TRANSITION_TARGET',
      `Missing 'Next' target: ${target}`,
      { range, location },
      { data, related },
    );
  }
}

function guess(name: string, candidates: Iterable<string>): { nearest?: string } {
  const found = nearest(name, candidates);
  return found === undefined ? {} : { nearest: found };
}

/** The state is there, but behind the border of a scope. */
function elsewhere({ target }: Transition, { machine }: Checking) {
  const state = machine.states.find(({ name }) => name === target);
  if (state === undefined) return undefined;
  return [
    {
      message: `“${target}” is in another scope: a transition cannot leave its States object.`,
      range: state.nameRange,
    },
  ];
}

/** AWS asks for an end at the top level only; an iteration or branch without one simply never returns. */
function reportNoEnd(scope: Scope, checking: Checking): void {
  const range = memberOf(scope.node, 'States')?.key.range;
  if (range === undefined || scope.states.size === 0) return;
  if (scope.owner === undefined) {
    checking.report('MISSING_END_STATE', 'Workflow has no terminal state', { range, location: undefined });
  } else {
    const message = 'No state ends this scope: the execution cannot leave it again.';
    checking.report('hint.no-end-state', message, { range, location: named(scope.location) });
  }
}

function hasTerminal(scope: Scope): boolean {
  for (const state of scope.states.values()) if (isTerminal(state) || endsBroken(state)) return true;
  return false;
}

/** A state that could not be read may end the scope. */
function endsBroken(state: State): boolean {
  return state.type === 'Broken' && state.transitions.length === 0;
}

function checkReachable(scope: Scope, checking: Checking): void {
  if (scope.startAt === undefined) return;
  const reached = walk([scope.startAt.target], (name) => {
    const state = scope.states.get(name);
    return state ? transitionsOf(state).map(({ target }) => target) : [];
  });
  for (const state of scope.states.values()) {
    if (reached.has(state.name)) continue;
    const place = { range: state.nameRange, location: state.location };
    checking.report('MISSING_TRANSITION_TARGET', `State "${state.name}" is not reachable.`, place, {
      data: { unreachable: state.name },
    });
  }
}

/** States from which no end can be reached any more; said once a scope, at the first of them. */
function checkLoops(scope: Scope, checking: Checking): void {
  const before = new Map<string, string[]>();
  const ends: string[] = [];
  for (const state of scope.states.values()) {
    if (isTerminal(state) || endsBroken(state)) ends.push(state.name);
    for (const { target } of transitionsOf(state)) {
      const sources = before.get(target);
      if (sources) sources.push(state.name);
      else before.set(target, [state.name]);
    }
  }
  const leaving = walk(ends, (name) => before.get(name) ?? []);
  const stuck = [...scope.states.values()].filter((state) => !leaving.has(state.name) && before.has(state.name));
  const [first, ...others] = stuck;
  if (first === undefined || stuck.some((state) => transitionsOf(state).length === 0)) return;
  const message = 'From here no path leads to an end: the states repeat until the execution fails or is stopped.';
  checking.report(
    'hint.endless-loop',
    message,
    { range: first.nameRange, location: first.location },
    { related: others.map((state) => ({ message: 'This state is part of the loop.', range: state.nameRange })) },
  );
}

/** Every name that can be reached from the first ones. */
function walk(from: readonly string[], next: (name: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set(from);
  const waiting = [...from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const found of next(name)) {
      if (seen.has(found)) continue;
      seen.add(found);
      waiting.push(found);
    }
  }
  return seen;
}

/** Placeholders hide some of the transitions: what is reached and where it ends cannot be said. */
function isOpen(scope: Scope): boolean {
  if (hasUnknownStates(scope)) return true;
  if (scope.startAt === undefined && isFilledIn(memberOf(scope.node, 'StartAt')?.value)) return true;
  if (scope.startAt && isHidden(scope.startAt.target, scope)) return true;
  for (const state of scope.states.values()) {
    if (state.type === 'Broken' && (state.body === undefined || isFilledIn(state.body))) return true;
    if (
      ['Next', 'Default', 'End', 'Type', 'Choices', 'Catch'].some((name) =>
        isFilledIn(state.fields.get(name)?.member.value),
      )
    )
      return true;
    if (transitionsOf(state).some(({ target }) => isHidden(target, scope))) return true;
    if ([...state.fields.values()].some(({ name, member }) => member.value === undefined && hasPlaceholder(name)))
      return true;
  }
  return false;
}

function isHidden(target: string, scope: Scope): boolean {
  return hasPlaceholder(target) && !scope.states.has(target);
}

/** The States object is a placeholder, or has one among its members. */
function hasUnknownStates(scope: Scope): boolean {
  const states = memberOf(scope.node, 'States')?.value;
  if (states === undefined || isFilledIn(states)) return true;
  return (
    states.kind === 'object' &&
    states.members.some(({ key, value }) => value === undefined && hasPlaceholder(key.value))
  );
}
