import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { actionView, nameFor, newAnswers } from '../language/integrations/actionView.ts';
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
import type { FoundAction, TaskAnswers } from '../language/integrations/taskAnswers.ts';
import type { FormView, FromForm, ToForm } from '../webview/formMessages.ts';
import { panelHtml } from '../webview/panelHtml.ts';
import { catalogueOf } from './openCatalogue.ts';
import type { Workbench } from './workbench.ts';
import { isWorkflow } from './workflowFiles.ts';

/** How many actions a search lists. */
const searchLimit = 60;

/** Opens the form that makes a Task state at the cursor, or that edits the one which the cursor is in. */
export async function openStateForm(workbench: Workbench, editing: 'state' | 'scope'): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isWorkflow(editor.document)) {
    void vscode.window.showInformationMessage(
      'Open a workflow file first: *.asl.json, *.asl, *.asl.yaml or *.asl.yml.',
    );
    return;
  }
  const { document, selection } = editor;
  const format = document.languageId === 'asl' ? 'json' : 'yaml';
  const offset = document.offsetAt(selection.active);
  const place = placeAt(document.getText(), format, offset, editing);
  if (editing === 'state' && !place.edited) {
    void vscode.window.showInformationMessage('Put the cursor into a Task state first.');
    return;
  }
  new StateForm(workbench, document, place, await catalogueOf(workbench.context), offset).open();
}

/** One form about one place of one document. It can be loaded anew at any moment. */
class StateForm {
  readonly #workbench: Workbench;
  readonly #document: vscode.TextDocument;
  readonly #catalogue: Catalogue;
  readonly #panel: vscode.WebviewPanel;
  readonly #offset: number;
  #place: FormPlace;
  #action: IntegrationAction | undefined;
  #answers: TaskAnswers | undefined;
  #query = '';

  constructor(
    workbench: Workbench,
    document: vscode.TextDocument,
    place: FormPlace,
    catalogue: Catalogue,
    offset: number,
  ) {
    this.#workbench = workbench;
    this.#document = document;
    this.#place = place;
    this.#catalogue = catalogue;
    this.#offset = offset;
    const title = place.edited ? `Edit ${place.edited.name}` : 'Generate State';
    this.#panel = vscode.window.createWebviewPanel('stepwise.stateForm', title, vscode.ViewColumn.Beside);
  }

  open(): void {
    const { webview } = this.#panel;
    const dist = vscode.Uri.joinPath(this.#workbench.context.extensionUri, 'dist');
    const at = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.onDidReceiveMessage((message: FromForm) => {
      this.#hear(message).catch((reason: unknown) => this.#workbench.log.error(`The form: ${String(reason)}`));
    });
    webview.html = panelHtml(
      { script: at('form.js'), style: at('form.css'), worker: '', cspSource: webview.cspSource },
      randomBytes(16).toString('hex'),
    );
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
    const { edited, language } = this.#place;
    if (edited?.type === 'Task' && !this.#answers && !('kind' in edited.resource)) {
      const resource = parseResource(edited.resource.value);
      const pattern = 'pattern' in resource ? resource.pattern : undefined;
      this.#action = pattern && (await this.#catalogue.actionOf(resource));
      if (this.#action && pattern)
        this.#answers = answersOf(edited.name, bodyOf(edited), language, this.#action, pattern);
    }
    if (edited && !this.#action) {
      void vscode.window.showInformationMessage('The form knows nothing of what this Task calls.');
    }
    this.#show();
    await this.#search('');
  }

  async #search(query: string): Promise<void> {
    this.#query = query;
    const actions = await searchActions(this.#catalogue, query, searchLimit);
    if (query === this.#query) this.#tell({ type: 'actionsFound', query, actions });
  }

  async #choose({ kind, service, action }: FoundAction): Promise<void> {
    this.#action = await this.#catalogue.actionOf(parseResource(resourceArn(kind, service, action)));
    if (!this.#action) return;
    const view = actionView(this.#action, this.#place.language);
    const name = this.#place.edited?.name ?? freeStateName(nameFor(view), new Set(this.#place.scope.states.keys()));
    const fresh = newAnswers(view, name);
    const kept = { retry: 'asWritten', catch: { kind: 'asWritten' }, result: 'asWritten' } as const;
    this.#answers = this.#place.edited ? { ...fresh, ...kept } : fresh;
    this.#show();
  }

  #show(): void {
    const { scope, language, edited } = this.#place;
    const places = [...scope.states.values()].filter(canBeFollowed).map(({ name }) => name);
    const around = [...scope.states.values()].find(
      ({ range }) => range.start <= this.#offset && this.#offset <= range.end,
    );
    const form: FormView = {
      language,
      isEditing: edited !== undefined,
      places,
      after: places.find((name) => name === around?.name) ?? places.at(-1) ?? '',
      handlers: [...scope.states.keys()].filter((name) => name !== edited?.name),
      action: this.#action && actionView(this.#action, language),
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
