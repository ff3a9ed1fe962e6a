import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { parseResource } from '../language/integrations/resource.ts';
import type { Json } from '../language/json.ts';
import type { TaskRunner } from '../runtime/drive.ts';
import type { TaskAnswer, TaskRequest } from '../runtime/interpreter/host.ts';
import { lambdaTasks } from '../runtime/lambdaEndpoint.ts';
import { mockedTasks } from '../runtime/mocks.ts';
import type { RecordedAttempt } from '../runtime/recordedAttempts.ts';
import type { PanelAnswer, TaskQuestion, ToWebview } from '../webview/messages.ts';
import { type Mocks, rememberInMocks } from './mockFiles.ts';

export interface DeskSetup {
  readonly workflow: vscode.Uri;
  /** What a template calls the state machine. */
  readonly machine: string | undefined;
  readonly runId: string;
  readonly mocks: Mocks | undefined;
  readonly mockCase: string | undefined;
  /** What became of a task in the run that this one goes on with. */
  readonly recorded: ((request: TaskRequest) => RecordedAttempt | undefined) | undefined;
  /** Where Lambda functions run that no mock answers for. */
  readonly lambdaEndpoint: URL | undefined;
  /** The text of a plausible result, which a question starts from. */
  suggest(resource: string): Promise<string>;
}

interface OpenQuestion {
  readonly question: TaskQuestion;
  readonly request: TaskRequest;
  readonly settle: (answer: TaskAnswer) => void;
}

/** Where the tasks of one run get their answers: from the mock file, a Lambda endpoint, else from a person at the panel. */
export class TaskDesk {
  readonly #setup: DeskSetup;
  readonly #tell: (message: ToWebview) => void;
  readonly #mocked: (request: TaskRequest) => TaskAnswer | undefined;
  readonly #open = new Map<string, OpenQuestion>();
  readonly #unmocked: TaskRunner;

  constructor(setup: DeskSetup, tell: (message: ToWebview) => void) {
    const { mocks, mockCase } = setup;
    this.#setup = setup;
    this.#mocked = mocks && mockCase !== undefined ? mockedTasks(mocks.file, mocks.machine, mockCase) : () => undefined;
    this.#tell = tell;
    this.#unmocked = lambdaTasks(setup.lambdaEndpoint, (request, signal, progress) => {
      if (waits(request.resource)) progress(taken);
      return this.#ask(request, signal);
    });
  }

  get isAsking(): boolean {
    return this.#open.size > 0;
  }

  runTask(request: TaskRequest, signal: AbortSignal, progress: (answer: TaskAnswer) => void): ReturnType<TaskRunner> {
    const recorded = this.#recorded(request);
    for (const each of recorded?.progress ?? []) progress(each);
    if (recorded) return recorded.outcome;
    const mocked = this.#mocked(request);
    if (mocked && waits(request.resource)) progress(taken);
    return mocked ?? this.#unmocked(request, signal, progress);
  }

  /** Whether a task is answered without anybody being asked. */
  knows(request: TaskRequest): boolean {
    return this.#recorded(request) !== undefined || this.#mocked(request) !== undefined;
  }

  /** How a task ended before. Of workflows that tasks start nothing is recorded. */
  #recorded(request: TaskRequest): RecordedAttempt | undefined {
    const attempt = request.nestedIn === undefined ? this.#setup.recorded?.(request) : undefined;
    return attempt?.outcome && attempt;
  }

  /** Says the open questions again, to a panel that has loaded anew. */
  askAgain(): void {
    for (const { question } of this.#open.values()) this.#tell({ type: 'taskAsked', question });
  }

  async answer(questionId: string, answer: PanelAnswer, keep: 'remember' | 'once'): Promise<void> {
    const open = this.#open.get(questionId);
    const given = open && toTaskAnswer(answer);
    if (!open || !given) return;
    this.#withdraw(questionId);
    open.settle(given);
    if (keep === 'remember') await this.#remember(open.request, given);
  }

  async #ask(request: TaskRequest, signal: AbortSignal): Promise<TaskAnswer | undefined> {
    const suggestion = await this.#setup.suggest(request.resource);
    if (signal.aborted) return undefined;
    const question: TaskQuestion = {
      id: randomUUID(),
      runId: this.#setup.runId,
      state: request.nestedIn === undefined ? request.state : `${request.nestedIn}: ${request.state}`,
      resource: request.resource,
      input: JSON.stringify(request.input, undefined, 2),
      suggestion,
      canRemember: this.#setup.workflow.scheme !== 'untitled',
    };
    signal.addEventListener('abort', () => this.#withdraw(question.id), { once: true });
    return new Promise((settle) => {
      this.#open.set(question.id, { question, request, settle });
      this.#tell({ type: 'taskAsked', question });
    });
  }

  #withdraw(questionId: string): void {
    if (this.#open.delete(questionId)) this.#tell({ type: 'taskWithdrawn', questionId });
  }

  async #remember({ state, invocation, nestedIn }: TaskRequest, answer: Given): Promise<void> {
    const outcome =
      answer.kind === 'succeeded' ? { Return: answer.output } : { Throw: { Error: answer.error, Cause: answer.cause } };
    const { workflow, machine, mockCase } = this.#setup;
    const result = await rememberInMocks(workflow, mockCase, { machine, nestedIn, state, invocation, outcome });
    if (result === 'unreadable') {
      void vscode.window.showWarningMessage('The answer is not remembered: the mock file has an error.');
    }
  }
}

/** A service that answers later has taken the call before. */
const taken: TaskAnswer = { kind: 'submitted', output: {} };

type Given =
  | { readonly kind: 'succeeded'; readonly output: Json }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string };

function toTaskAnswer(answer: PanelAnswer): Given | undefined {
  if (answer.kind === 'failed') return answer;
  try {
    return { kind: 'succeeded', output: JSON.parse(answer.output) as Json };
  } catch {
    void vscode.window.showErrorMessage('The answer is no JSON, so the task is still waiting.');
    return undefined;
  }
}

/** Does the service's own answer come before the outcome? */
function waits(resource: string): boolean {
  const parsed = parseResource(resource);
  return 'pattern' in parsed && parsed.pattern !== undefined && parsed.pattern !== 'requestResponse';
}
