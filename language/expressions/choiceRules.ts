import type { Json } from '../json.ts';
import type { Broken } from '../model/stateMachine.ts';
import type { TextRange } from '../text.ts';
import type { JsonataExpression } from './jsonata.ts';
import type { Path } from './jsonPath.ts';

/** What decides whether a choice rule is taken. */
export type ChoiceCondition =
  | { readonly kind: 'and' | 'or'; readonly rules: readonly ChoiceCondition[]; readonly range: TextRange }
  | { readonly kind: 'not'; readonly rule: ChoiceCondition; readonly range: TextRange }
  | {
      readonly kind: 'comparison';
      readonly variable: Path /** A key of the comparison table, without `Path`. */;
      readonly operator: string;
      readonly operand: Operand;
      readonly range: TextRange;
    }
  | {
      readonly kind: 'jsonata';
      readonly location: string;
      readonly expression: JsonataExpression;
      readonly range: TextRange;
    }
  | { readonly kind: 'literal'; readonly value: boolean; readonly range: TextRange }
  | Broken;

export type Operand =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'path'; readonly path: Path };
