import type { StateType } from '../model/stateMachine.ts';
import type { TextEdit } from '../text.ts';

/** A change that somebody makes on the picture. States and edges go by their ids in the graph; several states are of one scope. */
export type GraphEdit =
  | { readonly kind: 'add'; readonly place: AddPlace; readonly starter: StateStarter }
  /** `instead` is the state that those lead to from now on which led to these; needed where that is not clear. */
  | { readonly kind: 'delete'; readonly states: readonly string[]; readonly instead?: string }
  | { readonly kind: 'rename'; readonly state: string; readonly name: string }
  /** `to` is a state of the same scope, or the mark at which the scope ends. */
  | { readonly kind: 'redirect'; readonly edge: string; readonly to: string }
  | { readonly kind: 'duplicate'; readonly state: string }
  /** Several states have a single way in and at most one way on. */
  | { readonly kind: 'wrap'; readonly states: readonly string[]; readonly in: 'Parallel' | 'Map' }
  /** `text` as somebody types it: `60`, `true`, a state's name. An empty one takes the field out. */
  | { readonly kind: 'setField'; readonly state: string; readonly field: string; readonly text: string };

export type AddPlace =
  | { readonly kind: 'after' | 'before'; readonly state: string }
  | { readonly kind: 'on'; readonly edge: string }
  /** As the first state of a scope that has none. */
  | { readonly kind: 'first'; readonly scope: string };

/** What a new state is: its type and, for a Task, the integration that it calls. */
export interface StateStarter {
  readonly type: StateType;
  readonly resource?: string;
}

/** What becomes of a change on the picture. */
export type GraphEditAnswer =
  /** Edits of the document, and the state that the change is about from then on. */
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[]; readonly selected: string | undefined }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Somebody has to choose a state before the change can be made. */
  | { readonly kind: 'asked'; readonly question: string; readonly choices: readonly StateChoice[] };

export function refused(reason: string): GraphEditAnswer {
  return { kind: 'refused', reason };
}

export interface StateChoice {
  readonly state: string;
  readonly name: string;
}

/** A simple field of a state as a form shows it. */
export interface FieldView {
  readonly name: string;
  readonly doc: string;
  readonly required: boolean;
  /** What is written; undefined where nothing is. */
  readonly text: string | undefined;
  /** What it may be, where that is a closed list. */
  readonly values: readonly string[];
  readonly findings: readonly FindingView[];
}

export interface FindingView {
  readonly severity: 'error' | 'warning' | 'hint';
  readonly message: string;
}

/** What there is to edit of a state, and what the checks say of it. */
export interface StateDetails {
  readonly state: string;
  readonly fields: readonly FieldView[];
  /** Of the state as a whole, and of the parts that are no simple fields. */
  readonly findings: readonly FindingView[];
}
