import type { Clock } from './clocks.ts';
import type { Host } from './interpreter/host.ts';

/** A world that can be repeated: the same seed gives the same chance. */
export function virtualHost(clock: Clock, seed = 1): Host {
  const random = seededRandom(seed);
  return {
    now: () => clock.now(),
    random: random.next,
    uuid: () => uuidFrom(random.next),
    saveChance: () => random.state(),
    restoreChance: (saved) => random.goTo(Number(saved)),
  };
}

/** Numbers from 0 up to 1 in an order that its state fixes. */
export interface SeededRandom {
  next(): number;
  state(): number;
  goTo(state: number): void;
}

/** The generator known as mulberry32. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed | 0;
  return {
    state: () => state,
    goTo(saved) {
      state = saved | 0;
    },
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}

function uuidFrom(random: () => number): string {
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`;
}
