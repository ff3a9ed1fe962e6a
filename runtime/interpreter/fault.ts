import type { TextRange } from '../../language/text.ts';

/**
 * What made a state fail.
 * `state`: the interpreter itself found it, so the cause gets AWS's prefix that names the state.
 * `evaluation`: a JSONata expression failed (prefix, and an EvaluationFailed event).
 * `work`, `timeout`, `heartbeat`: the task's resource answered so, or did not answer in time.
 * `inner`: a branch or an iteration failed and its error travels outwards as it is.
 */
export type FaultOrigin = 'state' | 'evaluation' | 'work' | 'timeout' | 'heartbeat' | 'inner';

/** An error on its way to a retrier, a catcher or the end of the execution. A class only to be told from JSON. */
export class Fault {
  readonly origin: FaultOrigin;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** AWS's name for the field at fault: `Output/a`. */
  readonly location: string | undefined;
  readonly range: TextRange | undefined;

  constructor(
    origin: FaultOrigin,
    error: string | undefined,
    cause: string | undefined,
    place: { readonly location?: string | undefined; readonly range?: TextRange | undefined } = {},
  ) {
    this.origin = origin;
    this.error = error;
    this.cause = cause;
    this.location = place.location;
    this.range = place.range;
  }
}

/** States.Runtime: neither retried nor caught; it ends the execution. */
export function runtimeFault(cause: string, range?: TextRange): Fault {
  return new Fault('state', 'States.Runtime', cause, { range });
}

/** States.QueryEvaluationError; `location` is absent where no expression is to blame. */
export function queryFault(cause: string, location?: string, range?: TextRange): Fault {
  return new Fault('evaluation', 'States.QueryEvaluationError', cause, { location, range });
}
