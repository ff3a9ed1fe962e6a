import type { StateType } from '../model/stateMachine.ts';
import type { TextRange } from '../text.ts';

/** A workflow as nodes, edges and groups, without coordinates. Plain data: it crosses to the webview as it is. */
export interface Graph {
  readonly scopes: readonly GraphScope[];
}

/**
 * One `States` object. The first scope is the top level; the others belong to a node by `owner`.
 * ASL's transitions never cross the border of a scope, so each is laid out alone.
 */
export interface GraphScope {
  /** '' for the top level; `/States/P/Branches[0]` below it. Stable while the text around it changes. */
  readonly id: string;
  /** The node whose inside this is. */
  readonly owner: string | undefined;
  /** What the inside is called: `Branch 1`, `Iterator`. */
  readonly title: string | undefined;
  /** For a scope of another workflow, which is drawn inside the Task that starts it. Its ids then begin with `prefix`. */
  readonly elsewhere?: Elsewhere;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Where the definition of a scope is, when it is not the one that the picture is of. */
export interface Elsewhere {
  /** What its file is called, and the state machine in a template. */
  readonly file: string;
  /** The Tasks around it that start a workflow, from the outside in, each by its id in its own file. */
  readonly tasks: readonly string[];
  readonly prefix: string;
}

export type GraphNode = StateNode | MarkNode;

export interface StateNode {
  readonly kind: 'state';
  /** The state's location: `/States/X`. */
  readonly id: string;
  readonly name: string;
  readonly type: StateType | 'Broken';
  /** The second line of the box in a few words: the integration, the wait, the item source. */
  readonly detail: string | undefined;
  /** The service that a Task calls: `lambda`, `dynamodb`, `activity`. */
  readonly service: string | undefined;
  readonly comment: string | undefined;
  readonly range: TextRange;
  /** No path from StartAt leads here. */
  readonly unreachable: boolean;
  /** The text of this state has an error. */
  readonly broken: boolean;
  readonly hasRetry: boolean;
  /** A Task that starts an execution of a state machine: that machine can be drawn inside it. */
  readonly starts?: true;
  /** The ids of the scopes drawn inside it. */
  readonly inside: readonly string[];
  /** How many states inside it somebody has hidden; then `inside` is empty. */
  readonly folded?: number;
}

/** Where a scope starts and ends, and a target that does not exist. */
export interface MarkNode {
  readonly kind: 'start' | 'end' | 'missing';
  readonly id: string;
  readonly name: string;
}

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'next' | 'choice' | 'default' | 'catch' | 'start' | 'end';
  /** A choice's condition or a catcher's error names in short words. */
  readonly label: string | undefined;
  /** The same in full, for a tooltip. */
  readonly fullLabel: string | undefined;
}
