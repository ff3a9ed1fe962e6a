import type { Json } from '../json.ts';
import type { QueryLanguage } from './stateMachine.ts';

/** What a field's value is, and with it how it is checked, completed and read. */
export type FieldKind =
  | 'string'
  | 'boolean'
  | 'number'
  | 'integer'
  | 'json'
  | 'stateName'
  | 'path'
  | 'referencePath'
  | 'template'
  | 'assign'
  | 'timestamp'
  | 'resource'
  | 'errorNames'
  | 'strings'
  | 'states'
  | 'scope'
  | 'object'
  | 'objects';

/** One row of the field table: everything that validation, completion, hover and the documentation know of a field. */
export interface FieldRule {
  readonly kind: FieldKind;
  /** Which of the field's own tables its object (or each object of its list) follows. */
  readonly of?: ObjectName;
  /** Absent: the field exists in both query languages. */
  readonly language?: QueryLanguage;
  readonly required?: boolean;
  /** For numbers: the smallest and largest value; for strings: the longest. */
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly string[];
  /** Fields that may not stand beside this one. */
  readonly excludes?: readonly string[];
  /** In a JSONata state the value may be, or contain, a `{% %}` expression. */
  readonly expression?: boolean;
  /** Path fields: `null` is allowed. */
  readonly nullable?: boolean;
  readonly default?: Json;
  readonly doc: string;
}

export type ObjectName = string;
