import type { Graph } from '../language/graph/graph.ts';
import type { GraphEdit, GraphEditAnswer, StateDetails } from '../language/graph/graphEdit.ts';
import type { TextRange } from '../language/text.ts';

/**
 * Our own requests beyond LSP: method names with the shapes of question and answer. Offsets are UTF-16. `machine` is
 * what a template calls the state machine; absent for a definition file.
 */
export interface CustomRequests {
  /** Checks all workflows of the workspace, and publishes what is wrong with those that are not open. */
  readonly 'stepwise/checkAll': { ask: undefined; answer: CheckSummary };
  /** The graph of an open document, as of the version that the server knows: of the machine asked for, or the first. */
  readonly 'stepwise/graph': { ask: { readonly uri: string; readonly machine?: string }; answer: GraphAnswer };
  /** A change on the picture of this version as edits of the text. Of any other version it is refused. */
  readonly 'stepwise/graphEdit': {
    ask: { readonly uri: string; readonly machine?: string; readonly version: number; readonly edit: GraphEdit };
    answer: GraphEditAnswer;
  };
  /** What can be edited of a state; null when it is not there. */
  readonly 'stepwise/stateDetails': {
    ask: { readonly uri: string; readonly machine?: string; readonly state: string };
    answer: StateDetails | null;
  };
  /** Where the definition of what a Task starts is; null where it is not in the workspace. */
  readonly 'stepwise/startedWorkflow': {
    ask: { readonly uri: string; readonly machine?: string; readonly state: string };
    answer: WorkflowPlace | null;
  };
}

/** What a client may say of itself when it starts the server. */
export interface InitializationOptions {
  /** It has the workspace checked by `stepwise/checkAll`: `workspace/diagnostic` is not announced to it. */
  readonly checksByCommand?: boolean;
}

/** A definition file, or one of a template's state machines. */
export interface WorkflowPlace {
  readonly uri: string;
  readonly machine?: string;
}

/** Our own notifications. */
export interface CustomNotifications {
  /** What a run of a document that has just ended had in its states. Kept until the document is closed. */
  readonly 'stepwise/runValues': RunValues;
}

export const checkAllRequest = 'stepwise/checkAll' satisfies keyof CustomRequests;

/** What a check of the whole workspace came to. */
export interface CheckSummary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
}

export const graphRequest = 'stepwise/graph' satisfies keyof CustomRequests;
export const graphEditRequest = 'stepwise/graphEdit' satisfies keyof CustomRequests;
export const stateDetailsRequest = 'stepwise/stateDetails' satisfies keyof CustomRequests;
export const startedWorkflowRequest = 'stepwise/startedWorkflow' satisfies keyof CustomRequests;

export const runValuesNotification = 'stepwise/runValues' satisfies keyof CustomNotifications;

/** Values are JSON texts. */
export interface RunValues {
  readonly uri: string;
  /** Of the execution. */
  readonly input: string | undefined;
  /** Of several visits of a state, the last. */
  readonly states: readonly StateValues[];
  /** The last value of each variable. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

export interface StateValues {
  readonly name: string;
  readonly input: string | undefined;
  /** What the state's task gave. */
  readonly result: string | undefined;
  readonly output: string | undefined;
}

export interface GraphAnswer {
  readonly version: number;
  /** Undefined when the text holds no state machine at all. */
  readonly graph: Graph | undefined;
  /** What a template calls the state machine that this is. */
  readonly machine?: string;
  /** All state machines of a template, with the places of their definitions. */
  readonly machines: readonly { readonly title: string; readonly range: TextRange }[];
  /** How it will be deployed, where a template says; null where nobody does. */
  readonly type: 'STANDARD' | 'EXPRESS' | null;
  /** The range of each state by StateNode id, for following the cursor. */
  readonly states: readonly { readonly id: string; readonly range: TextRange }[];
}
