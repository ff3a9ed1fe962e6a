import type { ActionView, FoundAction, PreviewView, TaskAnswers } from '../language/integrations/taskAnswers.ts';

/** Everything said between the extension host and the form that makes a Task state. */
export type ToForm =
  | { readonly type: 'formShown'; readonly form: FormView }
  | { readonly type: 'actionsFound'; readonly query: string; readonly actions: readonly FoundAction[] }
  | { readonly type: 'previewShown'; readonly preview: PreviewView };

export type FromForm =
  /** The form has loaded and shows nothing yet. */
  | { readonly type: 'ready' }
  | { readonly type: 'actionsSearched'; readonly query: string }
  | { readonly type: 'actionChosen'; readonly action: FoundAction }
  | { readonly type: 'answersChanged'; readonly answers: TaskAnswers; readonly after: string }
  | { readonly type: 'insertRequested'; readonly answers: TaskAnswers; readonly after: string }
  | { readonly type: 'copyRequested'; readonly text: string }
  /** Something in the form itself went wrong; for the log. */
  | { readonly type: 'formFailed'; readonly message: string };

export interface FormView {
  readonly language: 'JSONPath' | 'JSONata';
  /** What somebody should know before anything else; empty for nothing. */
  readonly notice: string;
  /** The state exists: its name stays, and so does its place. */
  readonly isEditing: boolean;
  /** Names of the states behind which the new one can go; empty in an empty workflow. */
  readonly places: readonly string[];
  readonly after: string;
  /** Names of the states that can take over after an error. */
  readonly handlers: readonly string[];
  /** Undefined until an action is chosen. */
  readonly action: ActionView | undefined;
  readonly answers: TaskAnswers | undefined;
}
