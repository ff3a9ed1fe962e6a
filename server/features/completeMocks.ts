import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver/node';
import type { TypedMember } from '../../language/integrations/valueType.ts';
import {
  type MockSurroundings,
  resourceOfState,
  stateNamed,
  statesWith,
  workflowMeant,
} from '../../language/mocks/mockedWorkflows.ts';
import type { MockFile } from '../../language/mocks/mockFile.ts';
import { errorNames } from '../../language/model/errorNames.ts';
import type { DocumentVersion } from '../documents.ts';
import { toEdit } from '../toLsp.ts';
import { describeType, membersBelow } from './completeMembers.ts';
import { type Sketch, snippetOf, typeSketch } from './fieldSnippets.ts';
import { asValues } from './insertion.ts';
import { keyPlace } from './keyPlace.ts';
import type { MockCursor } from './mockCursor.ts';
import { mockPlaceOf } from './mockPlaces.ts';

/** What is around a mock file, and the errors that a Resource is known for. */
export interface MockKnowledge extends MockSurroundings {
  errorsOf(resource: string): readonly string[];
}

/** What can be typed at the cursor of a mock file. */
export function completeMocks(
  document: DocumentVersion,
  file: MockFile,
  cursor: MockCursor,
  known: MockKnowledge,
): CompletionItem[] {
  return cursor.part === 'key' ? keys(document, file, cursor, known) : values(document, file, cursor, known);
}

/** A key with the value that it begins with. */
interface Row {
  readonly name: string;
  readonly value: Sketch;
  readonly detail?: string | undefined;
}

function keys(document: DocumentVersion, file: MockFile, cursor: MockCursor, known: MockKnowledge): CompletionItem[] {
  const others = cursor.object?.members.filter((member) => member !== cursor.member) ?? [];
  const present = new Set(others.map(({ key }) => key.value));
  const rows = rowsFor(file, cursor, known, [...present]).filter(({ name }) => !present.has(name));
  return rows.map((row, index) => toItem(document, cursor, row, index));
}

const open: Sketch = { kind: 'object', members: [] };
const text: Sketch = { kind: 'hole', text: '', quoted: true };
const returned: Sketch = { kind: 'object', members: [['Return', open]] };
const thrown: Sketch = {
  kind: 'object',
  members: [
    ['Error', text],
    ['Cause', text],
  ],
};

function rowsFor(file: MockFile, cursor: MockCursor, known: MockKnowledge, present: readonly string[]): readonly Row[] {
  const place = mockPlaceOf(cursor);
  switch (place.kind) {
    case 'section':
      return ['StateMachines', 'MockedResponses'].map((name) => ({ name, value: open }));
    case 'machine':
      return known.workflows.map(({ name }) => ({ name, value: { kind: 'object', members: [['TestCases', open]] } }));
    case 'testCases':
      return [{ name: 'TestCases', value: open }];
    case 'testCase':
      return [{ name: 'Success', value: open }];
    case 'state':
      return tasksOf(file, place.machine, known);
    case 'mockedResponse':
      return [...missingResponses(file)].map((name) => ({ name, value: withEntry }));
    case 'invocation':
      return nextInvocations(present).map((name) => ({ name, value: returned }));
    case 'outcome':
      return outcomes(file, place.response, known);
    case 'thrown':
      return ['Error', 'Cause'].map((name) => ({ name, value: text }));
    case 'result':
      return resultRows(membersBelow(resultOf(file, place.response, known), place.path) ?? []);
    default:
      return [];
  }
}

const withEntry: Sketch = { kind: 'object', members: [['0', returned]] };

function tasksOf(file: MockFile, machine: string, { workflows }: MockKnowledge): readonly Row[] {
  const states = workflowMeant(file, machine, workflows)?.machine.states ?? [];
  return states.flatMap((state) =>
    state.type === 'Task' ? [{ name: state.name, value: text, detail: resourceOfState(state) }] : [],
  );
}

/** Responses that test cases name and that are not there. */
function missingResponses({ machines, responses }: MockFile): ReadonlySet<string> {
  const named = [...machines.values()].flatMap(({ testCases }) =>
    [...testCases.values()].flatMap(({ states }) => [...states.values()].map(({ response }) => response)),
  );
  return new Set(named.filter((name) => !responses.has(name)));
}

