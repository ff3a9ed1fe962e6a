import type { Execution, NestedExecution } from '../runtime/interpreter/execution.ts';
import type { ToWebview } from '../webview/messages.ts';

/** Of a Map that starts thousands, the first ones are enough to see what they do. */
const most = 100;

/** What happens in the executions that the tasks of a run have started, for the panel to show inside those tasks. */
export class StartedExecutions {
  readonly #runId: string;
  readonly #tell: (message: ToWebview) => void;
  /** By what they count as in the run, with how many of their events the panel knows. */
  readonly #known = new Map<number, { readonly execution: NestedExecution; readonly told: number }>();

  constructor(runId: string, tell: (message: ToWebview) => void) {
    this.#runId = runId;
    this.#tell = tell;
  }

  /** Says what is new in one of them. */
  see(execution: NestedExecution): void {
    const { id, identity, eventCount } = execution;
    const known = this.#known.get(id);
    if (!known && this.#known.size >= most) return;
    this.#known.set(id, { execution, told: eventCount });
    const from = Math.min(known?.told ?? 0, eventCount);
    if (known?.told === eventCount) return;
    const events = execution.eventsFrom(from);
    this.#tell({ type: 'startedEvents', runId: this.#runId, execution: identity.executionArn, from, events });
  }

  /** Says everything, to a panel that knows nothing of it; those that a step back has undone are no more. */
  show(run: Execution): void {
    const known = [...this.#known.values()].map(({ execution }) => execution);
    this.#known.clear();
    const now = new Map([...known, ...run.nested()].map((execution) => [execution.id, execution]));
    for (const execution of now.values()) if (execution.id <= run.nestedCount) this.see(execution);
  }
}
