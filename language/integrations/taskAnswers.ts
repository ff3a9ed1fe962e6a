import type { Pattern } from './resource.ts';

/** How a parameter gets its value: as written, from the state's input, from a variable, or computed. */
export type AnswerMode = 'value' | 'path' | 'variable' | 'expression';

/** What somebody answered for a parameter, as typed. An empty text answers nothing. */
export interface Answer {
  readonly name: string;
  readonly mode: AnswerMode;
  /** A value; a path in the input, `order.id`; a variable's name; an expression without its `{% %}`. */
  readonly text: string;
}

/** Everything that makes a Task state, in the words of a form. `asWritten` keeps what a state had before. */
export interface TaskAnswers {
  readonly name: string;
  /** `asWritten`: `service` is the whole Resource, of which nothing more is known; empty where it is no text. */
  readonly kind: 'optimised' | 'aws-sdk' | 'http' | 'asWritten';
  readonly service: string;
  readonly action: string;
  readonly pattern: Pattern;
  readonly parameters: readonly Answer[];
  /** Seconds as typed; empty for none. */
  readonly timeout: string;
  readonly heartbeat: string;
  readonly retry: 'none' | 'recommended' | 'asWritten';
  /** `to` names the state that takes over after any error. */
  readonly catch:
    | { readonly kind: 'none' }
    | { readonly kind: 'asWritten' }
    | { readonly kind: 'to'; readonly state: string };
  readonly result: 'whole' | 'besideInput' | 'dropped' | 'asWritten';
}

/** An action that a search found. */
export interface FoundAction {
  readonly kind: TaskAnswers['kind'];
  readonly service: string;
  readonly serviceLabel: string;
  readonly action: string;
  readonly doc: string;
}

/** An action as the form shows it. */
export interface ActionView extends FoundAction {
  readonly notes: readonly string[];
  readonly members: readonly MemberView[];
  /** One of these is needed. */
  readonly oneOf: readonly string[];
  /** The patterns that the action supports, with the answers to begin with. */
  readonly patterns: readonly { readonly pattern: TaskAnswers['pattern']; readonly starter: readonly Answer[] }[];
}

/** A parameter as the form shows it. */
export interface MemberView {
  readonly name: string;
  readonly required: boolean;
  readonly doc: string;
  /** In words: `text`, `list of texts`, `structure`. */
  readonly type: string;
  /** What a value may be, where that is a closed list. */
  readonly values: readonly string[];
}

/** What becomes of the answers. */
export interface PreviewView {
  /** The state as it will be written. */
  readonly text: string;
  readonly findings: readonly { readonly severity: 'error' | 'warning' | 'hint'; readonly message: string }[];
}
