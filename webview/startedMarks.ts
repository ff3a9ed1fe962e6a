import type { Graph } from '../language/graph/graph.ts';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import { Replay } from '../runtime/interpreter/replay.ts';
import type { StateMark } from './drawing/marks.ts';
import { idOf, prefixOf } from './nesting.ts';
import { MarkIndex, type RunMarks } from './runMarks.ts';
import type { ViewState } from './viewState.ts';

/** An execution at a moment: so many of its events have happened. */
interface Moment {
  readonly graph: Graph;
  readonly replay: Replay;
  readonly moment: number;
}

/** The marks of the workflows that are opened in the picture: of the executions that the run has started there. */
export class StartedMarks {
  readonly #replays = new Map<string, Replay>();
  readonly #indexes = new WeakMap<Graph, MarkIndex>();
  readonly #arns = new WeakMap<HistoryEvent, string | undefined>();

  /** The run's own marks and those inside. What nothing is known of has none. */
  added(marks: RunMarks, replay: Replay, { definition, nested, started, moment }: ViewState): RunMarks {
    if (!definition || nested.length === 0 || started.size === 0) return marks;
    const states = new Map<string, StateMark>(marks.states);
    const edges = new Map(marks.edges);
    const moments = new Map<string, Moment>([['', { graph: definition.graph, replay, moment }]]);
    for (const { tasks, graph } of nested.toSorted((one, other) => one.tasks.length - other.tasks.length)) {
      const outer = moments.get(idOf(tasks.slice(0, -1)));
      const arn = outer && this.#startedBy(outer, tasks.at(-1) ?? '');
      const events = arn === undefined ? undefined : started.get(arn);
      if (!outer || !graph || arn === undefined || !events) continue;
      const inner = { graph, replay: this.#replayOf(arn, events), moment: momentIn(events, outer) };
      moments.set(idOf(tasks), inner);
      const found = this.#indexOf(graph).marksAt(inner.replay, inner.moment);
      for (const [id, mark] of found.states) states.set(`${prefixOf(tasks)}${id}`, mark);
      for (const [id, when] of found.edges) edges.set(`${prefixOf(tasks)}${id}`, when);
    }
    return { ...marks, states, edges };
  }

  /** The execution that the latest visit of a Task has started. */
  #startedBy({ graph, replay, moment }: Moment, task: string): string | undefined {
    const name = graph.scopes.flatMap(({ nodes }) => nodes).find(({ id }) => id === task)?.name;
    for (let at = moment; at > 0; at--) {
      const event = replay.stateOf(at) === name ? replay.eventAt(at) : undefined;
      if (event?.stateEnteredEventDetails) return undefined;
      const arn = event && this.#arnIn(event);
      if (arn !== undefined) return arn;
    }
    return undefined;
  }

  #arnIn(event: HistoryEvent): string | undefined {
    if (!this.#arns.has(event)) this.#arns.set(event, arnOf(event));
    return this.#arns.get(event);
  }

  #replayOf(arn: string, events: readonly HistoryEvent[]): Replay {
    const known = this.#replays.get(arn);
    const isSame = known && known.length <= events.length && known.eventAt(1) === events[0];
    const replay = isSame ? known : new Replay();
    replay.add(events.slice(replay.length));
    this.#replays.set(arn, replay);
    return replay;
  }

  #indexOf(graph: Graph): MarkIndex {
    const index = this.#indexes.get(graph) ?? new MarkIndex(graph);
    this.#indexes.set(graph, index);
    return index;
  }
}

/** What the service said when it had started an execution, or when that was over. */
function arnOf({ taskSubmittedEventDetails, taskSucceededEventDetails }: HistoryEvent): string | undefined {
  const { output } = taskSubmittedEventDetails ?? taskSucceededEventDetails ?? {};
  try {
    const said: unknown = JSON.parse(output ?? 'null');
    const arn = typeof said === 'object' && said !== null && 'ExecutionArn' in said ? said.ExecutionArn : undefined;
    return typeof arn === 'string' ? arn : undefined;
  } catch {
    // Histories that were shortened have texts that are no JSON any more.
    return undefined;
  }
}

/** How much of an execution has happened when another stands at a moment; at its last one, all. */
function momentIn(events: readonly HistoryEvent[], { replay, moment }: Moment): number {
  if (moment >= replay.length) return events.length;
  const time = replay.eventAt(moment)?.timestamp ?? 0;
  return events.filter(({ timestamp }) => timestamp <= time).length;
}
