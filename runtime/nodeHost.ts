import { randomUUID } from 'node:crypto';
import type { Clock } from './clocks.ts';
import type { Host } from './interpreter/host.ts';

/** The world as it is: true chance, and whichever clock is given. */
export function nodeHost(clock: Clock): Host {
  return { now: () => clock.now(), random: Math.random, uuid: randomUUID };
}
