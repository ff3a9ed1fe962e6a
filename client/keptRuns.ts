import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { ToWebview } from '../webview/messages.ts';
import type { RecordedRun } from './panelRuns.ts';
import { readFile } from './workflowFiles.ts';

/** Longer histories are not kept: they would be in the way of whatever the window does next. */
const most = 8_000_000;
/** So often a run that goes on is kept, in milliseconds: the window may go at any moment. */
const keptEvery = 1_000;

/** Keeps the last run of a workflow, for the panel to show it when the window has been loaded again. */
export class RunKeeper implements vscode.Disposable {
  readonly #file: vscode.Uri | undefined;
  #shown: RecordedRun | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #writing = Promise.resolve();
  #isDisposed = false;

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
    if (this.#isDisposed) return;
    if (message.type === 'runShown') {
      this.#shown = { ...message, events: [...message.events] };
      this.#keep();
    }
    if (!this.#shown || !('runId' in message) || message.runId !== this.#shown.run.id) return;
    const { run, events } = this.#shown;
    if (message.type === 'eventsAdded') this.#shown = { ...this.#shown, events: [...events, ...message.events] };
    else if (message.type === 'runEnded') this.#shown = { ...this.#shown, run: { ...run, outcome: message.outcome } };
    else return;
    this.#keep();
  }

  /** The run that was kept; undefined when there is none, or none that can be read. One that was going on is cut off. */
  async kept(): Promise<RecordedRun | undefined> {
    const text = this.#file && (await readFile(this.#file));
    if (!text) return undefined;
    try {
      const kept = JSON.parse(text) as RecordedRun;
      return isGoingOn(kept) ? { ...kept, run: { ...kept.run, cutOff: true } } : kept;
    } catch {
      // Half written when the window went: as good as none.
      return undefined;
    }
  }

  /** From now on nothing is kept: what was kept stays. */
  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#waiting);
  }

  /** At once when there is nothing more to come, else in a while. */
  #keep(): void {
    if (this.#shown && isGoingOn(this.#shown)) {
      this.#waiting ??= setTimeout(() => this.#write(), keptEvery);
      return;
    }
    clearTimeout(this.#waiting);
    this.#write();
  }

  #write(): void {
    this.#waiting = undefined;
    const text = JSON.stringify(this.#shown);
    const file = this.#file;
    if (!file) return;
    const { fs } = vscode.workspace;
    const write = () => (text.length > most ? fs.delete(file) : fs.writeFile(file, new TextEncoder().encode(text)));
    // One after the other, or an older one might be the last. Where nothing can be written, nothing is kept.
    this.#writing = this.#writing.then(write).then(undefined, () => undefined);
  }
}

function isGoingOn({ run }: RecordedRun): boolean {
  return !run.outcome && !run.recorded && !run.cutOff;
}
