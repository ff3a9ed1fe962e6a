import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { realClock, virtualClock } from '../runtime/clocks.ts';
import { drive } from '../runtime/drive.ts';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import { startExecution } from '../runtime/interpreter/execute.ts';
import type { Execution, Identity } from '../runtime/interpreter/execution.ts';
import { nodeHost } from '../runtime/nodeHost.ts';
import type { PanelAnswer, RunOutcome, ToWebview } from '../webview/messages.ts';
import { definitionsIn, machineOf } from './definitionMeant.ts';
import { findMocks, showMockProblems } from './mockFiles.ts';
import { rememberChoice } from './runSetup.ts';
import { suggestResult } from './suggestResult.ts';
import { TaskDesk } from './taskDesk.ts';
import type { Workbench } from './workbench.ts';
import { workflowName } from './workflowFiles.ts';

export interface RunRequest {
  readonly uri: vscode.Uri;
  /** A JSON text. */
  readonly input: string;
  readonly mockCase: string | undefined;
}

/** Runs the workflow as its text is now, and tells the panel everything about it. Resolves once the run is under way. */
export async function startRun(
  request: RunRequest,
  workbench: Workbench,
  tell: (message: ToWebview) => void,
): Promise<WorkflowRun> {
  const { uri, input, mockCase } = request;
  const [document, mocks] = await Promise.all([vscode.workspace.openTextDocument(uri), findMocks(uri)]);
  if (mocks) showMockProblems(mocks, workbench.mockProblems);
  await rememberChoice(workbench.context, uri, { input, mockCase });
  const [definition] = definitionsIn(document);
  const declared = await workbench.server.graphOf(uri);
  const clock = isRealTime(uri) ? realClock() : virtualClock(Date.now());
  const execution = startExecution({
    machine: machineOf(definition),
    input,
    type: declared?.type ?? 'STANDARD',
    identity: identityOf(workflowName(uri)),
    host: nodeHost(clock),
  });
  const { executionName: runId } = execution.identity;
  const suggest = (resource: string) => suggestResult(resource, workbench.context);
  const desk = new TaskDesk({ workflow: uri, runId, mocks, mockCase, suggest }, tell);
  const run = new WorkflowRun(execution, desk, tell);
  run.show();
  const driven = drive(execution, {
    clock,
    runTask: (...task) => desk.runTask(...task),
    signal: run.signal,
    onEvents: (events) => run.add(events),
  });
  void driven.then(
    () => run.end(),
    (mistake: unknown) => {
      workbench.log.error(mistake instanceof Error ? (mistake.stack ?? mistake.message) : String(mistake));
      run.stop();
    },
  );
  void showProgress(run, driven);
  return run;
}

/** A run as the panel sees it. */
export class WorkflowRun {
  readonly id: string;
  readonly #execution: Execution;
  readonly #desk: TaskDesk;
  readonly #tell: (message: ToWebview) => void;
  readonly #stopping = new AbortController();
  readonly #events: HistoryEvent[] = [];

  constructor(execution: Execution, desk: TaskDesk, tell: (message: ToWebview) => void) {
    this.id = execution.identity.executionName;
    this.#execution = execution;
    this.#desk = desk;
    this.#tell = tell;
  }

  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  get eventCount(): number {
    return this.#events.length;
  }

  get isAsking(): boolean {
    return this.#desk.isAsking;
  }

  /** Says everything so far, to a panel that knows nothing of it. */
  show(): void {
    const { stateMachineName } = this.#execution.identity;
    const run = { id: this.id, title: stateMachineName, outcome: outcomeOf(this.#execution) };
    this.#tell({ type: 'runShown', run, events: this.#events });
    this.#desk.askAgain();
  }

  add(events: readonly HistoryEvent[]): void {
    this.#events.push(...events);
    this.#tell({ type: 'eventsAdded', runId: this.id, events });
  }

  end(): void {
    const outcome = outcomeOf(this.#execution);
    if (outcome) this.#tell({ type: 'runEnded', runId: this.id, outcome });
  }

  answer(questionId: string, answer: PanelAnswer, keep: 'remember' | 'once'): Promise<void> {
    return this.#desk.answer(questionId, answer, keep);
  }

  stop(): void {
    this.#stopping.abort();
  }
}

function outcomeOf({ status, output, error, cause }: Execution): RunOutcome | undefined {
  return status === 'RUNNING' ? undefined : { status, output, error, cause };
}

function isRealTime(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('stepwise', uri).get<string>('clock') === 'real';
}

/** Names as AWS would give them, for the context object and the events. */
function identityOf(stateMachineName: string): Identity {
  const place = 'us-east-1:123456789012';
  const name = stateMachineName.replace(/[^\w-]/g, '-').slice(0, 80) || 'StateMachine';
  const executionName = randomUUID();
  return {
    executionArn: `arn:aws:states:${place}:execution:${name}:${executionName}`,
    executionName,
    stateMachineArn: `arn:aws:states:${place}:stateMachine:${name}`,
    stateMachineName: name,
    roleArn: 'arn:aws:iam::123456789012:role/stepwise',
    region: 'us-east-1',
  };
}

/** A run that takes longer says so, how far it is, and can be stopped from there. A run that waits for a person is quiet. */
async function showProgress(run: WorkflowRun, driven: Promise<void>): Promise<void> {
  const ended = driven.catch(() => undefined).then(() => 'ended' as const);
  while ((await Promise.race([ended, pause(progressAfter)])) !== 'ended') {
    if (run.isAsking) continue;
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: 'Running the workflow', cancellable: true },
      async (progress, token) => {
        token.onCancellationRequested(() => run.stop());
        do progress.report({ message: `${run.eventCount.toLocaleString()} events` });
        while (!run.isAsking && (await Promise.race([ended, pause(reportEvery)])) !== 'ended');
      },
    );
  }
}

const progressAfter = 1_500;
const reportEvery = 500;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
