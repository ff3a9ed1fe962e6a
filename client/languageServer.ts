import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type GraphEditAnswer, refused, type StateDetails } from '../language/graph/graphEdit.ts';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import {
  type CheckSummary,
  type CustomNotifications,
  type CustomRequests,
  checkAllRequest,
  type GraphAnswer,
  graphEditRequest,
  graphRequest,
  runValuesNotification,
  startedWorkflowRequest,
  stateDetailsRequest,
  type WorkflowPlace,
} from '../server/protocol.ts';
import { runValuesOf } from './runValues.ts';

/** The language server as the rest of the extension sees it. It starts when it is first needed. */
export class LanguageServer implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  #client: Promise<LanguageClient | undefined> | undefined;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#log = log;
  }

  start(): Promise<LanguageClient | undefined> {
    this.#client ??= this.#load();
    return this.#client;
  }

  /** The graph of an open document, of the machine asked for or its first; undefined when the server cannot answer. */
  graphOf(uri: vscode.Uri, machine?: string): Promise<GraphAnswer | undefined> {
    return this.#ask(graphRequest, { uri: uri.toString(), ...(machine !== undefined && { machine }) });
  }

  async editGraph(asked: CustomRequests['stepwise/graphEdit']['ask']): Promise<GraphEditAnswer> {
    const answer = await this.#ask<'stepwise/graphEdit', GraphEditAnswer>(graphEditRequest, asked);
    return answer ?? refused('The language server does not answer.');
  }

  stateDetails(asked: CustomRequests['stepwise/stateDetails']['ask']): Promise<StateDetails | undefined> {
    return this.#ask(stateDetailsRequest, asked);
  }

  /** Where the definition of what a Task of an open document starts is; undefined where it is not in the workspace. */
  startedWorkflow(asked: CustomRequests['stepwise/startedWorkflow']['ask']): Promise<WorkflowPlace | undefined> {
    return this.#ask(startedWorkflowRequest, asked);
  }

  async #ask<Method extends Exclude<keyof CustomRequests, 'stepwise/checkAll'>, Answer>(
    method: Method,
    asked: CustomRequests[Method]['ask'],
  ): Promise<Answer | undefined> {
    const client = await this.start();
    try {
      return (await client?.sendRequest<Answer | null>(method, asked)) ?? undefined;
    } catch (reason) {
      this.#log.error(`The server did not answer ${method} for ${asked.uri}: ${String(reason)}`);
      return undefined;
    }
  }

  /** Checks every workflow of the workspace; undefined when the server cannot answer. */
  async checkAll(): Promise<CheckSummary | undefined> {
    return (await this.start())?.sendRequest<CheckSummary>(checkAllRequest);
  }

  /** Tells what a run had in its states, for what is shown at expressions. */
  async tellRun(uri: vscode.Uri, events: readonly HistoryEvent[]): Promise<void> {
    const values: CustomNotifications['stepwise/runValues'] = runValuesOf(uri.toString(), events);
    await (await this.start())?.sendNotification(runValuesNotification, values);
  }

  dispose(): void {
    void this.#client?.then((client) => client?.dispose());
  }

  async #load(): Promise<LanguageClient | undefined> {
    try {
      // Loading the client takes a while: what asked for it goes on first.
      await new Promise((resolve) => setImmediate(resolve));
      const { startLanguageClient } = await import('./languageClient.ts');
      return await startLanguageClient(this.#context, this.#log);
    } catch (reason) {
      this.#log.error(`The language server did not start: ${String(reason)}`);
      void vscode.window.showErrorMessage('The Stepwise language server did not start. Its log says more.');
      return undefined;
    }
  }
}
