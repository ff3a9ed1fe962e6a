import type { MapState, Scope } from '../../language/model/stateMachine.ts';
import { fail } from './fail.ts';
import { runtimeFault } from './fault.ts';
import type { Chronicle } from './history.ts';
import type { Answer } from './host.ts';
import type { Step } from './run.ts';

export interface MapRun {
  readonly kind: 'mapRun';
  readonly children: Set<number>;
  readonly ended: { index: number; chronicle: Chronicle }[];
  readonly answers: Answer[];
  request: number | undefined;
}

export function distributedSteps(_state: MapState, _scope: Scope): Step[] {
  return [{ stage: 'work', take: (run, fibre, visit) => fail(run, fibre, visit, runtimeFault('not yet')) }];
}
