import type { Located, State } from '../model/stateMachine.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import type { MachineChecking } from './report.ts';

const longestStateName = 80;
const longestLabel = 40;
/** What a Label must not contain: white space, control characters, and what means something in ARNs and patterns. */
const badInLabel = /[\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]/u;

/** The names of states, the labels of Maps: unique in the whole state machine, and well formed. */
export function checkNames(checking: MachineChecking): void {
  const names = new Map<string, State>();
  const labels = new Map<string, Located<string>>();
  for (const state of checking.machine.states) {
    checkStateName(state, names, checking);
    if (state.type === 'Map' && state.label) checkLabel(state.label, `${state.location}/Label`, labels, checking);
  }
}

function checkStateName(state: State, names: Map<string, State>, checking: MachineChecking): void {
  const { name, nameRange: range, location } = state;
  const first = names.get(name);
  if (first) {
    checking.report(
      'DUPLICATE_STATE_NAME',
      `Duplicate state name: ${name}`,
      { range, location },
      {
        related: [{ message: 'The first state of this name.', range: first.nameRange }],
        data: { name },
      },
    );
  } else names.set(name, state);
  if (name === '') checking.report('INVALID_STATE_NAME', 'A state name cannot be empty', { range, location });
  else if (characters(name) > longestStateName && !hasPlaceholder(name)) {
    const message = `A state name has at most ${longestStateName} characters, not ${characters(name)}`;
    checking.report('INVALID_STATE_NAME', message, { range, location });
  }
}

function checkLabel(
  label: Located<string>,
  location: string,
  labels: Map<string, Located<string>>,
  checking: MachineChecking,
): void {
  const { value, range } = label;
  if (hasPlaceholder(value)) return;
  const first = labels.get(value);
  if (first) {
    checking.report(
      'DUPLICATE_LABEL_NAME',
      `Duplicate label: ${value}`,
      { range, location },
      {
        related: [{ message: 'The first label of this name.', range: first.range }],
      },
    );
  } else labels.set(value, label);
  const problem = labelProblem(value);
  if (problem) checking.report('INVALID_LABEL_NAME', problem, { range, location });
}

function labelProblem(label: string): string | undefined {
  if (label === '') return 'A label cannot be empty';
  if (characters(label) > longestLabel)
    return `A label has at most ${longestLabel} characters, not ${characters(label)}`;
  const bad = badInLabel.exec(label)?.[0];
  return bad === undefined ? undefined : `A label cannot contain ${bad.trim() === '' ? 'white space' : `“${bad}”`}`;
}

/** Unicode characters, not UTF-16 units. */
function characters(text: string): number {
  return text.length <= longestLabel ? text.length : [...text].length;
}
