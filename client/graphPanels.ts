import * as vscode from 'vscode';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { KeptState, ToWebview } from '../webview/messages.ts';
import { GraphPanel } from './graphPanel.ts';
import type { Workbench } from './workbench.ts';
import { baseName, uriFrom, workflowMeant } from './workflowFiles.ts';

const viewType = 'stepwise.graph';

/** The graph panels of this window, one for each workflow file. */
export class GraphPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #workbench: Workbench;
  readonly #panels = new Map<string, GraphPanel>();
  readonly #subscriptions: vscode.Disposable;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(viewType, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        for (const panel of this.#panels.values()) panel.textChanged(document.uri);
      }),
      vscode.workspace.onDidSaveTextDocument(({ fileName }) => {
        if (fileName.endsWith('.json')) for (const panel of this.#panels.values()) panel.offerChanged();
      }),
      vscode.debug.onDidChangeBreakpoints(() => {
        for (const panel of this.#panels.values()) void panel.breakpointsChanged();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        const { document, selection } = textEditor;
        const offset = document.offsetAt(selection.active);
        for (const panel of this.#panels.values()) panel.cursorMoved(document.uri, offset);
      }),
    );
  }

  /** Opens the panel of a workflow beside its text, or brings it to the front; `machine` is one of a template's several. */
  show(document: vscode.TextDocument, machine?: string): GraphPanel {
    const known = this.#of(document.uri);
    if (known) {
      known.reveal(machine);
      return known;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const options = { retainContextWhenHidden: true };
    return this.#adopt(
      vscode.window.createWebviewPanel(viewType, this.#titleFor(document.uri), column, options),
      document.uri,
      machine,
    );
  }

  /** The workflow that a command is about: the one it was called on, the one whose graph is in front, or the one in the editor. */
  workflowMeant(called: unknown): Promise<vscode.TextDocument | undefined> {
    const [inFront] = [...this.#panels].find(([, { isInFront }]) => isInFront) ?? [];
    return workflowMeant(uriFrom(called) ?? inFront);
  }

  /** After the window has been loaded again. A panel that does not say whose it is goes. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: Partial<KeptState> | undefined): Promise<void> {
    if (state?.workflow) this.#adopt(panel, vscode.Uri.parse(state.workflow), state.machine).restoreRun();
    else panel.dispose();
  }

  /** Says something of a run that goes on elsewhere, when the workflow's panel is open. */
  follow(uri: vscode.Uri, message: ToWebview): void {
    this.#of(uri)?.follow(message);
  }

  /** The history of the run that the workflow's panel shows, as far as it has come; empty without one. */
  eventsShown(uri: vscode.Uri): readonly HistoryEvent[] {
    return this.#of(uri)?.eventsShown ?? [];
  }

  stopRuns(): void {
    for (const panel of this.#panels.values()) panel.stopRun();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const panel of this.#panels.values()) panel.leave();
  }

  #of(uri: vscode.Uri): GraphPanel | undefined {
    return this.#panels.get(uri.toString());
  }

  #adopt(webviewPanel: vscode.WebviewPanel, uri: vscode.Uri, machine?: string): GraphPanel {
    const panel = new GraphPanel(webviewPanel, uri, this.#workbench, machine);
    this.#panels.set(uri.toString(), panel);
    webviewPanel.onDidDispose(() => {
      panel.dispose();
      this.#panels.delete(uri.toString());
    });
    return panel;
  }

  /** The file's name; with its folder where another panel has that title. */
  #titleFor(uri: vscode.Uri): string {
    const title = `Graph: ${baseName(uri)}`;
    const isTaken = [...this.#panels.values()].some((panel) => panel.title === title);
    return isTaken ? `Graph: ${vscode.workspace.asRelativePath(uri)}` : title;
  }
}
