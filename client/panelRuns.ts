import * as vscode from 'vscode';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { FromWebview, ToWebview } from '../webview/messages.ts';
import type { RunRequest, WorkflowRun } from './executions.ts';
import { RunKeeper } from './keptRuns.ts';
import type { Workbench } from './workbench.ts';

type FromRunForm = Extract<
  FromWebview,
  { type: 'runRequested' | 'stopRequested' | 'goOnRequested' | 'taskAnswered' | 'valuesAsked' }
>;

export type RecordedRun = Extract<ToWebview, { type: 'runShown' }>;

/** The panel that shows the runs. */
interface RunsPanel {
  tell(message: ToWebview): void;
  /** Which state machine of a template it shows. */
  machine(): string | undefined;
}

/** The runs of one panel: what is offered, what is going on, and the last one that ended. */
export class PanelRuns implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  readonly #workbench: Workbench;
  readonly #tell: (message: ToWebview) => void;
  readonly #machine: () => string | undefined;
  readonly #keeper: RunKeeper;
  #run: WorkflowRun | undefined;
  #recorded: RecordedRun | undefined;
  /** The panel listens; what is said before that is lost. */
  #isReady = false;
  #focusWhenReady = false;

  constructor(uri: vscode.Uri, workbench: Workbench, { tell, machine }: RunsPanel) {
    this.#uri = uri;
    this.#workbench = workbench;
    this.#machine = machine;
    this.#keeper = new RunKeeper(uri, workbench.context);
    this.#tell = (message) => {
      this.#keeper.hear(message);
      tell(message);
    };
  }

  /** Brings back the run that was shown before the window was loaded again. */
  async restore(): Promise<void> {
    const kept = await this.#keeper.kept();
    if (kept && !this.#run && !this.#recorded) this.replay(kept);
  }

  /** Opens the form for a run, as soon as the panel is there. */
  offer(): void {
    if (this.#isReady) void this.#offerRun({ focus: true });
    else this.#focusWhenReady = true;
  }

  offerAgain(): void {
    if (this.#isReady) void this.#offerRun({ focus: false });
  }

  /** Says everything to a panel that has just loaded. */
  showAll(): void {
    this.#isReady = true;
    void this.#offerRun({ focus: this.#focusWhenReady });
    this.#focusWhenReady = false;
    if (this.#recorded) this.#tell(this.#recorded);
    else this.#run?.show();
  }

  /** Shows a run that happened elsewhere in place of the one that is shown. */
  replay(recorded: RecordedRun): void {
    this.stop();
    this.#recorded = recorded;
    if (this.#isReady) this.#tell(recorded);
  }

  /** The history of the run that is shown, wherever it goes on. */
  get events(): readonly HistoryEvent[] {
    return this.#keeper.events;
  }

  /** Shows a run that goes on elsewhere, such as one that is debugged. */
  follow(message: ToWebview): void {
    this.#tell(message);
  }

  hear(message: FromRunForm): void {
    switch (message.type) {
      case 'runRequested':
        void this.#start({ input: message.input, mockCase: message.mockCase });
        return;
      case 'goOnRequested':
        if (message.runId === this.#recorded?.run.id) void this.#goOn(this.#recorded.events);
        return;
      case 'stopRequested':
        if (message.runId === this.#run?.id) this.stop();
        else stopDebugging(message.runId);
        return;
      case 'taskAnswered':
        void this.#run?.answer(message.questionId, message.answer, message.remember ? 'remember' : 'once');
        return;
      case 'valuesAsked':
        if (message.visit.runId === this.#run?.id) this.#run.showValues(message.visit);
        return;
      default:
        message satisfies never;
    }
  }

  stop(): void {
    this.#run?.stop();
  }

  /** The window goes: what goes on ends with it, and is kept as it is, since nobody has stopped it. */
  leave(): void {
    this.#keeper.dispose();
    this.stop();
  }

  dispose(): void {
    this.stop();
  }

  async #offerRun({ focus }: { readonly focus: boolean }): Promise<void> {
    await this.#guarded(async () => {
      const { findRunSetup } = await import('./runSetup.ts');
      const setup = await findRunSetup(this.#uri, this.#workbench, this.#machine());
      this.#tell({ type: 'runOffered', setup, focus });
    });
  }

  /** With the input and the mocks that the run had which was cut off. */
  async #goOn(cutOff: readonly HistoryEvent[]): Promise<void> {
    const [{ inputIn }, { lastChoice }] = await Promise.all([
      import('../runtime/recordedAttempts.ts'),
      import('./runSetup.ts'),
    ]);
    const mockCase = lastChoice(this.#workbench.context, this.#uri)?.mockCase;
    await this.#start({ input: inputIn(cutOff) ?? '{}', mockCase, cutOff });
  }

  async #start(wanted: Pick<RunRequest, 'input' | 'mockCase' | 'cutOff'>): Promise<void> {
    if (!vscode.workspace.isTrusted) return offerTrust();
    await this.#guarded(async () => {
      const { startRun } = await import('./executions.ts');
      this.stop();
      this.#recorded = undefined;
      this.#run = await startRun({ ...wanted, uri: this.#uri, machine: this.#machine() }, this.#workbench, this.#tell);
    });
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (mistake) {
      this.#workbench.log.error(mistake instanceof Error ? (mistake.stack ?? mistake.message) : String(mistake));
      void vscode.window.showErrorMessage('Something went wrong in Stepwise. Its log says more.');
    }
  }
}

/** The run that is shown may be one that is debugged. */
function stopDebugging(runId: string): void {
  const session = vscode.debug.activeDebugSession;
  if (session && runId.startsWith(session.id)) void vscode.debug.stopDebugging(session);
}

/** Says that this folder's workflows do not run before somebody trusts it. */
export async function offerTrust(): Promise<void> {
  const manage = 'Manage Workspace Trust';
  const message = 'Workflows of this folder run once you trust it. Editing and the graph work meanwhile.';
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
}
