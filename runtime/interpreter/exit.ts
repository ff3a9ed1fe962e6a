import type { Json } from '../../language/json.ts';
import { tooLarge } from './dataFlow.ts';
import type { Destination } from './destination.ts';
import { finish } from './end.ts';
import { fail } from './fail.ts';
import { Fault, runtimeFault } from './fault.ts';
import { assignedDetails, say } from './history.ts';
import { sizeOf } from './limits.ts';
import type { Fibre, Progress, Run, Step, Variables, Visit } from './run.ts';
import { turnEnds } from './schedule.ts';

/** Where a state leads: another state, or out of its scope. */
export type Way = Destination | 'end' | undefined;

/** The last step: Exited, the new variables, and on to the next state or out of the scope. */
export function exitStep(way: (visit: Visit) => Way): Step {
  return {
    stage: 'exit',
    take(run, fibre, visit) {
      const target = way(visit);
      if (target === undefined) return fail(run, fibre, visit, runtimeFault(noNextState));
      const output = visit.value;
      if (output !== visit.input) {
        const fault = tooLarge(run, output, visit.plan.state.name);
        if (fault !== undefined) return fail(run, fibre, visit, fault);
      }
      const variables = withAssigned(run, fibre.variables, visit.assigned ?? nothing);
      if (variables.bytes > run.limits.variableBytes) return fail(run, fibre, visit, tooManyVariables());
      say(run, fibre, visit.plan.exited, visit.plan.state.name, output, assignedDetails(visit.assigned));
      fibre.variables = variables;
      return leave(run, fibre, target, output);
    },
  };
}

const nothing: ReadonlyMap<string, Json> = new Map();

function tooManyVariables(): Fault {
  const cause = 'The size of the variables exceeds the maximum number of bytes service limit.';
  return new Fault('state', 'States.DataLimitExceeded', cause);
}

const noNextState = 'Failed to transition out of the state. The state does not point to a next state.';

function leave(run: Run, fibre: Fibre, way: Destination | 'end', output: Json): Progress {
  if (way === 'end') {
    finish(run, fibre, output);
    return 'wait';
  }
  fibre.visit = undefined;
  fibre.target = way;
  fibre.input = output;
  return turnEnds(run);
}

function withAssigned(run: Run, variables: Variables, assigned: ReadonlyMap<string, Json>): Variables {
  if (assigned.size === 0) return variables;
  const { own, outer } = variables;
  let { bytes } = variables;
  if (run.limits.variableBytes !== Number.POSITIVE_INFINITY) {
    for (const [name, value] of assigned) bytes += sizeOf(value) - sizeOf(own.get(name) ?? '') + 2;
  }
  return { own: new Map([...own, ...assigned]), outer, bytes };
}
