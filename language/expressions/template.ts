import type { Json } from '../json.ts';
import type { Broken } from '../model/stateMachine.ts';
import type { TextRange } from '../text.ts';
import type { IntrinsicCall } from './intrinsics.ts';
import type { JsonataExpression } from './jsonata.ts';
import type { Path } from './jsonPath.ts';

/** A payload template, or a JSONata value: JSON in which some values are computed. */
export type Template =
  | { readonly kind: 'constant'; readonly value: Json; readonly range: TextRange }
  | { readonly kind: 'object'; readonly members: readonly TemplateMember[]; readonly range: TextRange }
  | { readonly kind: 'array'; readonly items: readonly Template[]; readonly range: TextRange }
  | {
      readonly kind: 'path' /** The key as written, with its `.$`. */;
      readonly field: string;
      readonly path: Path;
      readonly range: TextRange;
    }
  | { readonly kind: 'intrinsic'; readonly field: string; readonly call: IntrinsicCall; readonly range: TextRange }
  | {
      readonly kind: 'jsonata' /** AWS's name for the place: `Output/a/b[0]`. */;
      readonly location: string;
      readonly expression: JsonataExpression;
      readonly range: TextRange;
    }
  | Broken;

export interface TemplateMember {
  /** Without `.$`. */
  readonly key: string;
  readonly value: Template;
}
