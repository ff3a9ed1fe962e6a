import type { Assignment, State } from '../model/stateMachine.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import type { StateChecking } from './report.ts';
import { assignmentsIn } from './variableFlow.ts';

/** The names of the variables that a state assigns. */
export function checkAssignments(checking: StateChecking): void {
  const { state } = checking;
  if (state) for (const assignment of assignmentsIn(state)) checkName(assignment, state, checking);
}

const longestName = 80;

function checkName({ name }: Assignment, state: State, checking: StateChecking): void {
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
