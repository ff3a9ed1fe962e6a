import { randomInt, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { LineIndex } from '../language/text.ts';
import { Engine } from '../runtime/debugAdapter/engine.ts';
import { attemptsFrom } from '../runtime/debugAdapter/historyAnswers.ts';
import { SharedRun } from '../runtime/debugAdapter/sharedRun.ts';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { Execution, Identity } from '../runtime/interpreter/execution.ts';
import type { Program } from '../runtime/program.ts';
import { Programs } from '../runtime/programs.ts';
import { noStorage } from '../runtime/storage.ts';
import type { PanelAnswer, RunOutcome, ToWebview, VisitKey } from '../webview/messages.ts';
import { definitionsIn, machineOf } from './definitionMeant.ts';
import { lambdaEndpointFor } from './lambdaSetting.ts';
import { findMocks, showMockProblems } from './mockFiles.ts';
import { rememberChoice } from './runSetup.ts';
import { StageLog } from './stageLog.ts';
import { StartedExecutions } from './startedExecutions.ts';
import { suggestResult } from './suggestResult.ts';
import { TaskDesk } from './taskDesk.ts';
import type { Workbench } from './workbench.ts';
import { workflowName } from './workflowFiles.ts';

export interface RunRequest {
  readonly uri: vscode.Uri;
  /** Which state machine of a template; without a name, the first. */
  readonly machine: string | undefined;
  /** A JSON text. */
  readonly input: string;
  readonly mockCase: string | undefined;
  /** A run that was cut off: its tasks that were answered are answered in the same way. */
  readonly cutOff?: readonly HistoryEvent[] | undefined;
}

/** Runs the workflow as its text is now, and tells the panel everything about it. Resolves once the run is under way. */
export async function startRun(
  request: RunRequest,
  workbench: Workbench,
  tell: (message: ToWebview) => void,
): Promise<WorkflowRun> {
  const { uri, machine, input, mockCase, cutOff } = request;
  const [document, mocks] = await Promise.all([vscode.workspace.openTextDocument(uri), findMocks(uri, machine)]);
  if (mocks) showMockProblems(mocks, workbench.mockProblems);
  await rememberChoice(workbench.context, uri, { input, mockCase });
  const program = programIn(document, machine, (await workbench.server.graphOf(uri, machine))?.type);
  const identity = identityOf(program.name);
  const { executionName: runId } = identity;
  const suggest = (resource: string) => suggestResult(resource, workbench.context);
  const programs = Programs.around(program);
  const lambdaEndpoint = lambdaEndpointFor(uri);
  const recorded = cutOff && attemptsFrom(cutOff);
  const asked = { workflow: uri, machine, runId, mocks, mockCase, recorded, lambdaEndpoint, suggest };
  const desk = new TaskDesk(asked, tell);
  const stages = new StageLog();
  const engine = new Engine({
    machine: program.machine,
    type: program.type,
    input,
    identity,
    seed: randomInt(2 ** 31),
    start: Date.now(),
    timeFactor: isRealTime(uri) ? 1 : undefined,
    answer: (asked, progress, signal) =>
      asked.kind === 'task' ? desk.runTask(asked, signal, progress) : noStorage(asked),
    nested: (arn, _asked, from) => programs.nested(from, arn, identity.roleArn),
    isAnswered: (asked) => desk.knows(asked),
    progressed: () => run.tellEvents(),
  });
  engine.observe({ value: (...seen) => stages.see(...seen) });
  const run = new WorkflowRun(engine, desk, stages, tell);
  run.show();
  const driven = goOn(run, new SharedRun(runId, programs, engine), workbench);
  void driven.then(() => workbench.server.tellRun(uri, run.events));
  void showProgress(run, driven);
  return run;
}

/** Moves the run to its end; a debugger may take it over meanwhile. */
async function goOn(run: WorkflowRun, shared: SharedRun, { runs, log }: Workbench): Promise<void> {
  runs.add(shared);
  try {
    await shared.go();
    run.end();
  } catch (mistake) {
    log.error(mistake instanceof Error ? (mistake.stack ?? mistake.message) : String(mistake));
    run.stop();
  } finally {
    runs.remove(shared);
  }
}

/** The workflow as its text is now, saved or not. */
function programIn(
  document: vscode.TextDocument,
  machine: string | undefined,
  type: Program['type'] | null | undefined,
): Program {
  const definitions = definitionsIn(document);
  const definition = definitions.find(({ title }) => title === machine) ?? definitions[0];
  const path = document.uri.fsPath;
  return {
    place: { path, machine: definition?.title, substitutions: new Map() },
    path,
    name: definition?.title ?? workflowName(document.uri),
    lines: new LineIndex(document.getText()),
    machine: machineOf(definition),
    type: type ?? 'STANDARD',
  };
}

/** A run as the panel sees it. */
export class WorkflowRun {
  readonly id: string;
  readonly #engine: Engine;
  readonly #desk: TaskDesk;
  readonly #stages: StageLog;
  readonly #tell: (message: ToWebview) => void;
  readonly #started: StartedExecutions;
  /** How many events the panel knows. */
  #told = 0;

  constructor(engine: Engine, desk: TaskDesk, stages: StageLog, tell: (message: ToWebview) => void) {
    this.id = engine.execution.identity.executionName;
    this.#engine = engine;
    this.#desk = desk;
    this.#stages = stages;
    this.#tell = tell;
    this.#started = new StartedExecutions(this.id, tell);
    engine.observe({ nestedEnded: (execution) => this.#started.see(execution) });
  }

  get events(): readonly HistoryEvent[] {
    return this.#engine.execution.eventsFrom(0);
  }

  get eventCount(): number {
    return this.#engine.execution.eventCount;
  }

  get isAsking(): boolean {
    return this.#desk.isAsking;
  }

  /** Says everything so far, to a panel that knows nothing of it. */
  show(): void {
    const { execution } = this.#engine;
    const run = { id: this.id, title: execution.identity.stateMachineName, outcome: outcomeOf(execution) };
    this.#told = execution.eventCount;
    this.#tell({ type: 'runShown', run, events: execution.eventsFrom(0) });
    this.#started.show(execution);
    this.#desk.askAgain();
  }

  /** Says what is new. A run that a debugger took back has fewer events than before. */
  tellEvents(): void {
    const { eventCount } = this.#engine.execution;
    if (eventCount < this.#told) this.show();
    else if (eventCount > this.#told) {
      const events = this.#engine.execution.eventsFrom(this.#told);
      this.#told = eventCount;
      this.#tell({ type: 'eventsAdded', runId: this.id, events });
    }
    for (const execution of this.#engine.execution.nested()) this.#started.see(execution);
  }

  end(): void {
    this.tellEvents();
    const outcome = outcomeOf(this.#engine.execution);
    if (outcome) this.#tell({ type: 'runEnded', runId: this.id, outcome });
  }

  answer(questionId: string, answer: PanelAnswer, keep: 'remember' | 'once'): Promise<void> {
    return this.#desk.answer(questionId, answer, keep);
  }

  showValues(visit: VisitKey): void {
    this.#tell({ type: 'valuesShown', visit, values: this.#stages.valuesOf(visit) });
  }

  stop(): void {
    this.#engine.abort();
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
  const ended = driven.then(() => 'ended' as const);
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
