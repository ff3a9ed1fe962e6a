import { type FoundExpression, pathsIn } from '../model/expressionsIn.ts';
import type { Assignment, Scope, State, StateMachine } from '../model/stateMachine.ts';
import { scopesInside } from '../model/transitions.ts';
import { nearest } from '../nearest.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import { rangeWithin } from '../syntax/syntaxTree.ts';
import type { TextRange } from '../text.ts';
import type { RelatedPlace } from './finding.ts';
import { type Checking, reportOf } from './report.ts';
import { assignmentsIn, assigns, flowOf, nothingSet, VariableBits, type VariablesSet } from './variableFlow.ts';

/** Variables: their names, where they are set, and whether they are set wherever they are read. */
export function checkVariables(checking: Checking): void {
  const { machine } = checking;
  const reads = readsByState(checking);
  if (reads.size === 0 && !machine.states.some(assigns)) return;
  for (const state of machine.states) for (const found of assignmentsIn(state)) checkName(found, state, checking);
  // A placeholder may set anything.
  if (machine.states.some(hidesAssignments)) return;
  const guarded = guardedNames(checking);
  const assigned = assignmentsByName(machine);
  checkScope(machine.top, [], nothingSet, { reads, guarded, assigned, bits: new VariableBits(), checking });
}

interface Reads {
  readonly reads: ReadonlyMap<State, readonly Read[]>;
  /** Variables that the definition asks for with IsPresent or `$exists`: it knows that they may be missing. */
  readonly guarded: ReadonlySet<string>;
  /** Every assignment by the name of its variable, in document order. */
  readonly assigned: ReadonlyMap<string, readonly Assigned[]>;
  readonly bits: VariableBits;
  readonly checking: Checking;
}

interface Assigned {
  readonly scope: Scope;
  readonly range: TextRange;
}

interface Read {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly found: FoundExpression;
}

const longestName = 80;

function checkName({ name }: Assignment, state: State, checking: Checking): void {
  const { value, range } = name;
  if (hasPlaceholder(value)) return;
  const problem = nameProblem(value);
  if (problem) checking.report('SCHEMA_VALIDATION_FAILED', problem, { range, location: `${state.location}/Assign` });
}

function nameProblem(name: string): string | undefined {
  if (name === 'states') return "The variable name 'states' is reserved";
  if (!/^\p{ID_Start}\p{ID_Continue}*$/u.test(name)) {
    return `'${name}' is not a valid variable name: it begins with a letter and goes on with letters, digits and _`;
  }
  return name.length > longestName && [...name].length > longestName
    ? `A variable name has at most ${longestName} characters`
    : undefined;
}

function readsByState({ expressions }: Checking): ReadonlyMap<State, readonly Read[]> {
  const reads = new Map<State, Read[]>();
  for (const found of expressions) {
    const places = readsIn(found);
    if (places.length === 0) continue;
    const list = reads.get(found.state);
    if (list) list.push(...places);
    else reads.set(found.state, [...places]);
  }
  return reads;
}

const noReads: readonly Read[] = [];

/** Most expressions read no variables. */
function readsIn(found: FoundExpression): readonly Read[] {
  const { expression } = found;
  if (expression.kind === 'jsonata') {
    const variables = reportOf(found, expression).variables;
    if (variables.length === 0) return noReads;
    return variables.map(({ name, start, end }) => ({
      name,
      start: expression.start + start,
      end: expression.start + end,
      found,
    }));
  }
  if (expression.kind === 'path' && expression.variable === undefined) return noReads;
  return pathsIn(expression).flatMap(({ path: { variable }, start }) =>
    variable === undefined ? [] : [{ name: variable, start, end: start + 1 + variable.length, found }],
  );
}

function assignmentsByName({ states }: StateMachine): ReadonlyMap<string, readonly Assigned[]> {
  const found = new Map<string, Assigned[]>();
  for (const state of states) {
    for (const { name } of assignmentsIn(state)) {
      const list = found.get(name.value);
      const assigned = { scope: state.scope, range: name.range };
      if (list) list.push(assigned);
      else found.set(name.value, [assigned]);
    }
  }
  return found;
}

function guardedNames({ expressions }: Checking): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { expression, owner } of expressions) {
    if (expression.kind === 'jsonata') {
      for (const name of askedFor(expression.text)) names.add(name);
    } else if (expression.kind === 'path' && expression.variable && owner.fields.has('IsPresent')) {
      names.add(expression.variable);
    }
  }
  return names;
}

const question = /\$(?:exists|type)\s*\(\s*\$([\p{ID_Start}][\p{ID_Continue}]*)/gu;

/** The variables that a JSONata expression asks about. */
function askedFor(text: string): readonly string[] {
  if (!text.includes('$exists') && !text.includes('$type')) return [];
  return [...text.matchAll(question)].flatMap(([, name]) => (name ? [name] : []));
}

function hidesAssignments(state: State): boolean {
  if (state.fields.get('Assign')?.member.value?.kind === 'hole') return true;
  return assignmentsIn(state).some(({ name }) => hasPlaceholder(name.value));
}

/** `outer` are the scopes around this one whose variables can be read here. */
function checkScope(scope: Scope, outer: readonly Scope[], entry: VariablesSet, all: Reads): void {
  const flow = flowOf(scope, entry, all.bits);
  for (const state of scope.states.values()) {
    checkShadowing(state, outer, entry, all);
    const set = flow.get(state.name);
    if (set === undefined) continue;
    for (const read of all.reads.get(state) ?? []) checkRead(read, set, [scope, ...outer], all);
    const isDistributed = state.type === 'Map' && state.mode === 'DISTRIBUTED';
    for (const inner of scopesInside(state)) {
      if (isDistributed) checkScope(inner, [], nothingSet, all);
      else checkScope(inner, [scope, ...outer], set, all);
    }
  }
}

/** AWS accepts the name when the outer scope assigns it only later, such as in a catcher of the state around. */
function checkShadowing(state: State, outer: readonly Scope[], { maybe }: VariablesSet, all: Reads): void {
  if (maybe === 0n) return;
  for (const { name } of assignmentsIn(state)) {
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

function checkRead(read: Read, set: VariablesSet, visible: readonly Scope[], all: Reads): void {
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
