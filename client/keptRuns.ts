import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { ToWebview } from '../webview/messages.ts';
import type { RecordedRun } from './panelRuns.ts';
import { readFile } from './workflowFiles.ts';

/** Longer histories are not kept: they would be in the way of whatever the window does next. */
const most = 8_000_000;

/** Keeps the last run of a workflow that ended, for the panel to show it when the window has been loaded again. */
export class RunKeeper {
  readonly #file: vscode.Uri | undefined;
  #shown: RecordedRun | undefined;

  constructor(workflow: vscode.Uri, { storageUri }: vscode.ExtensionContext) {
    const name = createHash('sha256').update(workflow.toString()).digest('hex').slice(0, 32);
    this.#file = storageUri && vscode.Uri.joinPath(storageUri, 'runs', `${name}.json`);
  }

  /** The history of the run that the panel shows, as far as it has come. */
  get events(): readonly HistoryEvent[] {
    return this.#shown?.events ?? [];
  }

  /** Listens to what the panel is told of a run. */
  hear(message: ToWebview): void {
    if (message.type === 'runShown') {
      this.#shown = { ...message, events: [...message.events] };
      if (message.run.outcome || message.run.recorded) void this.#write();
    }
    if (!this.#shown || !('runId' in message) || message.runId !== this.#shown.run.id) return;
    const { run, events } = this.#shown;
    if (message.type === 'eventsAdded') this.#shown = { ...this.#shown, events: [...events, ...message.events] };
    if (message.type !== 'runEnded') return;
    this.#shown = { ...this.#shown, run: { ...run, outcome: message.outcome } };
    void this.#write();
  }

  /** The run that was kept; undefined when there is none, or none that can be read. */
  async kept(): Promise<RecordedRun | undefined> {
    const text = this.#file && (await readFile(this.#file));
    if (!text) return undefined;
    try {
      return JSON.parse(text) as RecordedRun;
    } catch {
      // Half written when the window went: as good as none.
      return undefined;
    }
  }

  async #write(): Promise<void> {
    const text = JSON.stringify(this.#shown);
    if (this.#file && text.length <= most)
      await vscode.workspace.fs.writeFile(this.#file, new TextEncoder().encode(text));
  }
}
