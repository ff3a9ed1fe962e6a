import type { ChangeKind, GraphChange } from '../language/graph/diffGraphs.ts';
import type { Graph } from '../language/graph/graph.ts';
import type { GraphEdit, StateChoice, StateDetails } from '../language/graph/graphEdit.ts';
import type { HistoryEvent } from '../runtime/interpreter/events.ts';

/** Everything said between the extension host and the panel. The panel keeps nothing: it asks again after each load. */
export type ToWebview =
  | { readonly type: 'definitionShown'; readonly definition: DefinitionView }
  /** What is opened in the picture, inside the Tasks that start it; in answer to `tasksOpened`, and after each change. */
  | { readonly type: 'nestedShown'; readonly machines: readonly NestedView[] }
  /** The text cursor stands in this state, or in none. */
  | { readonly type: 'cursorMoved'; readonly place: StatePlace | undefined }
  /** The states (StateNode ids) that hold breakpoints. */
  | { readonly type: 'breakpointsShown'; readonly states: readonly string[] }
  /** What a run could start with; `focus` opens the form. */
  | { readonly type: 'runOffered'; readonly setup: RunSetup; readonly focus: boolean }
  | { readonly type: 'runShown'; readonly run: RunView; readonly events: readonly HistoryEvent[] }
  | { readonly type: 'eventsAdded'; readonly runId: string; readonly events: readonly HistoryEvent[] }
  /** What has happened, from an event on, in an execution that a task of the run has started. */
  | {
      readonly type: 'startedEvents';
      readonly runId: string;
      /** Its ARN. */
      readonly execution: string;
      readonly from: number;
      readonly events: readonly HistoryEvent[];
    }
  | { readonly type: 'runEnded'; readonly runId: string; readonly outcome: RunOutcome }
  /** The answer to `valuesAsked`. */
  | { readonly type: 'valuesShown'; readonly visit: VisitKey; readonly values: readonly StageValue[] }
  | { readonly type: 'taskAsked'; readonly question: TaskQuestion }
  /** Answered, timed out, or the run ended. */
  | { readonly type: 'taskWithdrawn'; readonly questionId: string }
  | { readonly type: 'editAnswered'; readonly edit: GraphEdit; readonly outcome: EditOutcome }
  /** Undefined when the state is not there any more. */
  | { readonly type: 'detailsShown'; readonly state: string; readonly details: StateDetails | undefined }
  | { readonly type: 'integrationsFound'; readonly query: string; readonly integrations: readonly FoundIntegration[] };

export type FromWebview =
  /** The panel has loaded and shows nothing yet. */
  | { readonly type: 'ready' }
  /** Show the state's text; with `focusText` (Enter was pressed) the keyboard goes there too. */
  | { readonly type: 'stateClicked'; readonly place: StatePlace; readonly focusText?: true }
  | { readonly type: 'breakpointToggled'; readonly state: string }
  | { readonly type: 'runRequested'; readonly input: string; readonly mockCase: string | undefined }
  | { readonly type: 'stopRequested'; readonly runId: string }
  /** Run the workflow again as far as a run came that was cut off, and on from there. */
  | { readonly type: 'goOnRequested'; readonly runId: string }
  | {
      readonly type: 'taskAnswered';
      readonly questionId: string;
      readonly answer: PanelAnswer;
      readonly remember: boolean;
    }
  /** Which values did a visit make between its input and its output? AWS's history does not say. */
  | { readonly type: 'valuesAsked'; readonly visit: VisitKey }
  | { readonly type: 'copyRequested'; readonly text: string }
  /** The comparison with another version is over. */
  | { readonly type: 'versionsClosed' }
  /** Save the picture: an SVG file's text, or a PNG file's bytes in base64. */
  | { readonly type: 'pictureExported'; readonly format: 'svg' | 'png'; readonly content: string }
  /** A change on the picture of this version; of any other it is refused. */
  | { readonly type: 'editRequested'; readonly version: number; readonly edit: GraphEdit }
  | { readonly type: 'undoRequested'; readonly way: 'undo' | 'redo' }
  | { readonly type: 'detailsRequested'; readonly state: string }
  | { readonly type: 'integrationsSearched'; readonly query: string }
  /** The form for a Task is wanted, behind this state of the version that is shown. */
  | { readonly type: 'formRequested'; readonly version: number; readonly after: string }
  /** Show the graph of the workflow that this state starts. */
  | { readonly type: 'nestedOpened'; readonly task: StatePlace }
  /** What these Tasks start is to be opened in the picture, and nothing else: the Tasks around each, and itself. */
  | { readonly type: 'tasksOpened'; readonly opened: readonly (readonly string[])[] }
  /** Another state machine of the template. */
  | { readonly type: 'machineChosen'; readonly machine: string }
  /** Something in the panel itself went wrong; for the log. */
  | { readonly type: 'panelFailed'; readonly message: string };

