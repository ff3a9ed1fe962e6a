import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { GraphAnswer } from '../server/protocol.ts';
import type { EditOutcome, FromWebview, ToWebview } from '../webview/messages.ts';
import { panelHtml } from '../webview/panelHtml.ts';
import { statesWithBreakpoints, toggleBreakpoint } from './graphBreakpoints.ts';
import type { compareVersions, OtherVersion } from './otherVersions.ts';
import { PanelRuns, type RecordedRun } from './panelRuns.ts';
import { savePicture } from './savePicture.ts';
import type { Workbench } from './workbench.ts';
import { baseName } from './workflowFiles.ts';

type EditingMessage = Extract<
  FromWebview,
  { type: 'editRequested' | 'undoRequested' | 'detailsRequested' | 'integrationsSearched' }
>;

/** One workflow's graph beside its text: follows the text and the cursor, and shows its runs. */
export class GraphPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #uri: vscode.Uri;
  readonly #workbench: Workbench;
  readonly #runs: PanelRuns;
  /** What is drawn, and the newest answer, which may hold no graph. */
  #shown: GraphAnswer | undefined;
  #newest: GraphAnswer | undefined;
  #state: string | undefined;
  /** Which state machine of a template is shown; undefined for the first. */
  #machine: string | undefined;
  #other: OtherVersion | undefined;
  #asking = false;
  #askAgain = false;

  constructor(panel: vscode.WebviewPanel, uri: vscode.Uri, workbench: Workbench, machine?: string) {
    this.#panel = panel;
    this.#machine = machine;
    this.#uri = uri;
    this.#workbench = workbench;
    this.#runs = new PanelRuns(uri, workbench, {
      tell: (message) => this.#tell(message),
      machine: () => this.#newest?.machine,
    });
    panel.webview.onDidReceiveMessage((message: FromWebview) => this.#hear(message));
    this.#load(workbench.context.extensionUri);
  }

  get title(): string {
    return this.#panel.title;
  }

  /** After the window has been loaded again. */
  restoreRun(): void {
    void this.#runs.restore();
  }

  reveal(machine?: string): void {
    this.#panel.reveal(undefined, true);
    if (machine !== undefined && machine !== this.#newest?.machine) this.#showMachine(machine);
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
    this.#other = other;
    void this.#refresh();
  }

  textChanged(): void {
    void this.#refresh();
  }

  /** Shows which states hold breakpoints, in the text as it is drawn. */
  async breakpointsChanged(): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#uri);
    const found = statesWithBreakpoints(document, this.#newest?.states ?? []);
    this.#tell({ type: 'breakpointsShown', states: [...found.keys()] });
  }

  cursorMoved(offset: number): void {
    const { machine, machines = [] } = this.#newest ?? {};
    const around = machines.find(({ range }) => range.start <= offset && offset <= range.end)?.title;
    if (around !== undefined && around !== machine) this.#showMachine(around);
    else this.#markState(offset);
  }

  /** Marks the state that the text cursor is in. */
  #markState(offset: number): void {
    const { states = [] } = this.#newest ?? {};
    const holding = states.filter(({ range }) => range.start <= offset && offset <= range.end);
    // Of states inside each other the innermost begins last.
    const state = holding.reduce<(typeof holding)[number] | undefined>(
      (inner, each) => (inner && inner.range.start > each.range.start ? inner : each),
      undefined,
    )?.id;
    if (state === this.#state) return;
    this.#state = state;
    this.#tell({ type: 'cursorMoved', state });
  }

  dispose(): void {
    this.#runs.dispose();
  }

  #showMachine(machine: string): void {
    this.#machine = machine;
    this.#shown = undefined;
    void this.#refresh();
  }

  #load(extension: vscode.Uri): void {
    const { webview } = this.#panel;
    const dist = vscode.Uri.joinPath(extension, 'dist');
    const at = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.html = panelHtml(
      {
        script: at('webview.js'),
        style: at('webview.css'),
        worker: at('elk-worker.cjs'),
        cspSource: webview.cspSource,
        workflow: this.#uri.toString(),
      },
      randomBytes(16).toString('hex'),
    );
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
        void this.#showText(message.state, message.focusText === true ? 'text' : 'panel');
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
        void this.#openNested(message.state);
        return;
      case 'machineChosen':
        this.#showMachine(message.machine);
        void this.#showMachineText(message.machine);
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

  async #hearEditing(message: EditingMessage): Promise<void> {
    const { applyGraphEdit, findIntegrations, undoInText } = await import('./graphEditing.ts');
    const about = { uri: this.#uri.toString(), ...(this.#newest?.machine && { machine: this.#newest.machine }) };
    switch (message.type) {
      case 'editRequested': {
        const { version, edit } = message;
        const outcome = await applyGraphEdit({ ...about, version, edit }, this.#workbench).catch(
          // The panel waits for an answer before it asks for the next change.
          (reason): EditOutcome => ({ kind: 'refused', reason: `The change was not made. ${String(reason)}` }),
        );
        this.#tell({ type: 'editAnswered', edit, outcome });
        return;
      }
      case 'undoRequested':
        return undoInText(this.#uri, message.way, this.#panel);
      case 'detailsRequested': {
        const { state } = message;
        const details = await this.#workbench.server.stateDetails({ ...about, state });
        this.#tell({ type: 'detailsShown', state, details });
        return;
      }
      case 'integrationsSearched': {
        const { query } = message;
        const integrations = await findIntegrations(query, this.#workbench);
        this.#tell({ type: 'integrationsFound', query, integrations });
        return;
      }
    }
  }

  /** Tells a panel that has just loaded everything it shows. */
  #start(): void {
    this.#shown = undefined;
    this.#state = undefined;
    void this.#refresh();
    this.#runs.showAll();
  }

  /** Asks for the graph of the text as it is now. While an answer is on its way, further changes ask once more after it. */
  async #refresh(): Promise<void> {
    this.#askAgain = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#askAgain) {
        this.#askAgain = false;
        const document = await vscode.workspace.openTextDocument(this.#uri);
        const answer = await this.#workbench.server.graphOf(document.uri, this.#machine);
        const both = await this.#compared(document);
        if (answer && !this.#askAgain) this.#showGraph(answer, both);
      }
    } catch (reason) {
      this.#workbench.log.warn(`The graph of ${baseName(this.#uri)} is not drawn: ${String(reason)}`);
    } finally {
      this.#asking = false;
    }
  }

  /** Both versions in one, while there is another one to compare with. */
  async #compared(document: vscode.TextDocument): ReturnType<typeof compareVersions> {
    if (!this.#other) return undefined;
    const { compareVersions } = await import('./otherVersions.ts');
    try {
      return await compareVersions(document, this.#machine ?? this.#newest?.machine, this.#other);
    } catch (reason) {
      void vscode.window.showErrorMessage(
        `${this.#other.label} of ${baseName(this.#uri)} cannot be read. ${String(reason)}`,
      );
      this.#other = undefined;
      return undefined;
    }
  }

  #showGraph(answer: GraphAnswer, both: Awaited<ReturnType<typeof compareVersions>>): void {
    const isOther = this.#newest?.machine !== answer.machine;
    this.#newest = answer;
    // Another machine has other mocks.
    if (isOther) this.#runs.offerAgain();
    if (answer.graph) this.#shown = answer;
    const { graph } = both ?? this.#shown ?? {};
    this.#tell({
      type: 'definitionShown',
      definition: {
        title: baseName(this.#uri),
        ...(answer.machine !== undefined && { machine: answer.machine }),
        machines: answer.machines.map(({ title }) => title),
        version: answer.version,
        graph: graph ?? { scopes: [] },
        stale: answer.graph === undefined,
        ...(both && { comparison: both.comparison }),
      },
    });
    void this.breakpointsChanged();
    const editor = this.#editor();
    if (!editor) return;
    const offset = editor.document.offsetAt(editor.selection.active);
    // A machine that was asked for stays, wherever the cursor was before.
    if (this.#machine === undefined) this.cursorMoved(offset);
    else this.#markState(offset);
  }

  async #toggleBreakpoint(state: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#uri);
    toggleBreakpoint(document, this.#newest?.states ?? [], state);
  }

  #editor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === this.#uri.toString());
  }

  async #openForm(version: number, after: string): Promise<void> {
    const machine = this.#newest?.machine;
    await vscode.commands.executeCommand('stepwise.generateState', { uri: this.#uri, version, after, machine });
  }

  async #openNested(state: string): Promise<void> {
    const range = this.#newest?.states.find(({ id }) => id === state)?.range;
    const { openNested } = await import('./graphEditing.ts');
    if (range) await openNested(this.#uri, range);
  }

  /** Puts the text cursor into the definition, so that the panel and the text are about the same machine. */
  async #showMachineText(machine: string): Promise<void> {
    const range = this.#newest?.machines.find(({ title }) => title === machine)?.range;
    const editor = this.#editor();
    if (!range || !editor) return;
    const at = editor.document.positionAt(range.start);
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async #showText(state: string, focus: 'text' | 'panel'): Promise<void> {
    const range = this.#newest?.states.find(({ id }) => id === state)?.range;
    if (!range) return;
    const document = await vscode.workspace.openTextDocument(this.#uri);
    const start = document.positionAt(range.start);
    await vscode.window.showTextDocument(document, {
      viewColumn: this.#editor()?.viewColumn ?? vscode.ViewColumn.One,
      preserveFocus: focus === 'panel',
      selection: new vscode.Range(start, start),
    });
  }
}
