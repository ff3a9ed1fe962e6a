import type { Json } from '../../language/json.ts';
import type { State } from '../../language/model/stateMachine.ts';
import type { TextRange } from '../../language/text.ts';
import type { Fault } from './fault.ts';
import type { Fibre, Visit } from './run.ts';

/** Between which points of a state's data flow a value was seen. The names are those of TestState where it has one. */
export type Stage =
  | 'input'
  | 'afterInputPath'
  | 'afterParameters'
  | 'afterArguments'
  | 'afterItemsPath'
  | 'afterItemSelector'
  | 'afterItemBatcher'
  | 'maxConcurrency'
  | 'toleratedFailureCount'
  | 'toleratedFailurePercentage'
  | 'timeoutSeconds'
  | 'heartbeatSeconds'
  | 'credentials'
  | 'work'
  | 'choice'
  | 'wait'
  | 'error'
  | 'cause'
  | 'itemReader'
  | 'resultWriter'
  | 'result'
  | 'afterResultSelector'
  | 'variables'
  | 'afterResultPath'
  | 'output'
  | 'exit';

/** Where something was observed. */
export interface Place {
  /** The fibre: one per top level, branch, iteration and child execution. */
  readonly fibre: number;
  /** 0 for the run's own execution, else the `id` of one that a task has started. */
  readonly execution: number;
  readonly state: State;
  /** The id of the state's Entered event in its execution's history. */
  readonly entered: number;
}

export function placeOf(fibre: Fibre, visit: Visit): Place {
  return {
    fibre: fibre.id,
    execution: fibre.chronicle.origin.id,
    state: visit.plan.state,
    entered: visit.entered,
  };
}

/** What decided where a state went. Indexes count in the definition's lists. */
export type Decision =
  | { readonly kind: 'rule'; readonly index: number }
  | { readonly kind: 'default' }
  | { readonly kind: 'retrier'; readonly index: number; readonly delaySeconds: number }
  | { readonly kind: 'retrierUsedUp'; readonly index: number }
  | { readonly kind: 'catcher'; readonly index: number };

/** Told of what AWS's history does not say. It must not change what it is given. */
export interface Observer {
  value?(place: Place, stage: Stage, value: Json): void;
  decided?(place: Place, decision: Decision): void;
  /** The cause comes without the words that name the state; `range` is where in the definition the error comes from. */
  failed?(place: Place, fault: Fault, range: TextRange): void;
}
