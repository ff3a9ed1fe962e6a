/**
 * An evaluation that JSONata itself ends with an error. Thrown inside the evaluators only: it unwinds them, and the
 * one caller, `evaluateJsonata`, makes an outcome of it.
 */
export class JsonataFailure extends Error {
  /** JSONata's code, such as `T0410`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** An evaluation that goes too deep, takes too long or grows too large. Thrown as `JsonataFailure` is. */
export class JsonataLimit extends Error {}

export function tooDeep(maxDepth: number): JsonataLimit {
  const advice = 'Check for non-terminating recursive function.  Consider rewriting as tail-recursive.';
  return new JsonataLimit(`Stack overflow error: ${advice} Depth=${maxDepth + 1} max=${maxDepth}`);
}

export function tooSlow(maxMilliseconds: number): JsonataLimit {
  return new JsonataLimit(`Expression evaluation timeout: ${maxMilliseconds}ms. Check for infinite loop`);
}

export function tooLarge(): JsonataLimit {
  return new JsonataLimit('Expression evaluation memory limit exceeded: Check for excessive memory usage');
}
