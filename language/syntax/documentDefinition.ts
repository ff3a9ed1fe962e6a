import type { TextRange } from '../text.ts';
import type { Substitutions } from './substitutions.ts';
import type { ParsedText } from './syntaxTree.ts';

/**
 * One definition of a document: the only one of a definition file, or one of those that a template declares. Ranges
 * are in the document. The root is undefined when the definition is elsewhere or not there; the problems are those
 * of the definition's own text.
 */
export interface DocumentDefinition extends ParsedText {
  /** The template's own name for the state machine; undefined for a definition file. */
  readonly title: string | undefined;
  readonly titleRange: TextRange;
  /** Undefined where nobody says, or the template leaves it open. */
  readonly type: 'STANDARD' | 'EXPRESS' | undefined;
  /** The file that holds the definition, where a template only names it. */
  readonly definitionUri: { readonly value: string; readonly range: TextRange } | undefined;
  readonly substitutions: Substitutions;
}
