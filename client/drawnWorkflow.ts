import * as vscode from 'vscode';
import type { GraphAnswer } from '../server/protocol.ts';
import type { DefinitionView } from '../webview/messages.ts';
import type { compareVersions, OtherVersion } from './otherVersions.ts';
import { repeated } from './repeated.ts';
import type { Workbench } from './workbench.ts';
import { baseName } from './workflowFiles.ts';

/** What a panel draws of a file: the graph of the text as it is now, the last good one, or two versions in one. */
export class DrawnWorkflow {
  readonly #uri: vscode.Uri;
  readonly #workbench: Workbench;
  readonly #draw: (definition: DefinitionView) => void;
  /** What is drawn, and the newest answer, which may hold no graph. */
  #shown: GraphAnswer | undefined;
  #newest: GraphAnswer | undefined;
  /** Which state machine of a template is shown; undefined for the first. */
  #machine: string | undefined;
  #other: OtherVersion | undefined;

  constructor(
    uri: vscode.Uri,
    machine: string | undefined,
    workbench: Workbench,
    draw: (definition: DefinitionView) => void,
  ) {
    this.#uri = uri;
    this.#machine = machine;
    this.#workbench = workbench;
    this.#draw = draw;
  }

  /** Of the text as it was last read; its graph may be missing. */
  get newest(): GraphAnswer | undefined {
    return this.#newest;
  }

  /** The machine was asked for by name. */
  get isChosen(): boolean {
    return this.#machine !== undefined;
  }

  showMachine(machine: string): void {
    this.#machine = machine;
    this.drawAnew();
  }

  /** From now on the picture shows what changes from another version; without one, it no longer does. */
  compareWith(other: OtherVersion | undefined): void {
    this.#other = other;
    void this.refresh();
  }

  /** For a panel that shows nothing yet: what could be read earlier does not count. */
  drawAnew(): void {
    this.#shown = undefined;
    void this.refresh();
  }

  /** Asks for the graph of the text as it is now. */
  async refresh(): Promise<void> {
    try {
      await this.#askForGraph();
    } catch (reason) {
      this.#workbench.log.warn(`The graph of ${baseName(this.#uri)} is not drawn: ${String(reason)}`);
    }
  }

  readonly #askForGraph = repeated(async (isNewest) => {
    const document = await vscode.workspace.openTextDocument(this.#uri);
    const answer = await this.#workbench.server.graphOf(document.uri, this.#machine);
    const both = await this.#compared(document);
    if (answer && isNewest()) this.#show(answer, both);
  });

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

  #show(answer: GraphAnswer, both: Awaited<ReturnType<typeof compareVersions>>): void {
    this.#newest = answer;
    if (answer.graph) this.#shown = answer;
    const { graph } = both ?? this.#shown ?? {};
    this.#draw({
      title: baseName(this.#uri),
      ...(answer.machine !== undefined && { machine: answer.machine }),
      machines: answer.machines.map(({ title }) => title),
      version: answer.version,
      graph: graph ?? { scopes: [] },
      stale: answer.graph === undefined,
      ...(both && { comparison: both.comparison }),
    });
  }
}
