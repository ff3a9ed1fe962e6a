import type { Graph } from '../language/graph/graph.ts';
import type { GraphEdit, GraphEditAnswer, StateDetails } from '../language/graph/graphEdit.ts';
import type { TextRange } from '../language/text.ts';

/** Our own requests beyond LSP: method names with the shapes of question and answer. Offsets are UTF-16. */
export interface CustomRequests {
  /** The graph of an open document, as of the version that the server knows. */
  readonly 'stepwise/graph': { ask: { readonly uri: string }; answer: GraphAnswer };
}

export const graphRequest = 'stepwise/graph' satisfies keyof CustomRequests;

export interface GraphAnswer {
  readonly version: number;
  /** Undefined when the text holds no state machine at all. */
  readonly graph: Graph | undefined;
  /** How it will be deployed, where a template says; null where nobody does. */
  readonly type: 'STANDARD' | 'EXPRESS' | null;
  /** The range of each state by StateNode id, for following the cursor. */
  readonly states: readonly { readonly id: string; readonly range: TextRange }[];
}
