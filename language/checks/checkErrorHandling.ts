import { covers } from '../model/errorNames.ts';
import type { Catcher, Retrier, State } from '../model/stateMachine.ts';
import { handlesErrors } from '../model/transitions.ts';
import type { StateChecking } from './report.ts';

/** ErrorEquals of retriers and catchers: States.ALL alone and last, nothing that an earlier one takes. */
export function checkErrorHandling(checking: StateChecking): void {
  const { state } = checking;
  if (state === undefined || !handlesErrors(state)) return;
  checkList({ list: state.retry, field: 'Retry', state }, checking);
  checkList({ list: state.catch, field: 'Catch', state }, checking);
}

interface Handlers {
  readonly list: readonly (Retrier | Catcher)[];
  readonly field: 'Retry' | 'Catch';
  readonly state: State;
}

function checkList(handlers: Handlers, checking: StateChecking): void {
  for (let index = 0; index < handlers.list.length; index++) {
    checkAll(handlers, index, checking);
    if (index > 0) checkCovered(handlers, index, checking);
  }
}

function locationOf({ state, field }: Handlers, index: number): string {
  return `${state.location}/${field}[${index}]/ErrorEquals`;
}

function checkAll(handlers: Handlers, index: number, checking: StateChecking): void {
  const { list } = handlers;
  const errorEquals = list[index]?.errorEquals ?? [];
  const all = errorEquals.find(({ value }) => value === 'States.ALL');
  if (all === undefined) return;
  const isLast = index === list.length - 1;
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
    { range: all.range, location: locationOf(handlers, index) },
    {
      data: { move: errorEquals.length > 1 ? 'alone' : 'last' },
    },
  );
}

/** A handler all of whose names are taken by those before it never gets its turn. */
function checkCovered(handlers: Handlers, index: number, checking: StateChecking): void {
  const earlier = handlers.list.slice(0, index).flatMap(({ errorEquals }) => errorEquals);
  const names = handlers.list[index]?.errorEquals ?? [];
  const takenBy = (name: string) => earlier.find(({ value }) => covers(value, name));
  const [first] = names;
  const by = first && takenBy(first.value);
  if (first === undefined || by === undefined || !names.every(({ value }) => takenBy(value))) return;
  const code = handlers.field === 'Retry' ? 'hint.unreachable-retrier' : 'hint.unreachable-catcher';
  const message = `Never used: an earlier ErrorEquals takes ${first.value}.`;
  checking.report(
    code,
    message,
    { range: first.range, location: locationOf(handlers, index) },
    {
      related: [{ message: `${by.value} comes first.`, range: by.range }],
    },
  );
}
