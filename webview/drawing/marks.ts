import type { StateStatus } from '../../runtime/interpreter/replay.ts';

export interface StateMark {
  readonly status: StateStatus;
  readonly note: string | undefined;
}

/** What lies over the plain picture. `states` is undefined when no run is shown. */
export interface Marks {
  readonly selected: string | undefined;
  /** All that are selected; none when only one can be. */
  readonly selection?: readonly string[];
  readonly focused: string | undefined;
  readonly cursor: string | undefined;
  /** States that hold breakpoints. */
  readonly breakpoints?: ReadonlySet<string>;
  readonly states: ReadonlyMap<string, StateMark> | undefined;
  readonly edges: ReadonlyMap<string, 'before' | 'now'>;
}
