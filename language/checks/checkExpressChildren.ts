import type { MapState, State } from '../model/stateMachine.ts';
import { checkInExpress, resourceOf } from './checkResources.ts';
import type { MachineChecking } from './report.ts';

/** The children of a distributed Map may be Express executions, whatever the state machine is. */
export function checkExpressChildren({ machine, type, report }: MachineChecking): void {
  if (type === 'EXPRESS' || !machine.states.some(runsExpress)) return;
  for (const state of machine.states) {
    const map = distributedAround(state);
    if (map === undefined || !runsExpress(map)) continue;
    if (state.type === 'Task' && !('kind' in state.resource)) {
      checkInExpress(resourceOf(state.resource.value), state, report);
    }
    if (state.type === 'Map' && state.mode === 'DISTRIBUTED') {
      const place = { range: state.nameRange, location: state.location };
      report('SCHEMA_VALIDATION_FAILED', "Express state machine does not support 'DISTRIBUTED' Map states", place);
    }
  }
}

function runsExpress(state: State): boolean {
  return state.type === 'Map' && state.mode === 'DISTRIBUTED' && state.executionType === 'EXPRESS';
}

/** The nearest distributed Map that the state is in. */
function distributedAround(state: State): MapState | undefined {
  let { owner } = state.scope;
  while (owner !== undefined && !(owner.type === 'Map' && owner.mode === 'DISTRIBUTED')) owner = owner.scope.owner;
  return owner?.type === 'Map' ? owner : undefined;
}
