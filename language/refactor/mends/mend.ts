import type { Finding } from '../../checks/finding.ts';
import type { StateMachine } from '../../model/stateMachine.ts';
import { changesBorrowed } from '../../syntax/borrowedText.ts';
import type { TextFormat } from '../../syntax/parseText.ts';
import type { SyntaxNode } from '../../syntax/syntaxTree.ts';
import type { TextEdit } from '../../text.ts';
import { mendFields } from './mendFields.ts';
import { mendHandlers } from './mendHandlers.ts';
import { mendLabels } from './mendLabels.ts';
import { mendNames } from './mendNames.ts';
import { mendTasks } from './mendTasks.ts';
import { mendTemplates } from './mendTemplates.ts';
import { mendText } from './mendText.ts';
import { mendTransitions } from './mendTransitions.ts';
import { mendValues } from './mendValues.ts';

/** A definition as it is written, for what changes its text. */
export interface WrittenDefinition {
  /** The document that the ranges of `root` and `machine` are in. */
  readonly text: string;
  readonly root: SyntaxNode | undefined;
  readonly machine: StateMachine;
  /** The file that holds this definition and nothing else; undefined inside a template. */
  readonly file?: { readonly name: string; readonly format: TextFormat } | undefined;
  /** The errors that the service behind a Resource throws, where they are known. */
  readonly errorsOf?: (resource: string) => readonly string[];
}

/** A change of a definition's text with what it is called in a menu. */
export interface Change {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** A file that is made beside this one. */
  readonly newFile?: { readonly name: string; readonly text: string };
  /** What the file itself is called afterwards. */
  readonly newName?: string;
}

/** What mends a finding. Each returns nothing for findings that it does not know. */
export type Mending = (finding: Finding, written: WrittenDefinition) => readonly Change[];

const mendings: readonly Mending[] = [
  mendNames,
  mendLabels,
  mendTransitions,
  mendFields,
  mendValues,
  mendTasks,
  mendHandlers,
  mendTemplates,
  mendText,
];

/** The changes that mend a finding, the likeliest first; found by its code and data alone. */
export function mendsOf(finding: Finding, written: WrittenDefinition): readonly Change[] {
  const found = mendings.flatMap((mending) => mending(finding, written)).filter(({ edits }) => edits.length > 0);
  const { text, root } = written;
  // What states share is mended where it is wrong, not where one of them lacks something.
  if (changesBorrowed(text, root, [{ range: finding.range, newText: '' }])) return found;
  return found.filter(({ edits }) => !changesBorrowed(text, root, edits));
}
