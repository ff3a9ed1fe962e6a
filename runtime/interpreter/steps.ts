import type { Json } from '../../language/json.ts';
import { awaited, type Evaluator } from './evaluate.ts';
import { fail } from './fail.ts';
import { Fault } from './fault.ts';
import { placeOf, type Stage } from './observe.ts';
import type { Fibre, Run, Step, Visit } from './run.ts';

/** Puts a value where the following steps find it, or refuses it. */
export type Keeper = (visit: Visit, value: Json, run: Run, fibre: Fibre) => Fault | undefined;

/** A step that computes a value and keeps it; the observer is told. */
export function valueStep(stage: Stage, evaluate: Evaluator, keep: Keeper): Step {
  return {
    stage,
    take(run, fibre, visit) {
      const value = awaited(run, fibre, visit, evaluate);
      if (value === undefined) return 'evaluating';
      if (value instanceof Fault) return fail(run, fibre, visit, value);
      const refused = keep(visit, value, run, fibre);
      if (refused !== undefined) return fail(run, fibre, visit, refused);
      if (run.observer !== undefined) observe(run, fibre, visit, stage, value);
      visit.step++;
      return 'on';
    },
  };
}

export function observe(run: Run, fibre: Fibre, visit: Visit, stage: Stage, value: Json): void {
  run.observer?.value?.(placeOf(fibre, visit), stage, value);
}

export const keepValue: Keeper = (visit, value) => {
  visit.value = value;
  return undefined;
};
