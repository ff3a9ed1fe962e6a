import type { Path } from '../../language/expressions/jsonPath.ts';
import { millisecondsOf, parseTimestamp } from '../../language/expressions/timestamp.ts';
import type { Json } from '../../language/json.ts';
import type { Dynamic, WaitState } from '../../language/model/stateMachine.ts';
import { evaluateDynamic, type Read } from './dynamic.ts';
import { type Evaluator, Surroundings } from './evaluate.ts';
import { fail } from './fail.ts';
import { Fault, queryFault, runtimeFault } from './fault.ts';
import type { Step } from './run.ts';
import { setTimer } from './schedule.ts';
import { valueStep } from './steps.ts';

/** Works out when the wait ends, then sleeps until then; a moment in the past does not wait. */
export function waitSteps(state: WaitState): Step[] {
  const { until } = state;
  if (!('kind' in until) || until.kind === 'broken') {
    const fault = runtimeFault(until.reason, until.range);
    return [{ stage: 'wait', take: (run, fibre, visit) => fail(run, fibre, visit, fault) }];
  }
  const field = until.kind === 'seconds' ? until.seconds : until.timestamp;
  const endOf = until.kind === 'seconds' ? secondsEnd : timestampEnd;
  return [
    valueStep('wait', wordedEvaluator(field), (visit, value, run) => {
      const end = endOf(field, value, run.host.now());
      if (end instanceof Fault) return end;
      visit.result = end;
      return undefined;
    }),
    {
      stage: 'wait',
      take(run, fibre, visit) {
        const end = visit.result as number;
        visit.result = undefined;
        visit.step++;
        if (end <= run.host.now()) return 'on';
        setTimer(run, fibre, 'wake', end);
        return 'wait';
      },
    },
  ];
}

function wordedEvaluator(field: Dynamic<number | string>): Evaluator {
  const expected = field.kind !== 'broken' && field.field.startsWith('Seconds') ? 'number' : 'string';
  return (run, fibre, visit) =>
    evaluateDynamic(field, new Surroundings(run, fibre, visit, visit.effective), expected, missingInput);
}

function missingInput(path: Path, _surroundings: Surroundings, field: string): string {
  return `The ${field} parameter does not reference an input value: ${path.text}`;
}

/** Seconds that fit into 31 bits; a longer wait is refused. */
const longestWait = 2 ** 31 - 1;

function secondsEnd(field: Dynamic<number | string>, value: Json, now: number): number | Fault {
  if (field.kind === 'broken') return runtimeFault(field.reason, field.range);
  const seconds =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^[+-]?\d+$/.test(value)
        ? Number(value)
        : Number.NaN;
  if (!Number.isInteger(seconds)) return wrongSeconds(field, 'cannot be parsed as a long value', value);
  if (seconds < 0) return wrongSeconds(field, 'references a negative value', value);
  return seconds > longestWait ? runtimeFault('Wait state delay is too long.') : now + seconds * 1000;
}

/** AWS's texts say which path led to the value; where no path did, they speak of the field alone. */
function wrongSeconds(field: Read, fault: string, value: Json): Fault {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  if (field.kind === 'path')
    return runtimeFault(`The ${field.field} parameter ${fault}: ${field.path.text} == ${shown}`, field.range);
  const cause = `The ${field.field} field ${fault}: ${shown}`;
  return field.kind === 'jsonata' ? queryFault(cause, field.field, field.range) : runtimeFault(cause, field.range);
}

function timestampEnd(field: Dynamic<number | string>, value: Json, now: number): number | Fault {
  if (field.kind === 'broken') return runtimeFault(field.reason, field.range);
  const instant = typeof value === 'string' ? parseTimestamp(value) : undefined;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  if (instant === undefined && field.kind === 'path') {
    const cause = `The ${field.field} parameter does not reference a valid ISO-8601 extended offset date-time format string: ${field.path.text} == ${shown}`;
    return runtimeFault(cause, field.range);
  }
  if (instant === undefined) {
    const cause = `The ${field.field} field cannot be parsed as an ISO-8601 extended offset date-time format string: ${shown}`;
    return field.kind === 'jsonata' ? queryFault(cause, field.field, field.range) : runtimeFault(cause, field.range);
  }
  const end = millisecondsOf({ seconds: instant.seconds, nanoseconds: 0 });
  return (end - now) / 1000 > longestWait ? runtimeFault('Wait state delay is too long.') : end;
}
