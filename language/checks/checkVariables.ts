import type { Scope, State } from '../model/stateMachine.ts';
import { scopesInside } from '../model/transitions.ts';
import { nearest } from '../nearest.ts';
import { rangeWithin } from '../syntax/syntaxTree.ts';
import type { TextRange } from '../text.ts';
import type { RelatedPlace } from './finding.ts';
import type { MachineChecking } from './report.ts';
import type { VariableRead } from './stateVariables.ts';
import { flowOf, nothingSet, VariableBits, type VariablesSet } from './variableFlow.ts';

/** Variables: their names, where they are set, and whether they are set wherever they are read. */
export function checkVariables(checking: MachineChecking): void {
  const { machine, variables } = checking;
  if (variables.size === 0 || [...variables.values()].some(({ isOpen }) => isOpen)) return;
  const guarded = guardedNames(checking);
  const assigned = assignmentsByName(checking);
  checkScope(machine.top, [], nothingSet, { guarded, assigned, bits: new VariableBits(), checking });
}

interface Everything {
  /** Variables that the definition asks for with IsPresent or `$exists`: it knows that they may be missing. */
  readonly guarded: ReadonlySet<string>;
  /** Every assignment by the name of its variable, in document order. */
  readonly assigned: ReadonlyMap<string, readonly Assigned[]>;
  readonly bits: VariableBits;
  readonly checking: MachineChecking;
}

interface Assigned {
  readonly scope: Scope;
  readonly range: TextRange;
}

function assignmentsByName({ variables }: MachineChecking): ReadonlyMap<string, readonly Assigned[]> {
  const found = new Map<string, Assigned[]>();
  for (const [{ scope }, { assigned }] of variables) {
    for (const { name } of assigned) {
      const list = found.get(name.value);
      if (list) list.push({ scope, range: name.range });
      else found.set(name.value, [{ scope, range: name.range }]);
    }
  }
  return found;
}

function guardedNames({ variables }: MachineChecking): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { asked } of variables.values()) for (const name of asked) names.add(name);
  return names;
}

const nothing: readonly never[] = [];

/** `outer` are the scopes around this one whose variables can be read here. */
function checkScope(scope: Scope, outer: readonly Scope[], entry: VariablesSet, all: Everything): void {
  const flow = flowOf(scope, entry, all.bits);
  const visible = [scope, ...outer];
  for (const state of scope.states.values()) {
    checkShadowing(state, outer, entry, all);
    const set = flow.get(state.name)?.set;
    if (set === undefined) continue;
    for (const read of all.checking.variables.get(state)?.reads ?? nothing) checkRead(read, set, visible, all);
    const isDistributed = state.type === 'Map' && state.mode === 'DISTRIBUTED';
    for (const inner of scopesInside(state)) {
      if (isDistributed) checkScope(inner, nothing, nothingSet, all);
      else checkScope(inner, visible, set, all);
    }
  }
}

/** AWS accepts the name when the outer scope assigns it only later, such as in a catcher of the state around. */
function checkShadowing(state: State, outer: readonly Scope[], { maybe }: VariablesSet, all: Everything): void {
  if (maybe === 0n) return;
  for (const { name } of all.checking.variables.get(state)?.assigned ?? nothing) {
    if (!all.bits.has(maybe, name.value)) continue;
    const first = all.assigned.get(name.value)?.find(({ scope }) => outer.includes(scope));
    if (first === undefined) continue;
    const message = `The variable '${name.value}' is already assigned in an outer scope`;
    const place = { range: name.range, location: `${state.location}/Assign` };
    all.checking.report('SCHEMA_VALIDATION_FAILED', message, place, {
      related: [{ message: 'The assignment in the outer scope.', range: first.range }],
    });
  }
}

/** More places than these explain nothing more. */
const mostRelated = 5;

function checkRead(read: VariableRead, set: VariablesSet, visible: readonly Scope[], all: Everything): void {
  const { name, found } = read;
  if (all.bits.has(set.surely, name) || all.guarded.has(name)) return;
  const place = { range: rangeWithin(found.node, read.start, read.end), location: found.location };
  const assigned = all.assigned.get(name) ?? [];
  if (all.bits.has(set.maybe, name)) {
    const here = assigned.filter(({ scope }) => visible.includes(scope));
    const message = `$${name} may have no value here: not every path to this state assigns it.`;
    all.checking.report('hint.unset-variable', message, place, {
      related: places(here, `Some paths to “${found.state.name}” do not come by here.`),
      data: { name },
    });
    return;
  }
  const similar = assigned.length === 0 ? nearest(name, all.bits.namesIn(set.maybe)) : undefined;
  const message =
    assigned.length === 0
      ? `$${name} is never assigned${similar ? `; is $${similar} meant?` : '.'}`
      : `$${name} has no value here: it is assigned in another scope, or only later.`;
  all.checking.report('hint.undefined-variable', message, place, {
    related: places(assigned, 'Assigned here.'),
    data: { name, ...(similar && { nearest: similar }) },
  });
}

function places(assigned: readonly Assigned[], message: string): readonly RelatedPlace[] {
  return assigned.slice(0, mostRelated).map(({ range }) => ({ message, range }));
}
