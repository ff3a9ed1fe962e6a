import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
} from 'vscode-languageserver/node';
import type { Finding } from '../../language/checks/finding.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { kindOfFile } from '../../language/readDocument.ts';
import { stateAround } from '../../language/refactor/findNode.ts';
import { defineSubstitution } from '../../language/refactor/mends/defineSubstitution.ts';
import { mendsOf, type WrittenDefinition } from '../../language/refactor/mends/mend.ts';
import { type Refactoring, refactoringsAt } from '../../language/refactor/refactorings.ts';
import { silenceFinding } from '../../language/refactor/silenceFinding.ts';
import { LineIndex } from '../../language/text.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { Session } from '../session.ts';
import type { Settings } from '../settings.ts';
import { toDiagnostic, toEdit, toOffset } from '../toLsp.ts';
import { changesFiles, workspaceEdit } from './fileChanges.ts';

/** What a definition alone does not say. */
type Surroundings = Pick<Session, 'client' | 'settings' | 'templateOf' | 'integrations'>;

/** Makes known what the state at a place calls, where somebody asks for what depends on it. */
export async function loadCalled(session: Session, { textDocument, range, context }: CodeActionParams): Promise<void> {
  if (!isAsked(context)) return;
  const state = session.inDefinition({ textDocument, position: range.start }, (_document, { machine }, offset) =>
    stateAround(machine, offset),
  );
  if (state?.type === 'Task' && 'value' in state.resource) await session.integrations.load(state.resource.value);
}

/** At each move of the cursor the editor asks by itself: rewriting a whole machine waits until a person asks. */
function isAsked({ triggerKind }: CodeActionParams['context']): boolean {
  return triggerKind !== CodeActionTriggerKind.Automatic;
}

/** What mends the findings at a place, and how the definition around it can be rewritten. */
export function codeActionsAt(
  document: DocumentVersion,
  { range, context }: CodeActionParams,
  session: Surroundings,
): CodeAction[] {
  const start = toOffset(document, range.start);
  const end = toOffset(document, range.end);
  const definition = document.definitionAt(start);
  if (definition === undefined) return [];
  const wants = (kind: string) => context.only?.some((only) => isWithin(kind, only)) ?? true;
  // What is written back keeps its placeholders, whatever they stand for.
  const written = {
    text: document.text,
    root: definition.root,
    machine: readStateMachine(definition.root),
    file: fileOf(document, definition),
    errorsOf: (resource: string) => session.integrations.actionOf(resource)?.errors ?? [],
  };
  const touched = wants(CodeActionKind.QuickFix) ? findingsIn(definition, session.settings.findings, start, end) : [];
  const rewritings =
    isAsked(context) && wants(CodeActionKind.RefactorRewrite) ? refactoringsAt({ start, end }, written) : [];
  return [
    ...touched.flatMap((finding) => [
      ...quickFixes(document, finding, written),
      ...substitutionFixes(document, definition, finding, session),
    ]),
    ...rewritings
      .filter((change) => changesFiles(session.client) || (!change.newFile && !change.newName))
      .map((refactoring) => toRefactoring(document, refactoring, session)),
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
  const mends = mendsOf(finding, written);
  return [...mends, ...silenceFinding(finding, written)].map((change) => ({
    title: change.title,
    kind: CodeActionKind.QuickFix,
    edit: workspaceEdit(document, change, undefined),
    diagnostics: [toDiagnostic(document, finding)],
    isPreferred: change === mends[0],
  }));
}

/** A placeholder without a value gets one where values are given: in the template, which may be another document. */
function substitutionFixes(
  document: DocumentVersion,
  { declared }: Definition,
  finding: Finding,
  session: Surroundings,
): CodeAction[] {
  const name = finding.data?.name;
  if (finding.code !== 'hint.unknown-substitution' || name === undefined) return [];
  const { title, uri, text } =
    declared.title === undefined
      ? (session.templateOf(document.uri) ?? noTemplate)
      : { uri: document.uri, text: document.text, title: declared.title };
  const format = kindOfFile(uri)?.format ?? document.format;
  if (format === 'terraform') return [];
  const edits = defineSubstitution(text, format, title, name);
  if (edits.length === 0) return [];
  const lines = new LineIndex(text);
  return [
    {
      title: `Define \${${name}} in the template`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(document, finding)],
      edit: { changes: { [uri]: edits.map((edit) => toEdit({ lines }, edit)) } },
    },
  ];
}

const noTemplate = { title: '', uri: '', text: '' };

/** One that is not possible is shown all the same, with the reason. */
function toRefactoring(document: DocumentVersion, refactoring: Refactoring, session: Surroundings): CodeAction {
  const { title, refused, newName } = refactoring;
  const kind = CodeActionKind.RefactorRewrite;
  if (refused !== undefined) return { title, kind, disabled: { reason: refused } };
  const template = newName === undefined ? undefined : session.templateOf(document.uri);
  return { title, kind, edit: workspaceEdit(document, refactoring, template) };
}

/** A file that is a workflow and nothing else, by its name; one that has never been saved has none. */
function fileOf({ uri, format }: DocumentVersion, { declared }: Definition): WrittenDefinition['file'] {
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  const isNamed = kindOfFile(name)?.role === 'definition' && !uri.startsWith('untitled:');
  return declared.title === undefined && isNamed ? { name, format } : undefined;
}
