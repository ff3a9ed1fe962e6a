import type { TextRange } from '../text.ts';
import type { Substitutions } from './substitutions.ts';
import type { SyntaxNode, SyntaxProblem } from './syntaxTree.ts';

/** One definition of a document: the only one of a definition file, or one of those that a template declares. */
export interface DocumentDefinition {
  /** The template's own name for the state machine; undefined for a definition file. */
  readonly title: string | undefined;
  readonly titleRange: TextRange;
  /** Undefined where nobody says, or the template leaves it open. */
  readonly type: 'STANDARD' | 'EXPRESS' | undefined;
  /** The definition, its ranges in the document; undefined when it is elsewhere or not there. */
  readonly root: SyntaxNode | undefined;
  /** What is wrong with the definition's own text. */
  readonly problems: readonly SyntaxProblem[];
  /** The file that holds the definition, where a template only names it. */
  readonly definitionUri: { readonly value: string; readonly range: TextRange } | undefined;
  readonly substitutions: Substitutions;
}
