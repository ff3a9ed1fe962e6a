import type { Catcher, State } from '../../language/model/stateMachine.ts';
import { assignStep, resultPathStep, templateStep, valueSoFar } from './dataFlow.ts';
import { destinationOf } from './destination.ts';
import { exitStep } from './exit.ts';
import type { Plan, Step, Visit } from './run.ts';

/** What happens once a catcher is chosen: its own Assign, ResultPath or Output, and its Next. Nothing of the state's. */
export function catcherPlans(state: State): readonly Plan[] {
  if (state.type !== 'Task' && state.type !== 'Parallel' && state.type !== 'Map') return [];
  return state.catch.map((catcher) => ({
    state,
    entered: undefined,
    exited: `${state.type}StateExited`,
    steps: catcherSteps(state, catcher),
    catchers: undefined,
  }));
}

function catcherSteps(state: State, catcher: Catcher): readonly Step[] {
  const jsonata = state.queryLanguage === 'JSONata';
  const steps: Step[] = [];
  if (catcher.assign) steps.push(assignStep(() => catcher.assign, jsonata ? (visit) => visit.input : errorOutputOf));
  if (!jsonata) steps.push(resultPathStep(catcher.resultPath));
  else if (catcher.output) steps.push(templateStep('output', catcher.output, (visit) => visit.input));
  const way = catcher.next && destinationOf(state.scope, catcher.next);
  steps.push(exitStep(() => way));
  return steps;
}

const errorOutputOf = (visit: Visit) => visit.errorOutput ?? valueSoFar(visit);
