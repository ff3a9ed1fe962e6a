import * as vscode from 'vscode';
import { actionView, nameFor, newAnswers, unknownView } from '../language/integrations/actionView.ts';
import type { Catalogue } from '../language/integrations/catalogue.ts';
import {
  bodyOf,
  editsFor,
  type FormPlace,
  placeAgain,
  placeAt,
  previewOf,
} from '../language/integrations/formPlace.ts';
import type { IntegrationAction } from '../language/integrations/integrationAction.ts';
import { canBeFollowed, freeStateName } from '../language/integrations/placeState.ts';
import { parseResource, resourceArn } from '../language/integrations/resource.ts';
import { searchActions } from '../language/integrations/searchActions.ts';
import { answersOf } from '../language/integrations/snippet.ts';
import type { ActionView, FoundAction, TaskAnswers } from '../language/integrations/taskAnswers.ts';
import type { TaskState } from '../language/model/stateMachine.ts';
import type { FormView, FromForm, ToForm } from '../webview/formMessages.ts';
import { editorMeant, kindOfDocument } from './definitionMeant.ts';
import { catalogueOf } from './openCatalogue.ts';
import { loadPage } from './webviewPage.ts';
import type { Workbench } from './workbench.ts';

/** How many actions a search lists. */
const searchLimit = 60;

const catalogueIsMissing =
  'The catalogue of services cannot be read: install Stepwise again. Until then, type the ARN of what the state calls.';

/** What a form is asked for: the place that the cursor is at, or one that is named. */
export interface AskedForm {
  /** Edit the Task that is meant, or make a state in its scope, behind it. */
  readonly editing: 'state' | 'scope';
  /** Left out: the document in the editor that is meant. */
  readonly uri?: vscode.Uri | undefined;
  /** Of the document, when the place was chosen; where it has changed since, nothing is opened. */
  readonly version?: number | undefined;
  /** By its name or its location. Left out: the one around the cursor. */
  readonly state?: string | undefined;
  /** What a template calls the state machine. */
  readonly machine?: string | undefined;
}

/** Opens the form that makes a Task state, or that edits one. */
export async function openStateForm(workbench: Workbench, asked: AskedForm): Promise<void> {
  const editor = editorMeant();
  const document = asked.uri ? await vscode.workspace.openTextDocument(asked.uri) : editor?.document;
  const kind = document && kindOfDocument(document);
  if (asked.version !== undefined && document?.version !== asked.version) return;
  const offset = editor && editor.document === document ? document.offsetAt(editor.selection.active) : undefined;
  const at = asked.state === undefined && offset !== undefined ? { offset } : {};
  const place = kind && placeAt(document.getText(), kind, { ...asked, ...at });
  if (!place) {
    void vscode.window.showInformationMessage('Open a workflow first, or put the cursor into one of a template.');
  } else if (asked.editing === 'state' && !place.edited) {
    void vscode.window.showInformationMessage('Put the cursor into a Task state first.');
  } else new StateForm(workbench, document, place, await catalogueOf(workbench.context)).open();
}

/** One form about one place of one document. It can be loaded anew at any moment. */
class StateForm {
  readonly #workbench: Workbench;
  readonly #document: vscode.TextDocument;
  readonly #catalogue: Catalogue;
  readonly #panel: vscode.WebviewPanel;
  #place: FormPlace;
  #action: IntegrationAction | undefined;
  #view: ActionView | undefined;
  #answers: TaskAnswers | undefined;
  #query = '';

  constructor(workbench: Workbench, document: vscode.TextDocument, place: FormPlace, catalogue: Catalogue) {
    this.#workbench = workbench;
    this.#document = document;
    this.#place = place;
    this.#catalogue = catalogue;
    const title = place.edited ? `Edit ${place.edited.name}` : 'Generate State';
    // Beside the text, over its graph: not beside the graph, where it is narrow.
    const column = editorMeant()?.viewColumn;
    const beside = column === undefined ? vscode.ViewColumn.Beside : column + 1;
    this.#panel = vscode.window.createWebviewPanel('stepwise.stateForm', title, beside);
  }

  open(): void {
    const { webview } = this.#panel;
    webview.onDidReceiveMessage((message: FromForm) => {
      this.#hear(message).catch((reason: unknown) => this.#workbench.log.error(`The form: ${String(reason)}`));
    });
    loadPage(webview, 'form', this.#workbench.context);
  }

  #tell(message: ToForm): void {
    void this.#panel.webview.postMessage(message);
  }