/** A state of the workflow that the picture is of, or of one that is opened in it. */
export interface StatePlace {
  /** A StateNode's id, in its own file. */
  readonly state: string;
  /** The Tasks around it that start a workflow, from the outside in, each by its id in its own file. */
  readonly within?: readonly string[];
}

/** A workflow that is opened inside the last of these Tasks. */
export interface NestedView {
  readonly tasks: readonly string[];
  /** What its file is called. */
  readonly title: string;
  /** Undefined when its definition is not in the workspace. */
  readonly graph: Graph | undefined;
}

/** What VS Code keeps of a panel until it brings the panel back. */
export interface KeptState {
  /** The URI of the workflow. */
  readonly workflow: string;
  /** Which state machine of the template. */
  readonly machine?: string | undefined;
}

/** What became of a change on the picture. */
export type EditOutcome =
  /** It is written, as this version of the text, and about this state from then on. */
  | { readonly kind: 'done'; readonly version: number; readonly selected: string | undefined }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'asked'; readonly question: string; readonly choices: readonly StateChoice[] };

export interface FoundIntegration {
  readonly name: string;
  readonly service: string;
  readonly doc: string;
  readonly resource: string;
}

export interface DefinitionView {
  readonly title: string;
  /** Which of the template's state machines this is, and all of them; none in a definition file. */
  readonly machine?: string;
  readonly machines?: readonly string[];
  readonly version: number;
  readonly graph: Graph;
  /** The text cannot be read as a state machine: the graph is the last good one. */
  readonly stale: boolean;
  /** `graph` is two versions in one. */
  readonly comparison?: VersionComparison;
}

/** What changes from another version of the workflow to this one. */
export interface VersionComparison {
  /** What it is compared with: `HEAD`. */
  readonly label: string;
  /** Node or edge id, and what became of it. */
  readonly kinds: readonly (readonly [id: string, kind: ChangeKind])[];
  readonly changes: readonly GraphChange[];
}

export interface RunSetup {
  /** JSON texts to start from; the first is preselected. */
  readonly inputs: readonly { readonly label: string; readonly text: string }[];
  /** Test cases of the mock file, if there is one. */
  readonly mockFile: string | undefined;
  readonly mockCases: readonly string[];
  readonly mockCase: string | undefined;
  /** What is wrong with the mock file, in words. */
  readonly mockProblem: string | undefined;
}

export interface RunView {
  readonly id: string;
  readonly title: string;
  readonly outcome: RunOutcome | undefined;
  /** Where the events come from when it did not run here. A recorded run without an outcome is not going on. */
  readonly recorded?: { readonly from: string; readonly isPartial: boolean };
  /** It was going on when the window went, and went with it: there will be no outcome. */
  readonly cutOff?: true;
}

/** One visit of a state in a run: the id of the event with which it began. */
export interface VisitKey {
  readonly runId: string;
  readonly state: string;
  readonly entered: number;
}

/** A value between two stages of a state's data flow, as JSON text. The stages are those of the interpreter. */
export interface StageValue {
  readonly stage: string;
  readonly text: string;
}

export interface RunOutcome {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** A Task without a mock wants its result. */
export interface TaskQuestion {
  readonly id: string;
  readonly runId: string;
  readonly state: string;
  readonly resource: string;
  /** The JSON text of the effective input. */
  readonly input: string;
  /** A JSON text to start from: the integration's response shape where it is known. */
  readonly suggestion: string;
  /** A mock file exists or can be made. */
  readonly canRemember: boolean;
}

export type PanelAnswer =
  | { readonly kind: 'succeeded'; readonly output: string }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string };
