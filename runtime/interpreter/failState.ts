import type { Json } from '../../language/json.ts';
import type { Dynamic, FailState } from '../../language/model/stateMachine.ts';
import { evaluateDynamic, notFound } from './dynamic.ts';
import { type Evaluator, Surroundings } from './evaluate.ts';
import { fail } from './fail.ts';
import { Fault } from './fault.ts';
import type { Step } from './run.ts';
import { type Keeper, keepValue, valueStep } from './steps.ts';

/** Fail reads its raw input; Error and Cause go out as they are, and each only if it was given; null gives none. */
export function failSteps(state: FailState): Step[] {
  const steps: Step[] = [];
  // A Fail has no data flow of its own: the visit's two values hold the error and the cause on their way out.
  if (state.error) steps.push(valueStep('error', textIn(state.error), keepError));
  if (state.cause) steps.push(valueStep('cause', textIn(state.cause), keepValue));
  steps.push({
    stage: 'work',
    take: (run, fibre, visit) => {
      const error = state.error && textOf(visit.effective);
      const cause = state.cause && textOf(visit.value);
      return fail(run, fibre, visit, new Fault('work', error, cause));
    },
  });
  return steps;
}

const keepError: Keeper = (visit, value) => {
  visit.effective = value;
  return undefined;
};

function textIn(field: Dynamic<string>): Evaluator {
  return (run, fibre, visit) =>
    evaluateDynamic(field, new Surroundings(run, fibre, visit, visit.input), 'string', notFound);
}

function textOf(value: Json): string | undefined {
  if (value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
