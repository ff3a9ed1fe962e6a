import type { JsonObject } from '../json.ts';

/** What passes by itself when tried again later: throttling, connections, and troubles of the service's own. */
const passing =
  /Throttl|TooMany|RequestLimit|ExecutionLimit|ProvisionedThroughput|ConcurrentRuns|Unavailable|Internal|Server(?:Error|Exception)|ServiceException|SdkClient|AWSLambda|Timeout|Socket|\.(?:429|5\d\d)$/i;

/** The retrier to begin with for a Task that throws these errors; `otherwise` are the names where none of them passes. */
export function recommendedRetrier(errors: readonly string[], otherwise: readonly string[]): JsonObject {
  const chosen = errors.filter((error) => passing.test(error) && error !== 'States.Timeout');
  return {
    ErrorEquals: chosen.length > 0 ? chosen : otherwise,
    IntervalSeconds: 1,
    MaxAttempts: 3,
    BackoffRate: 2,
    JitterStrategy: 'FULL',
  };
}
