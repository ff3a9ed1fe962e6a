import { type FoundExpression, pathsIn } from '../model/expressionsIn.ts';
import type { Assignment, State } from '../model/stateMachine.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import { reportOf } from './report.ts';
import { assignmentsIn } from './variableFlow.ts';

/** What a state has to do with variables. */
export interface StateVariables {
  readonly assigned: readonly Assignment[];
  /** A placeholder among the assignments may set anything. */
  readonly isOpen: boolean;
  readonly reads: readonly VariableRead[];
  /** Variables that it asks for with IsPresent or `$exists`: it knows that they may be missing. */
  readonly asked: readonly string[];
}

/** One place where a variable is read; indexes are of the text of the expression's string. */
export interface VariableRead {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly found: FoundExpression;
}

/** Undefined for a state without any, as most are in JSONPath. */
export function variablesIn(state: State, expressions: readonly FoundExpression[]): StateVariables | undefined {
  const assigned = assignmentsIn(state);
  const reads = ofAll(expressions, readsIn);
  const asked = ofAll(expressions, askedIn);
  const isOpen = hidesAssignments(state, assigned);
  if (assigned.length === 0 && reads.length === 0 && asked.length === 0 && !isOpen) return undefined;
  return { assigned, isOpen, reads, asked };
}

/** What `find` finds in each; most of the time nothing. */
function ofAll<Found>(
  expressions: readonly FoundExpression[],
  find: (expression: FoundExpression) => readonly Found[],
): readonly Found[] {
  let all: readonly Found[] = nothing;
  for (const expression of expressions) {
    const found = find(expression);
    if (found.length > 0) all = all.length === 0 ? found : [...all, ...found];
  }
  return all;
}

function hidesAssignments({ fields }: State, assigned: readonly Assignment[]): boolean {
  if (fields.get('Assign')?.member.value?.kind === 'hole') return true;
  return assigned.some(({ name }) => hasPlaceholder(name.value));
}

const nothing: readonly never[] = [];

function readsIn(found: FoundExpression): readonly VariableRead[] {
  const { expression } = found;
  if (expression.kind === 'jsonata') {
    const variables = reportOf(found, expression).variables;
    if (variables.length === 0) return nothing;
    return variables.map(({ name, start, end }) => ({
      name,
      start: expression.start + start,
      end: expression.start + end,
      found,
    }));
  }
  if (!readsVariable(expression)) return nothing;
  return pathsIn(expression).flatMap(({ path: { variable }, start }) =>
    variable === undefined ? [] : [{ name: variable, start, end: start + 1 + variable.length, found }],
  );
}

function readsVariable(expression: FoundExpression['expression']): boolean {
  if (expression.kind === 'path') return expression.variable !== undefined;
  if (expression.kind !== 'call') return false;
  for (const argument of expression.arguments) {
    if (
      argument.kind === 'path' ? readsVariable(argument.path) : argument.kind === 'call' && readsVariable(argument.call)
    )
      return true;
  }
  return false;
}

function askedIn({ expression, owner }: FoundExpression): readonly string[] {
  if (expression.kind === 'jsonata') return askedFor(expression.text);
  if (expression.kind !== 'path') return nothing;
  return owner.fields.has('IsPresent') && expression.variable !== undefined ? [expression.variable] : nothing;
}

const question = /\$(?:exists|type)\s*\(\s*\$([\p{ID_Start}][\p{ID_Continue}]*)/gu;

/** The variables that a JSONata expression asks about. */
function askedFor(text: string): readonly string[] {
  if (!text.includes('$exists') && !text.includes('$type')) return nothing;
  return [...text.matchAll(question)].flatMap(([, name]) => (name ? [name] : []));
}
