import type { Json } from '../json.ts';
import type { Path } from './jsonPath.ts';

/** A call such as `States.Format('{}', $.name)`, parsed. Offsets are within the expression's text. */
export interface IntrinsicCall {
  readonly text: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly arguments: readonly IntrinsicArgument[];
}

export type IntrinsicArgument =
  | { readonly kind: 'literal'; readonly value: Json; readonly start: number; readonly end: number }
  | { readonly kind: 'path'; readonly path: Path; readonly start: number; readonly end: number }
  | { readonly kind: 'call'; readonly call: IntrinsicCall; readonly start: number; readonly end: number };
