import { setTimeout as sleep } from 'node:timers/promises';

/** The time that an execution lives in. Moments are epoch milliseconds. */
export interface Clock {
  now(): number;
  /**
   * Comes back at `moment`, or when `signal` aborts; without a moment only then.
   * A virtual clock jumps there, which takes no time.
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

interface Sleeper {
  readonly moment: number;
  wake(): void;
}

/** Several may live in the same time, as a run and its nested ones do: it goes to the earliest moment that anybody waits for. */
export function virtualClock(start: number): Clock {
  let time = start;
  let holds = 0;
  let isDue = false;
  const sleepers = new Set<Sleeper>();
  const pass = () => {
    isDue = false;
    const next = Math.min(...[...sleepers].map(({ moment }) => moment));
    if (holds > 0 || next === Number.POSITIVE_INFINITY) return;
    time = Math.max(time, next);
    for (const sleeper of [...sleepers]) if (sleeper.moment <= time) sleeper.wake();
  };
  // Whoever was woken by something else than time first has its turn.
  const passSoon = () => {
    if (!isDue) setImmediate(pass);
    isDue = true;
  };
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
        if (holds === 0 && sleepers.size > 0) passSoon();
      };
    },
    until(moment, signal) {
      const isAlone = holds === 0 && sleepers.size === 0;
      if (moment !== undefined && isAlone) time = Math.max(time, moment);
      if (signal.aborted || (moment !== undefined && isAlone)) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper: Sleeper = {
          moment: moment ?? Number.POSITIVE_INFINITY,
          wake() {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', sleeper.wake, { once: true });
        passSoon();
      });
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
