import * as vscode from 'vscode';
import type { GraphAnswer, WorkflowPlace } from '../server/protocol.ts';
import type { NestedView, StatePlace } from '../webview/messages.ts';
import { repeated } from './repeated.ts';
import { stateAt } from './stateText.ts';
import type { Workbench } from './workbench.ts';
import { baseName } from './workflowFiles.ts';

/** A workflow as it is drawn. */
export interface DrawnFile {
  readonly uri: vscode.Uri;
  readonly answer: GraphAnswer;
}

/** The workflows that are opened in a panel's picture, each inside the Task that starts it. */
export class NestedGraphs implements vscode.Disposable {
  readonly #workbench: Workbench;
  readonly #own: () => DrawnFile | undefined;
  readonly #tell: (machines: readonly NestedView[]) => void;
  #opened: readonly (readonly string[])[] = [];
  /** By the Tasks on the way there. */
  #drawn: ReadonlyMap<string, DrawnFile> = new Map();
  /** What was drawn since it was opened. */
  #seen = new Set<string>();
  /** Where what a Task starts was found, by the text of the Task. */
  readonly #places = new Map<string, WorkflowPlace>();
  /** Files that no editor has open change unheard otherwise. */
  readonly #watchers = new Map<string, vscode.Disposable>();
  #told = '';

  /** `own` is the workflow that the panel is of. */
  constructor(workbench: Workbench, own: () => DrawnFile | undefined, tell: (machines: readonly NestedView[]) => void) {
    this.#workbench = workbench;
    this.#own = own;
    this.#tell = tell;
  }

  /** Opens what these Tasks start, and closes all else. Each is named by the Tasks around it and itself. */
  open(opened: readonly (readonly string[])[]): void {
    // The outer ones are found first.
    this.#opened = opened.toSorted((one, other) => one.length - other.length);
    const keys = new Set(opened.map(keyOf));
    this.#seen = new Set([...this.#seen].filter((key) => keys.has(key)));
    if (opened.length === 0) this.#forgetFiles();
    this.#told = '';
    this.refresh();
  }

  /** Something that is drawn has changed, or what it starts. */
  refresh(): void {
    this.#findAll().catch((reason: unknown) => {
      this.#workbench.log.warn(`What is opened in the graph is not drawn: ${String(reason)}`);
    });
  }

  shows(uri: vscode.Uri): boolean {
    return this.#watchers.has(uri.toString());
  }

  /** The workflow around a state; undefined when it is not drawn any more. */
  fileAround({ within = [] }: StatePlace): DrawnFile | undefined {
    return within.length === 0 ? this.#own() : this.#drawn.get(keyOf(within));
  }

  /** Where a place in the text of a file is drawn, in the first of several pictures of it. */
  placeOf(uri: vscode.Uri, offset: number): StatePlace | undefined {
    for (const [key, file] of this.#drawn) {
      const state = file.uri.toString() === uri.toString() ? stateAt(file.answer, offset) : undefined;
      if (state !== undefined) return { state, within: JSON.parse(key) as string[] };
    }
    return undefined;
  }

  /** Where the definition of what a Task starts is; undefined, and the user told, where it is not in the workspace. */
  async startedBy(task: StatePlace): Promise<WorkflowPlace | undefined> {
    const file = this.fileAround(task);
    const place = file && (await this.#placeStarted(file, task.state));
    if (!place) void vscode.window.showInformationMessage(notInWorkspace);
    return place;
  }

  dispose(): void {
    this.#forgetFiles();
  }

  readonly #findAll = repeated(async (isNewest) => {
    // A text that cannot be read tells nothing: what was drawn stays.
    if (this.#own()?.answer.graph === undefined) return;
    const before = this.#drawn;
    const drawn = new Map<string, DrawnFile>();
    const views: NestedView[] = [];
    for (const tasks of this.#opened) {
      const outer = tasks.length === 1 ? this.#own() : drawn.get(keyOf(tasks.slice(0, -1)));
      const file = outer && (await this.#fileStarted(outer, tasks.at(-1) ?? '', before.get(keyOf(tasks))));
      if (file) drawn.set(keyOf(tasks), file);
      // One that was there may come back, as when somebody types in its name.
      if (file || !this.#seen.has(keyOf(tasks))) views.push(viewOf(tasks, file));
    }
    if (!isNewest()) return;
    this.#drawn = drawn;
    for (const [key, { uri }] of drawn) {
      this.#seen.add(key);
      this.#watch(uri);
    }
    this.#tellNews(views, drawn);
  });

  async #fileStarted(outer: DrawnFile, task: string, before: DrawnFile | undefined): Promise<DrawnFile | undefined> {
    const place = await this.#placeStarted(outer, task);
    if (!place) return undefined;
    const uri = vscode.Uri.parse(place.uri);
    const isThere = await vscode.workspace.openTextDocument(uri).then(
      () => true,
      () => false,
    );
    const answer = isThere ? await this.#workbench.server.graphOf(uri, place.machine) : undefined;
    if (!answer || (place.machine !== undefined && answer.machine !== place.machine)) return undefined;
    return answer.graph === undefined && before?.uri.toString() === uri.toString() ? before : { uri, answer };
  }

  async #placeStarted({ uri, answer }: DrawnFile, state: string): Promise<WorkflowPlace | undefined> {
    const range = answer.states.find(({ id }) => id === state)?.range;
    if (!range) return undefined;
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText(new vscode.Range(document.positionAt(range.start), document.positionAt(range.end)));
    const key = JSON.stringify([uri.toString(), answer.machine, text]);
    const { machine } = answer;
    const asked = { uri: uri.toString(), ...(machine !== undefined && { machine }), state };
    const place = this.#places.get(key) ?? (await this.#workbench.server.startedWorkflow(asked));
    if (place) this.#places.set(key, place);
    return place;
  }

  #watch(uri: vscode.Uri): void {
    if (this.shows(uri)) return;
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), baseName(uri));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const changed = (): void => {
      this.#places.clear();
      this.refresh();
    };
    const heard = [watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(changed)];
    this.#watchers.set(uri.toString(), vscode.Disposable.from(watcher, ...heard));
  }

  #forgetFiles(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#watchers.clear();
    this.#places.clear();
  }

  #tellNews(views: readonly NestedView[], drawn: ReadonlyMap<string, DrawnFile>): void {
    const versions = [...drawn].map(([key, { uri, answer }]) => [key, uri.toString(), answer.machine, answer.version]);
    const told = JSON.stringify([versions, views.map(({ tasks }) => tasks)]);
    if (told === this.#told) return;
    this.#told = told;
    this.#tell(views);
  }
}

const notInWorkspace = 'The definition of what this state starts is not in the workspace.';

function keyOf(tasks: readonly string[]): string {
  return JSON.stringify(tasks);
}

function viewOf(tasks: readonly string[], file: DrawnFile | undefined): NestedView {
  if (!file?.answer.graph) return { tasks, title: '', graph: undefined };
  const { uri, answer } = file;
  return { tasks, title: [baseName(uri), answer.machine].filter(Boolean).join(' › '), graph: answer.graph };
}
