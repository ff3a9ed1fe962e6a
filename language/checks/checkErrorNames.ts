import { errorNames, isKnownErrorName } from '../model/errorNames.ts';
import type { Catcher, ErrorHandling, Located, Retrier, State, StateMachine } from '../model/stateMachine.ts';
import { handlesErrors } from '../model/transitions.ts';
import { nearest } from '../nearest.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import type { MachineChecking } from './report.ts';

/** The errors that retriers and catchers name: those that Step Functions knows, or that a Fail state gives. */
export function checkErrorNames(checking: MachineChecking): void {
  const { machine } = checking;
  const given = errorsGivenIn(machine);
  for (const state of machine.states) {
    if (!handlesErrors(state)) continue;
    checkList(state, 'Retry', given, checking);
    checkList(state, 'Catch', given, checking);
  }
}

function checkList(
  state: State & ErrorHandling,
  field: 'Retry' | 'Catch',
  given: ReadonlySet<string>,
  checking: MachineChecking,
): void {
  const list: readonly (Retrier | Catcher)[] = field === 'Retry' ? state.retry : state.catch;
  for (let index = 0; index < list.length; index++) {
    for (const name of list[index]?.errorEquals ?? []) {
      if (!name.value.startsWith('States.') || given.has(name.value)) continue;
      checkName(name, `${state.location}/${field}[${index}]/ErrorEquals`, checking);
    }
  }
}

/** A Fail state may give its error any name, one that begins with `States.` too. */
function errorsGivenIn({ states }: StateMachine): ReadonlySet<string> {
  const names = new Set<string>();
  for (const state of states) {
    if (state.type === 'Fail' && state.error?.kind === 'literal') names.add(state.error.value);
  }
  return names;
}

function checkName({ value, range }: Located<string>, location: string, checking: MachineChecking): void {
  if (hasPlaceholder(value)) return;
  if (errorNames.get(value)?.catchable === false) {
    const message = `${value} can be neither retried nor caught.`;
    checking.report('hint.uncatchable-error', message, { range, location });
  } else if (!isKnownErrorName(value)) {
    const found = nearest(value, errorNames.keys());
    const message = `Step Functions has no error ${value}${found ? `; is ${found} meant?` : ''}`;
    checking.report(
      'hint.unknown-error',
      message,
      { range, location },
      { data: { name: value, ...(found && { nearest: found }) } },
    );
  }
}
