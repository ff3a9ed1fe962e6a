import type { DocumentHighlight, Location, Range, WorkspaceEdit } from 'vscode-languageserver/node';
import { DocumentHighlightKind, type ReferenceContext } from 'vscode-languageserver/node';
import { stateNamed, workflowMeant } from '../../language/mocks/mockedWorkflows.ts';
import { type MockFile, mockedStateRanges } from '../../language/mocks/mockFile.ts';
import type { TextRange } from '../../language/text.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { LocatedWorkflow } from '../mockedWorkflows.ts';
import type { Session } from '../session.ts';
import { toEdit, toRange } from '../toLsp.ts';
import type { MockCursor } from './mockCursor.ts';
import { mockPlaceOf } from './mockPlaces.ts';
import { withoutQuotes } from './names.ts';
import { referencesFrom, renameFrom } from './rename.ts';

/** What a name in a mock file stands for: a state of a workflow, or an answer. Ranges include quotes. */
export interface MockName {
  readonly name: string;
  /** Of an answer its own place; empty for a state. */
  readonly declared: readonly TextRange[];
  readonly uses: readonly TextRange[];
  /** Where the state is defined. */
  readonly place: readonly [DocumentVersion, Definition, number] | undefined;
}

/** The name under the cursor; undefined where nothing is named that can be found elsewhere. */
export function mockNameAt(
  file: MockFile,
  cursor: MockCursor,
  workflows: readonly LocatedWorkflow[],
): MockName | undefined {
  const name = cursor.touched?.kind === 'string' ? cursor.touched.value : undefined;
  if (name === undefined) return undefined;
  const place = mockPlaceOf(cursor);
  switch (place.kind) {
    case 'state':
      return stateName(name, place.machine, file, workflows);
    case 'mockedResponse':
    case 'responseOfState':
      return answerName(name, file);
    default:
      return undefined;
  }
}

function stateName(name: string, machine: string, file: MockFile, workflows: readonly LocatedWorkflow[]): MockName {
  const meant = workflowMeant(file, machine, workflows);
  const workflow = workflows.find((each) => each === meant);
  const state = workflow && stateNamed(workflow, name);
  const place = workflow && state && ([workflow.document, workflow.definition, state.nameRange.start] as const);
  return { name, declared: [], uses: mockedStateRanges(file, machine, name), place };
}

function answerName(name: string, { machines, responses }: MockFile): MockName {
  const states = [...machines.values()].flatMap(({ testCases }) =>
    [...testCases.values()].flatMap((testCase) => [...testCase.states.values()]),
  );
  const uses = states.filter(({ response }) => response === name).map(({ range }) => range);
  const own = responses.get(name);
  return { name, declared: own ? [own.nameRange] : [], uses, place: undefined };
}

export function definitionOfMock(document: DocumentVersion, { declared, place }: MockName): Location[] {
  const own = declared.map((range) => locate(document, range));
  if (!place) return own;
  const [workflow, { machine }, offset] = place;
  const state = machine.states.find(({ nameRange }) => nameRange.start === offset);
  return state ? [...own, locate(workflow, state.nameRange)] : own;
}

/** All places in the file, and of a state those in its workflow. */
export async function referencesOfMock(
  session: Session,
  document: DocumentVersion,
  { declared, uses, place }: MockName,
  context: ReferenceContext,
): Promise<Location[]> {
  // From the workflow they come with those of this file.
  if (place) return referencesFrom(session, place, context);
  const ranges = context.includeDeclaration ? [...declared, ...uses] : uses;
  return ranges.map((range) => locate(document, range));
}

export function highlightsOfMock(document: DocumentVersion, { declared, uses }: MockName): DocumentHighlight[] {
  return [
    ...declared.map((range) => ({ range: toRange(document, range), kind: DocumentHighlightKind.Write })),
    ...uses.map((range) => ({ range: toRange(document, range), kind: DocumentHighlightKind.Read })),
  ];
}

/** The name without its quotes, where it can be another. */
export function renameRangeOfMock(
  document: DocumentVersion,
  cursor: MockCursor,
  { name, declared, place }: MockName,
): { range: Range; placeholder: string } | undefined {
  if (!cursor.touched || (declared.length === 0 && !place)) return undefined;
  return { range: toRange(document, withoutQuotes(document.text, cursor.touched.range)), placeholder: name };
}

/** A state in its workflow and here, an answer here. */
export async function renameOfMock(
  session: Session,
  document: DocumentVersion,
  { declared, uses, place }: MockName,
  newName: string,
): Promise<WorkspaceEdit | null> {
  if (place) return renameFrom(session, place, newName);
  if (declared.length === 0) return null;
  const newText = JSON.stringify(newName);
  return { changes: { [document.uri]: [...declared, ...uses].map((range) => toEdit(document, { range, newText })) } };
}

function locate(document: DocumentVersion, range: TextRange): Location {
  return { uri: document.uri, range: toRange(document, range) };
}
