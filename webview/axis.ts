import type { Replay } from '../runtime/interpreter/replay.ts';

/** What the way along a history is measured in. */
export type AxisKind = 'events' | 'time';

/** Where each moment of a history lies between 0 and `length`: its number, or the milliseconds since the first event. */
export interface Axis {
  readonly kind: AxisKind;
  readonly length: number;
  placeOf(moment: number): number;
  momentAt(place: number): number;
}

/** A history that takes no time is measured in events, whatever is wanted. */
export function axisOf(replay: Replay, wanted: AxisKind): Axis {
  const start = timeOf(replay, 1);
  const length = timeOf(replay, replay.length) - start;
  if (wanted === 'events' || !(length > 0)) {
    return { kind: 'events', length: replay.length, placeOf: (moment) => moment, momentAt: (place) => place };
  }
  return {
    kind: 'time',
    length,
    placeOf: (moment) => (moment === 0 ? 0 : timeOf(replay, moment) - start),
    momentAt: (place) => lastUntil(replay, start + place),
  };
}

function timeOf(replay: Replay, moment: number): number {
  return replay.eventAt(moment)?.timestamp ?? 0;
}

/** The last moment that is not after a time. Events are in the order of time. */
function lastUntil(replay: Replay, time: number): number {
  let [low, high] = [0, replay.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (timeOf(replay, middle) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
