import type { Path } from '../../language/expressions/jsonPath.ts';
import { millisecondsOf, parseTimestamp } from '../../language/expressions/timestamp.ts';
import type { Json } from '../../language/json.ts';
import type { Dynamic, WaitState } from '../../language/model/stateMachine.ts';
import { evaluateDynamic, pathText } from './dynamic.ts';
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
  const shown = `${pathText(field)} == ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  if (!Number.isInteger(seconds)) {
    const cause = `The ${field.field} parameter cannot be parsed as a long value: ${shown}`;
    return field.kind === 'jsonata' ? queryFault(cause, field.field, field.range) : runtimeFault(cause, field.range);
  }
  if (seconds < 0) {
    const cause = `The ${field.field} parameter references a negative value: ${shown}`;
    return field.kind === 'jsonata' ? queryFault(cause, field.field, field.range) : runtimeFault(cause, field.range);
  }
  return seconds > longestWait ? runtimeFault('Wait state delay is too long.') : now + seconds * 1000;
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
