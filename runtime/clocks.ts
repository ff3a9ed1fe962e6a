import { setTimeout as sleep } from 'node:timers/promises';

/** The time that an execution lives in. Moments are epoch milliseconds. */
export interface Clock {
  now(): number;
  /**
   * Comes back at `moment`, or when `signal` aborts; without a moment only then.
   * A virtual clock jumps there, which takes no time; while it is held, it stays where it is.
   */
  until(moment: number | undefined, signal: AbortSignal): Promise<void>;
  /** Time stands still while work is under way, and jumps when there is none. */
  readonly isVirtual: boolean;
  /** A virtual clock can be set, back too: a run that goes back to a snapshot takes its time along. */
  set?(moment: number): void;
  /** Keeps virtual time where it is until `LetGo` is called: somebody is at work. */
  hold?(): LetGo;
}

/** Lets time pass again. Calling it twice does no harm. */
export type LetGo = () => void;

export function virtualClock(start: number): Clock {
  let time = start;
  let holds = 0;
  return {
    isVirtual: true,
    now: () => time,
    set(moment) {
      time = moment;
    },
    hold() {
      let isHeld = true;
      holds++;
      return () => {
        if (isHeld) holds--;
        isHeld = false;
      };
    },
    until(moment, signal) {
      if (moment === undefined || holds > 0) return aborted(signal);
      time = Math.max(time, moment);
      return Promise.resolve();
    },
  };
}

export function realClock(): Clock {
  return scaledClock(1);
}

/** A clock on which `factor` seconds pass in each real one. */
export function scaledClock(factor: number): Clock {
  const start = Date.now();
  return {
    isVirtual: false,
    now: () => start + (Date.now() - start) * factor,
    async until(moment, signal) {
      if (moment === undefined) return aborted(signal);
      for (;;) {
        const left = (moment - this.now()) / factor;
        if (left <= 0 || signal.aborted) return;
        await sleep(Math.min(Math.ceil(left), longestSleep), undefined, { signal }).catch(() => undefined);
      }
    },
  };
}

/** The longest that a Node timer can be set to. */
const longestSleep = 2 ** 31 - 1;

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
