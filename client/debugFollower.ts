import type * as vscode from 'vscode';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { RunOutcome, ToWebview } from '../webview/messages.ts';
import type { GraphPanels } from './graphPanels.ts';
import type { LanguageServer } from './languageServer.ts';

/** What `stepwise/events` tells: the history from an event on. */
export interface Happened {
  readonly from: number;
  readonly events: readonly HistoryEvent[];
}

/** What `stepwise/nestedEvents` tells besides: which execution it is that a task has started, and of what file. */
export interface NestedHappened extends Happened {
  readonly execution: string;
  readonly program: string;
}

/** An execution that is debugged: how the panels know it, and the workflow that it runs. */
export interface Followed {
  readonly id: string;
  readonly title: string;
  readonly workflow: vscode.Uri;
}

/** Lets the workflow's graph show an execution that is debugged; after a step back it shows the earlier picture. */
export class DebugFollower {
  readonly #followed: Followed;
  readonly #panels: GraphPanels;
  readonly #server: LanguageServer;
  #events: HistoryEvent[] = [];

  constructor(followed: Followed, panels: GraphPanels, server: LanguageServer) {
    this.#followed = followed;
    this.#panels = panels;
    this.#server = server;
  }

  take({ from, events }: Happened): void {
    const isLater = from > 0 && from === this.#events.length;
    this.#events = [...this.#events.slice(0, from), ...events];
    const outcome = outcomeOf(this.#events.at(-1));
    const { id, title, workflow } = this.#followed;
    this.#tell(
      isLater
        ? { type: 'eventsAdded', runId: id, events }
        : { type: 'runShown', run: { id, title, outcome }, events: this.#events },
    );
    if (!outcome) return;
    this.#tell({ type: 'runEnded', runId: id, outcome });
    void this.#server.tellRun(workflow, this.#events);
  }

  #tell(message: ToWebview): void {
    this.#panels.follow(this.#followed.workflow, message);
  }
}

function outcomeOf(event: HistoryEvent | undefined): RunOutcome | undefined {
  const failure = { output: undefined, error: undefined, cause: undefined };
  switch (event?.type) {
    case 'ExecutionSucceeded':
      return { ...failure, status: 'SUCCEEDED', output: event.executionSucceededEventDetails?.output };
    case 'ExecutionFailed':
      return { ...failure, status: 'FAILED', ...event.executionFailedEventDetails };
    case 'ExecutionTimedOut':
      return { ...failure, status: 'TIMED_OUT', ...event.executionTimedOutEventDetails };
    case 'ExecutionAborted':
      return { ...failure, status: 'ABORTED', ...event.executionAbortedEventDetails };
    default:
      return undefined;
  }
}
