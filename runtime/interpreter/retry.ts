import type { Catcher, Retrier } from '../../language/model/stateMachine.ts';
import type { Fault } from './fault.ts';

/** Whether one of the names in `ErrorEquals` stands for the error. */
export function matches(errorEquals: readonly { readonly value: string }[], fault: Fault): boolean {
  if (fault.error === 'States.Runtime') return false;
  return errorEquals.some(({ value: name }) => {
    if (name === 'States.ALL' || name === fault.error) return true;
    if (name === 'States.TaskFailed') return fault.error !== 'States.Timeout';
    return name === 'States.HeartbeatTimeout' && fault.origin === 'heartbeat';
  });
}

/** The index of the first catcher that answers the error, or -1. */
export function catcherFor(catchers: readonly Catcher[], fault: Fault): number {
  return catchers.findIndex(({ errorEquals }) => matches(errorEquals, fault));
}

/** The first retrier that answers the error, whether or not it has attempts left, or -1. */
export function retrierFor(retriers: readonly Retrier[], fault: Fault): number {
  return retriers.findIndex(({ errorEquals }) => matches(errorEquals, fault));
}

/** Seconds to wait before the retrier's retry number `used` + 1. `chance` is asked only for full jitter. */
export function retryDelay(retrier: Retrier, used: number, chance: { random(): number }): number {
  const backoff = retrier.intervalSeconds * retrier.backoffRate ** used;
  const delay = Math.min(backoff, retrier.maxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return retrier.jitterStrategy === 'FULL' ? delay * chance.random() : delay;
}
