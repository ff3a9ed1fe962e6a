import * as vscode from 'vscode';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { DefinitionView, FromWebview, StatePlace, ToWebview } from '../webview/messages.ts';
import { DrawnWorkflow } from './drawnWorkflow.ts';
import { statesWithBreakpoints, toggleBreakpoint } from './graphBreakpoints.ts';
import type { EditingMessage } from './graphEditing.ts';
import { NestedGraphs } from './nestedGraphs.ts';
import type { OtherVersion } from './otherVersions.ts';
import { PanelRuns, type RecordedRun } from './panelRuns.ts';
import { savePicture } from './savePicture.ts';
import { editorOf, machineAt, moveCursor, showText, stateAt } from './stateText.ts';
import { loadPage } from './webviewPage.ts';
import type { Workbench } from './workbench.ts';
import { baseName } from './workflowFiles.ts';

/** One workflow's graph beside its text: follows the text and the cursor, and shows its runs. */
export class GraphPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #uri: vscode.Uri;
  readonly #workbench: Workbench;
  readonly #drawn: DrawnWorkflow;
  readonly #nested: NestedGraphs;
  readonly #runs: PanelRuns;
  /** The state with the text cursor and the machine that is drawn, as far as the panel was told. */
  #cursor: StatePlace | undefined;
  #machine: string | undefined;

  constructor(panel: vscode.WebviewPanel, uri: vscode.Uri, workbench: Workbench, machine?: string) {
    this.#panel = panel;
    this.#uri = uri;
    this.#workbench = workbench;
    this.#drawn = new DrawnWorkflow(uri, machine, workbench, (definition) => this.#draw(definition));
    this.#nested = new NestedGraphs(
      workbench,
      () => this.#drawn.newest && { uri, answer: this.#drawn.newest },
      (machines) => this.#tell({ type: 'nestedShown', machines }),
    );
    this.#runs = new PanelRuns(uri, workbench, {
      tell: (message) => this.#tell(message),
      machine: () => this.#drawn.newest?.machine,
    });
    panel.webview.onDidReceiveMessage((message: FromWebview) => this.#hear(message));
    loadPage(panel.webview, 'webview', workbench.context, uri);
  }

  get title(): string {
    return this.#panel.title;
  }

  get isInFront(): boolean {
    return this.#panel.active;
  }

  /** After the window has been loaded again. */
  restoreRun(): void {
    void this.#runs.restore();
  }

  reveal(machine?: string): void {
    this.#panel.reveal(undefined, true);
    if (machine !== undefined && machine !== this.#drawn.newest?.machine) this.#drawn.showMachine(machine);
  }

  /** Opens the form for a run. */
  offerRun(): void {
    this.#runs.offer();
  }

  replay(recorded: RecordedRun): void {
    this.#runs.replay(recorded);
  }

  get eventsShown(): readonly HistoryEvent[] {
    return this.#runs.events;
  }

  /** Something that a run may start with was saved. */
  offerChanged(): void {
    this.#runs.offerAgain();
  }

  /** Shows a run that goes on elsewhere, such as one that is debugged. */
  follow(message: ToWebview): void {
    this.#runs.follow(message);
  }

  stopRun(): void {
    this.#runs.stop();
  }

  /** From now on the picture shows what changes from another version; without one, it no longer does. */
  compareWith(other: OtherVersion | undefined): void {
    this.#drawn.compareWith(other);
  }

  textChanged(uri: vscode.Uri): void {
    if (this.#isOwn(uri)) void this.#drawn.refresh();
    else if (this.#nested.shows(uri)) this.#nested.refresh();
  }

  /** Shows which states hold breakpoints, in the text as it is drawn. */
  async breakpointsChanged(): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#uri);
    const found = statesWithBreakpoints(document, this.#drawn.newest?.states ?? []);
    this.#tell({ type: 'breakpointsShown', states: [...found.keys()] });
  }

  cursorMoved(uri: vscode.Uri, offset: number): void {
    const { newest } = this.#drawn;
    if (!this.#isOwn(uri)) {
      const place = this.#nested.placeOf(uri, offset);
      if (place) this.#markPlace(place);
      return;
    }
    const around = newest && machineAt(newest, offset);
    if (around !== undefined && around !== newest?.machine) this.#drawn.showMachine(around);
    else this.#markState(offset);
  }

  /** The window goes. */
  leave(): void {
    this.#runs.leave();
    this.dispose();
  }

  dispose(): void {
    this.#nested.dispose();
    this.#runs.dispose();
  }

  #tell(message: ToWebview): void {
    void this.#panel.webview.postMessage(message);
  }

  #hear(message: FromWebview): void {
    switch (message.type) {
      case 'ready':
        this.#start();
        return;
      case 'stateClicked':
        void this.#showState(message.place, message.focusText === true ? 'text' : 'panel');
        return;
      case 'editRequested':
      case 'undoRequested':
      case 'detailsRequested':
      case 'integrationsSearched':
        void this.#hearEditing(message);
        return;
      case 'formRequested':
        void this.#openForm(message.version, message.after);
        return;
      case 'nestedOpened':
        void this.#openNested(message.task);
        return;
      case 'tasksOpened':
        this.#nested.open(message.opened);
        return;
      case 'machineChosen':
        this.#showMachine(message.machine);
        return;
      case 'breakpointToggled':
        void this.#toggleBreakpoint(message.state);
        return;
      case 'copyRequested':
        void vscode.env.clipboard.writeText(message.text);
        return;
      case 'versionsClosed':
        this.compareWith(undefined);
        return;
      case 'pictureExported':
        void savePicture(this.#uri, message.format, message.content);
        return;
      case 'panelFailed':
        this.#workbench.log.error(`The graph panel of ${baseName(this.#uri)}: ${message.message}`);
        return;
      default:
        this.#runs.hear(message);
    }
  }

  /** Tells a panel that has just loaded everything it shows. */
  #start(): void {
    this.#cursor = undefined;
    this.#nested.open([]);
    this.#drawn.drawAnew();
    this.#runs.showAll();
  }

  #draw(definition: DefinitionView): void {
    this.#tell({ type: 'definitionShown', definition });
    // Another machine has other mocks.
    if (this.#machine !== definition.machine) this.#runs.offerAgain();
    this.#machine = definition.machine;
    this.#nested.refresh();
    void this.breakpointsChanged();
    const editor = editorOf(this.#uri);
    if (!editor) return;
    const offset = editor.document.offsetAt(editor.selection.active);
    // A machine that was asked for stays, wherever the cursor was before.
    if (this.#drawn.isChosen) this.#markState(offset);
    else this.cursorMoved(this.#uri, offset);
  }

  /** Marks the state that the text cursor is in. */
  #markState(offset: number): void {
    const { newest } = this.#drawn;
    const state = newest && stateAt(newest, offset);
    this.#markPlace(state === undefined ? undefined : { state });
  }

  #markPlace(place: StatePlace | undefined): void {
    if (JSON.stringify(place) === JSON.stringify(this.#cursor)) return;
    this.#cursor = place;
    this.#tell({ type: 'cursorMoved', place });
  }

  async #hearEditing(message: EditingMessage): Promise<void> {
    const { answerEditing, undoInText } = await import('./graphEditing.ts');
    if (message.type === 'undoRequested') return undoInText(this.#uri, message.way, this.#panel);
    const machine = this.#drawn.newest?.machine;
    const about = { uri: this.#uri.toString(), ...(machine !== undefined && { machine }) };
    this.#tell(await answerEditing(message, about, this.#workbench));
  }

  async #openForm(version: number, after: string): Promise<void> {
    const machine = this.#drawn.newest?.machine;
    await vscode.commands.executeCommand('stepwise.generateState', { uri: this.#uri, version, after, machine });
  }

  async #openNested(task: StatePlace): Promise<void> {
    const place = await this.#nested.startedBy(task);
    if (place) await vscode.commands.executeCommand('stepwise.openGraph', place.uri, place.machine);
  }

  /** Puts the text cursor into the definition too, so that the panel and the text are about the same machine. */
  #showMachine(machine: string): void {
    this.#drawn.showMachine(machine);
    const range = this.#drawn.newest?.machines.find(({ title }) => title === machine)?.range;
    if (range) moveCursor(this.#uri, range);
  }

  async #showState(place: StatePlace, keyboard: 'text' | 'panel'): Promise<void> {
    const file = this.#nested.fileAround(place);
    const range = file?.answer.states.find(({ id }) => id === place.state)?.range;
    if (file && range) await showText(file.uri, range, keyboard);
  }

  async #toggleBreakpoint(state: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#uri);
    toggleBreakpoint(document, this.#drawn.newest?.states ?? [], state);
  }

  #isOwn(uri: vscode.Uri): boolean {
    return uri.toString() === this.#uri.toString();
  }
}
