import type { Json } from '../../language/json.ts';
import type { Transition } from '../../language/model/stateMachine.ts';
import { tooLarge } from './dataFlow.ts';
import { finish } from './end.ts';
import { fail } from './fail.ts';
import { runtimeFault } from './fault.ts';
import { assignedDetails, say } from './history.ts';
import type { Fibre, Progress, Run, Step, Variables, Visit } from './run.ts';
import { turnEnds } from './schedule.ts';

/** Where a state leads: another state, or out of its scope. */
export type Way = Transition | 'end' | undefined;

/** The last step: Exited, the new variables, and on to the next state or out of the scope. */
export function exitStep(way: (visit: Visit) => Way): Step {
  return {
    stage: 'exit',
    take(run, fibre, visit) {
      const target = way(visit);
      if (target === undefined) return fail(run, fibre, visit, runtimeFault(noNextState));
      const output = visit.value;
      if (output !== visit.input) {
        const fault = tooLarge(run, output, visit.state.name);
        if (fault !== undefined) return fail(run, fibre, visit, fault);
      }
      say(run, fibre, visit.plan.exited, visit.state.name, output, assignedDetails(visit.assigned));
      if (visit.assigned !== undefined) fibre.variables = withAssigned(fibre.variables, visit.assigned);
      return leave(run, fibre, target, output);
    },
  };
}

const noNextState = 'Failed to transition out of the state. The state does not point to a next state.';

function leave(run: Run, fibre: Fibre, way: Transition | 'end', output: Json): Progress {
  if (way === 'end') {
    finish(run, fibre, output);
    return 'wait';
  }
  fibre.visit = undefined;
  fibre.target = way.target;
  fibre.input = output;
  return turnEnds(run);
}

function withAssigned({ own, outer }: Variables, assigned: ReadonlyMap<string, Json>): Variables {
  return assigned.size === 0 ? { own, outer } : { own: new Map([...own, ...assigned]), outer };
}
