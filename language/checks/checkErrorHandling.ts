import { covers } from '../model/errorNames.ts';
import type { Catcher, Located, Retrier } from '../model/stateMachine.ts';
import type { StateChecking } from './report.ts';

/** ErrorEquals of retriers and catchers: States.ALL alone and last, nothing that an earlier one takes. */
export function checkErrorHandling(checking: StateChecking): void {
  const { state } = checking;
  if (state === undefined || !('retry' in state)) return;
  checkList(state.retry, `${state.location}/Retry`, 'hint.unreachable-retrier', checking);
  checkList(state.catch, `${state.location}/Catch`, 'hint.unreachable-catcher', checking);
}

function checkList(
  list: readonly (Retrier | Catcher)[],
  location: string,
  code: 'hint.unreachable-retrier' | 'hint.unreachable-catcher',
  checking: StateChecking,
): void {
  const earlier: Located<string>[] = [];
  for (let index = 0; index < list.length; index++) {
    const handler = list[index];
    if (handler === undefined) continue;
    const isLast = index === list.length - 1;
    const at = `${location}[${index}]/ErrorEquals`;
    checkAll(handler, isLast, at, checking);
    checkCovered(handler, earlier, at, code, checking);
    earlier.push(...handler.errorEquals);
  }
}

function checkAll(
  { errorEquals }: Retrier | Catcher,
  isLast: boolean,
  location: string,
  checking: StateChecking,
): void {
  const all = errorEquals.find(({ value }) => value === 'States.ALL');
  if (all === undefined) return;
  const problem =
    errorEquals.length > 1
      ? 'stand alone in ErrorEquals'
      : isLast
        ? undefined
        : 'stand in the last element of the list';
  if (problem === undefined) return;
  checking.report(
    'SCHEMA_VALIDATION_FAILED',
    `States.ALL must ${problem}`,
    { range: all.range, location },
    {
      data: { move: errorEquals.length > 1 ? 'alone' : 'last' },
    },
  );
}

/** A handler all of whose names are taken by those before it never gets its turn. */
function checkCovered(
  handler: Retrier | Catcher,
  earlier: readonly Located<string>[],
  location: string,
  code: 'hint.unreachable-retrier' | 'hint.unreachable-catcher',
  checking: StateChecking,
): void {
  if (earlier.length === 0) return;
  const takenBy = (name: string) => earlier.find(({ value }) => covers(value, name));
  const [first] = handler.errorEquals;
  if (first === undefined || !handler.errorEquals.every(({ value }) => takenBy(value))) return;
  const by = takenBy(first.value);
  if (by === undefined) return;
  const message = `Never used: an earlier ErrorEquals takes ${first.value}.`;
  checking.report(
    code,
    message,
    { range: first.range, location },
    {
      related: [{ message: `${by.value} comes first.`, range: by.range }],
    },
  );
}
