import type { AddPlace, GraphEdit, StateChoice } from '../language/graph/graphEdit.ts';

/** What lies over the picture while somebody changes it; one at a time. */
export type Overlay =
  /** What can be done with a state or a transition. */
  | { readonly kind: 'stateMenu' | 'transitionsMenu'; readonly state: string }
  | { readonly kind: 'edgeMenu'; readonly edge: string }
  /** Which state to add. */
  | { readonly kind: 'palette'; readonly place: AddPlace }
  | { readonly kind: 'rename'; readonly state: string }
  /** A state to choose, which completes the change. */
  | {
      readonly kind: 'chooser';
      readonly question: string;
      readonly choices: readonly StateChoice[];
      readonly edit: Extract<GraphEdit, { kind: 'delete' | 'redirect' }>;
    };

/** The question that an edit brought up. */
export function overlayFor(edit: GraphEdit, question: string, choices: readonly StateChoice[]): Overlay | undefined {
  return edit.kind === 'delete' ? { kind: 'chooser', question, choices, edit } : undefined;
}

/** The edit with the state that was chosen for it. */
export function completed({ edit }: Extract<Overlay, { kind: 'chooser' }>, state: string): GraphEdit {
  return edit.kind === 'delete' ? { ...edit, instead: state } : { ...edit, to: state };
}
