import type { Fibre } from './run.ts';

/** What happens when a timer comes due. */
export type TimerPurpose = 'wake' | 'timeout' | 'heartbeat' | 'deadline';

/** A moment that a fibre waits for. Entries are never changed; an entry its fibre no longer names is dead. */
export interface Timer {
  readonly at: number;
  readonly sequence: number;
  readonly fibre: Fibre;
  readonly purpose: TimerPurpose;
}

/** Adds to a binary heap ordered by time, then by sequence: equal times fire in the order they were set. */
export function pushTimer(heap: Timer[], timer: Timer): void {
  let at = heap.length;
  heap.push(timer);
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || isBefore(parent, timer)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = timer;
}

export function popTimer(heap: Timer[]): Timer | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last !== undefined && heap.length > 0) sink(heap, last);
  return first;
}

function sink(heap: Timer[], timer: Timer): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = heap[left + 1];
    let child = heap[left];
    let from = left;
    if (child === undefined) break;
    if (right !== undefined && isBefore(right, child)) {
      child = right;
      from = left + 1;
    }
    if (isBefore(timer, child)) break;
    heap[at] = child;
    at = from;
  }
  heap[at] = timer;
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
