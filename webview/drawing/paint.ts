import type { StateNode } from '../../language/graph/graph.ts';
import type { StateStatus } from '../../runtime/interpreter/replay.ts';

/** The colours of a picture, each as CSS has it. */
export interface Paint {
  readonly ground: string;
  readonly text: string;
  /** For what is said beside. */
  readonly quiet: string;
  /** The inside of a box, and its border. */
  readonly card: string;
  readonly line: string;
  readonly edge: string;
  /** Edges of errors that are caught. */
  readonly caught: string;
  readonly ok: string;
  readonly bad: string;
  readonly warn: string;
  readonly busy: string;
  readonly types: Readonly<Record<StateNode['type'], string>>;
  readonly statuses: Readonly<Record<StateStatus, string>>;
  groupLine(type: StateNode['type']): string;
  /** So many percent of one colour in another. */
  mix(colour: string, percent: number, ground: string): string;
}

/** The panel's: styles/base.css and styles/picture.css say what the theme makes of them. */
export const screenPaint: Paint = {
  ground: 'var(--ground)',
  text: 'var(--text)',
  quiet: 'var(--quiet)',
  card: 'var(--card)',
  line: 'var(--line)',
  edge: 'var(--edge)',
  caught: 'var(--caught)',
  ok: 'var(--ok)',
  bad: 'var(--bad)',
  warn: 'var(--warn)',
  busy: 'var(--busy)',
  types: everyType('var(--type)'),
  statuses: everyStatus('var(--status)'),
  groupLine: () => 'var(--group, color-mix(in srgb, var(--type) 40%, var(--ground)))',
  mix: (colour, percent, ground) => `color-mix(in srgb, ${colour} ${percent}%, ${ground})`,
};

export function everyType(colour: string): Record<StateNode['type'], string> {
  return {
    Pass: colour,
    Task: colour,
    Choice: colour,
    Wait: colour,
    Succeed: colour,
    Fail: colour,
    Parallel: colour,
    Map: colour,
    Broken: colour,
  };
}

function everyStatus(colour: string): Record<StateStatus, string> {
  return { running: colour, waiting: colour, succeeded: colour, failed: colour, caught: colour, aborted: colour };
}
