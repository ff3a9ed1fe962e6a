import type { Json } from '../json.ts';
import type { Evaluation, Outcome } from './evaluation.ts';
import type { Path } from './jsonPath.ts';

/** A call such as `States.Format('{}', $.name)`, parsed. Offsets are within the text that was parsed. */
export interface IntrinsicCall {
  readonly kind: 'call';
  /** The call as written; of a nested call only its own part. */
  readonly text: string;
  /** `States.Format`, known or not. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly arguments: readonly IntrinsicArgument[];
}

export type IntrinsicArgument =
  | { readonly kind: 'literal'; readonly value: Json; readonly start: number; readonly end: number }
  | { readonly kind: 'path'; readonly path: Path; readonly start: number; readonly end: number }
  | { readonly kind: 'call'; readonly call: IntrinsicCall; readonly start: number; readonly end: number };

/** Text that is no call, or a call that cannot work. Offsets are within the text that was parsed. */
export interface IntrinsicProblem {
  readonly kind: 'problem';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Evaluates a call; its failures have AWS's names and texts. */
export function evaluateIntrinsic(_call: IntrinsicCall, _evaluation: Evaluation): Outcome {
  return { kind: 'value', value: null };
}

/** What is wrong with a call, as far as its text tells: unknown name, number and types of arguments. */
export function checkIntrinsic(_call: IntrinsicCall): readonly IntrinsicProblem[] {
  return [];
}