  async #hear(message: FromForm): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#start();
      case 'actionsSearched':
        return this.#search(message.query);
      case 'actionChosen':
        return this.#choose(message.action);
      case 'answersChanged':
        return this.#preview(message.answers, message.after);
      case 'insertRequested':
        return this.#insert(message.answers, message.after);
      case 'copyRequested':
        await vscode.env.clipboard.writeText(message.text);
        return;
      case 'formFailed':
        this.#workbench.log.error(`The form: ${message.message}`);
        return;
      default:
        return message satisfies never;
    }
  }

  async #start(): Promise<void> {
    const { edited } = this.#place;
    if (edited?.type === 'Task' && !this.#answers) await this.#read(edited);
    this.#show();
    await this.#search('');
  }

  /** The answers that a state gives. What the catalogue does not know is shown as it is written. */
  async #read({ name, resource, node }: TaskState): Promise<void> {
    const { language } = this.#place;
    const written = 'kind' in resource ? '' : resource.value;
    const parsed = parseResource(written);
    const pattern = 'pattern' in parsed ? parsed.pattern : undefined;
    this.#action = pattern && (await this.#catalogue.actionOf(parsed));
    this.#view = this.#action ? actionView(this.#action, language) : unknownView(written);
    const called = this.#action ?? { kind: 'asWritten', service: written, name: '' };
    this.#answers = answersOf(name, bodyOf(node), language, called, pattern ?? 'requestResponse');
  }

  async #search(query: string): Promise<void> {
    this.#query = query;
    const actions = await searchActions(this.#catalogue, query, searchLimit);
    if (query === this.#query) this.#tell({ type: 'actionsFound', query, actions });
  }

  async #choose({ kind, service, action }: FoundAction): Promise<void> {
    const { language, edited, scope } = this.#place;
    const resource = kind === 'asWritten' ? undefined : parseResource(resourceArn(kind, service, action));
    this.#action = resource && (await this.#catalogue.actionOf(resource));
    if (resource && !this.#action) return;
    this.#view = this.#action ? actionView(this.#action, language) : unknownView(service);
    const name = edited?.name ?? freeStateName(nameFor(this.#view), new Set(scope.states.keys()));
    const fresh = newAnswers(this.#view, name);
    const kept = { retry: 'asWritten', catch: { kind: 'asWritten' }, result: 'asWritten' } as const;
    this.#answers = edited ? { ...fresh, ...kept } : fresh;
    this.#show();
  }

  #show(): void {
    const { scope, language, edited, around } = this.#place;
    const places = [...scope.states.values()].filter(canBeFollowed).map(({ name }) => name);
    const form: FormView = {
      notice: this.#catalogue.sdkServices.length > 0 ? '' : catalogueIsMissing,
      language,
      isEditing: edited !== undefined,
      places,
      after: places.find((name) => name === around?.name) ?? places.at(-1) ?? '',
      handlers: [...scope.states.keys()].filter((name) => name !== edited?.name),
      action: this.#view,
      answers: this.#answers,
    };
    this.#tell({ type: 'formShown', form });
    if (this.#answers) this.#preview(this.#answers, form.after);
  }

  #preview(answers: TaskAnswers, after: string): void {
    this.#answers = answers;
    const place = this.#placeNow();
    if (place) {
      const edits = editsFor(place, answers, this.#action, after);
      this.#tell({ type: 'previewShown', preview: previewOf(place, answers, edits) });
    } else this.#sayGone();
  }

  async #insert(answers: TaskAnswers, after: string): Promise<void> {
    const place = this.#placeNow();
    if (!place) return this.#sayGone();
    const change = new vscode.WorkspaceEdit();
    for (const { range, newText } of editsFor(place, answers, this.#action, after)) {
      const { start, end } = range;
      const span = new vscode.Range(this.#document.positionAt(start), this.#document.positionAt(end));
      change.replace(this.#document.uri, span, newText);
    }
    await vscode.workspace.applyEdit(change);
    this.#panel.dispose();
    const editor = await vscode.window.showTextDocument(this.#document, { viewColumn: vscode.ViewColumn.One });
    const written = this.#placeNow()?.scope.states.get(answers.name);
    if (!written) return;
    const at = this.#document.positionAt(written.nameRange.start);
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** The place in the text as it is now. */
  #placeNow(): FormPlace | undefined {
    const place = placeAgain(this.#place, this.#document.getText());
    if (place) this.#place = place;
    return place;
  }

  #sayGone(): void {
    const message = 'The place that this form was opened for is gone from the text.';
    this.#tell({ type: 'previewShown', preview: { text: '', findings: [{ severity: 'error', message }] } });
  }
}
