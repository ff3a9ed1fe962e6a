import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
} from 'vscode-languageserver/node';
import type { Finding } from '../../language/checks/finding.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { type Change, mendsOf, type WrittenDefinition } from '../../language/refactor/mend.ts';
import { type Refactoring, refactoringsAt } from '../../language/refactor/refactorings.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { Settings } from '../settings.ts';
import { toDiagnostic, toEdit, toOffset } from '../toLsp.ts';

/** What mends the findings at a place, and how the definition around it can be rewritten. */
export function codeActionsAt(
  document: DocumentVersion,
  { range, context }: CodeActionParams,
  { findings }: Settings,
): CodeAction[] {
  const start = toOffset(document, range.start);
  const end = toOffset(document, range.end);
  const definition = document.definitionAt(start);
  if (definition === undefined) return [];
  // At each move of the cursor the editor asks by itself: rewriting a whole machine waits until a person asks.
  const isAsked = context.triggerKind !== CodeActionTriggerKind.Automatic;
  const wants = (kind: string) => context.only?.some((only) => isWithin(kind, only)) ?? true;
  // What is written back keeps its placeholders, whatever they stand for.
  const written = { text: document.text, root: definition.root, machine: readStateMachine(definition.root) };
  const touched = wants(CodeActionKind.QuickFix) ? findingsIn(definition, findings, start, end) : [];
  return [
    ...touched.flatMap((finding) => quickFixes(document, finding, written)),
    ...(isAsked && wants(CodeActionKind.RefactorRewrite) ? refactoringsAt(start, written) : []).map((refactoring) =>
      toRefactoring(document, refactoring),
    ),
  ];
}

function isWithin(kind: string, only: string): boolean {
  return kind === only || kind.startsWith(`${only}.`) || only === '';
}

function findingsIn(
  definition: Definition,
  settings: Settings['findings'],
  start: number,
  end: number,
): readonly Finding[] {
  return definition.findings(settings).filter(({ range }) => range.start <= end && start <= range.end);
}

function quickFixes(document: DocumentVersion, finding: Finding, written: WrittenDefinition): CodeAction[] {
  return mendsOf(finding, written).map((change, index) => ({
    ...toAction(document, change, CodeActionKind.QuickFix),
    diagnostics: [toDiagnostic(document, finding)],
    isPreferred: index === 0,
  }));
}

/** One that is not possible is shown all the same, with the reason. */
function toRefactoring(document: DocumentVersion, refactoring: Refactoring): CodeAction {
  const { title, refused } = refactoring;
  const kind = CodeActionKind.RefactorRewrite;
  return refused === undefined ? toAction(document, refactoring, kind) : { title, kind, disabled: { reason: refused } };
}

/** One undo step: all edits of a change go together. */
function toAction(document: DocumentVersion, { title, edits }: Change, kind: string): CodeAction {
  return { title, kind, edit: { changes: { [document.uri]: edits.map((edit) => toEdit(document, edit)) } } };
}
