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
  const reads: VariableRead[] = [];
  const asked: string[] = [];
  for (const found of expressions) {
    for (const read of readsIn(found)) reads.push(read);
    for (const name of askedIn(found)) asked.push(name);
  }
  const isOpen = hidesAssignments(state, assigned);
  if (assigned.length === 0 && reads.length === 0 && asked.length === 0 && !isOpen) return undefined;
  return { assigned, isOpen, reads, asked };
}

function hidesAssignments({ fields }: State, assigned: readonly Assignment[]): boolean {
  if (fields.get('Assign')?.member.value?.kind === 'hole') return true;
  return assigned.some(({ name }) => hasPlaceholder(name.value));
}

const noReads: readonly VariableRead[] = [];
const noNames: readonly string[] = [];

/** Most expressions read no variables. */
function readsIn(found: FoundExpression): readonly VariableRead[] {
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

function askedIn({ expression, owner }: FoundExpression): readonly string[] {
  if (expression.kind === 'jsonata') return askedFor(expression.text);
  if (expression.kind !== 'path') return noNames;
  return owner.fields.has('IsPresent') && expression.variable !== undefined ? [expression.variable] : noNames;
}

const question = /\$(?:exists|type)\s*\(\s*\$([\p{ID_Start}][\p{ID_Continue}]*)/gu;

/** The variables that a JSONata expression asks about. */
function askedFor(text: string): readonly string[] {
  if (!text.includes('$exists') && !text.includes('$type')) return noNames;
  return [...text.matchAll(question)].flatMap(([, name]) => (name ? [name] : []));
}