/** The invocation that comes next, alone and as the beginning of a range. */
function nextInvocations(present: readonly string[]): readonly string[] {
  const last = present.flatMap((key) => key.split('-').map(Number)).filter(Number.isInteger);
  const next = last.length === 0 ? 0 : Math.max(...last) + 1;
  return [String(next), `${next}-${next + 1}`];
}

function outcomes(file: MockFile, response: string, known: MockKnowledge): readonly Row[] {
  const required = resultOf(file, response, known)?.filter((member) => member.required) ?? [];
  const members = required.map(({ name, type }): [string, Sketch] => [name, typeSketch(type)]);
  return [
    { name: 'Return', value: { kind: 'object', members } },
    { name: 'Throw', value: thrown },
  ];
}

function resultRows(members: readonly TypedMember[]): readonly Row[] {
  const inOrder = members.toSorted((one, other) => Number(other.required) - Number(one.required));
  return inOrder.map((member) => ({
    name: member.name,
    value: typeSketch(member.type),
    detail: describeType(member),
  }));
}

/** What the first task that answers with a response may answer. */
export function resultOf(
  file: MockFile,
  response: string,
  { workflows, resultOf: resultOfResource }: MockSurroundings,
): readonly TypedMember[] | undefined {
  for (const state of statesWith(file, response, workflows)) {
    const resource = resourceOfState(state);
    const members = resource === undefined ? undefined : resultOfResource(resource);
    if (members) return members;
  }
  return undefined;
}

function values(document: DocumentVersion, file: MockFile, cursor: MockCursor, known: MockKnowledge): CompletionItem[] {
  const kind = CompletionItemKind.Value;
  const offer = (texts: Iterable<string>) => [...texts].map((each) => ({ text: each, kind }));
  return asValues(document, cursor, offer(valuesFor(file, cursor, known)));
}

function valuesFor(file: MockFile, cursor: MockCursor, known: MockKnowledge): Iterable<string> {
  const place = mockPlaceOf(cursor);
  switch (place.kind) {
    case 'responseOfState':
      return likeliestFirst(file, place.machine, place.state, known);
    case 'error':
      return errorsFor(file, place.response, known);
    case 'result': {
      const members = membersBelow(resultOf(file, place.response, known), place.path.slice(0, -1));
      const type = members?.find(({ name }) => name === place.path.at(-1))?.type;
      return type?.kind === 'string' ? (type.values ?? []) : [];
    }
    default:
      return [];
  }
}

/** Responses of the same service before all others. */
function likeliestFirst(file: MockFile, machine: string, name: string, { workflows }: MockKnowledge): string[] {
  const workflow = workflowMeant(file, machine, workflows);
  const state = workflow && stateNamed(workflow, name);
  const resource = state && resourceOfState(state);
  const fits = (response: string): boolean =>
    resource !== undefined && statesWith(file, response, workflows).some((each) => resourceOfState(each) === resource);
  return [...file.responses.keys()].toSorted((one, other) => Number(fits(other)) - Number(fits(one)));
}

/** What the states handle, what their services are known for, and what Step Functions itself fails with. */
function errorsFor(file: MockFile, response: string, known: MockKnowledge): ReadonlySet<string> {
  const states = statesWith(file, response, known.workflows);
  const handled = states.flatMap((state) =>
    state.type === 'Task' ? [...state.retry, ...state.catch].flatMap(({ errorEquals }) => errorEquals) : [],
  );
  const named = handled.map(({ value }) => value).filter((error) => error !== 'States.ALL');
  const services = states.flatMap((state) => known.errorsOf(resourceOfState(state) ?? ''));
  const own = [...errorNames].flatMap(([name, { catchable }]) => (catchable && name !== 'States.ALL' ? [name] : []));
  return new Set([...named, ...services, ...own]);
}

function toItem(document: DocumentVersion, cursor: MockCursor, row: Row, index: number): CompletionItem {
  const place = keyPlace(document, cursor);
  const name = JSON.stringify(row.name);
  const newText = place.hasValue ? name.replace(/[$}\\]/g, '\\$&') : snippetOf([[row.name, row.value]], 'json');
  return {
    label: row.name,
    kind: CompletionItemKind.Property,
    ...(row.detail !== undefined && { detail: row.detail }),
    sortText: String(index).padStart(5, '0'),
    filterText: name,
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: toEdit(document, { range: place.range, newText: newText + place.comma }),
    additionalTextEdits: place.commaBefore.map((edit) => toEdit(document, edit)),
  };
}
