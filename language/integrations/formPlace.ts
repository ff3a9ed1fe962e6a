import { checkDefinition } from '../checks/checkDefinition.ts';
import { isObject, type JsonObject } from '../json.ts';
import { readStateMachine } from '../model/readStateMachine.ts';
import type { QueryLanguage, Scope, State, StateMachine } from '../model/stateMachine.ts';
import { type DocumentKind, readDocument } from '../readDocument.ts';
import type { DocumentDefinition } from '../syntax/documentDefinition.ts';
import { toJson } from '../syntax/syntaxTree.ts';
import { applyEdits, contains, type TextEdit } from '../text.ts';
import type { IntegrationAction } from './integrationAction.ts';
import { insertState, replaceState } from './placeState.ts';
import { taskState } from './snippet.ts';
import type { PreviewView, TaskAnswers } from './taskAnswers.ts';

/** Where a form's state goes: into a scope of the text as it is now, or in the place of a state that is there. */
export interface FormPlace {
  readonly text: string;
  readonly kind: DocumentKind;
  /** What the document calls the state machine; undefined for a workflow file. */
  readonly title: string | undefined;
  readonly scope: Scope;
  readonly language: QueryLanguage;
  /** The state that was meant, behind which a new one can go. */
  readonly around: State | undefined;
  /** The state that is edited; undefined for a new one. */
  readonly edited: State | undefined;
}

/** A place that somebody names: an offset in the text, or a state by its name or its location, of one of the machines. */
export interface WantedPlace {
  readonly offset?: number;
  readonly state?: string | undefined;
  readonly machine?: string | undefined;
  readonly editing: 'state' | 'scope';
}

/**
 * The place that is wanted: the scope of the state, else the top level. Of an edited text it is found again by the
 * location of the scope and the name of the state. Undefined where the document holds no state machine there.
 */
export function placeAt(text: string, kind: DocumentKind, wanted: WantedPlace): FormPlace | undefined {
  const { offset, editing } = wanted;
  const definitions = readDocument(text, kind).filter(({ root }) => root || kind.role === 'definition');
  const around = (definition: DocumentDefinition): boolean =>
    offset !== undefined && definition.root !== undefined && contains(definition.root.range, offset);
  const named = definitions.find(({ title }) => title !== undefined && title === wanted.machine);
  const definition = named ?? definitions.find(around) ?? (definitions.length === 1 ? definitions[0] : undefined);
  if (!definition) return undefined;
  const machine = readStateMachine(definition.root);
  const state = stateWanted(machine, wanted);
  const edited = editing === 'state' && state?.type === 'Task' ? state : undefined;
  return {
    text,
    kind,
    title: definition.title,
    scope: state?.scope ?? machine.top,
    language: edited?.queryLanguage ?? machine.queryLanguage,
    around: state,
    edited,
  };
}

/** The state that a place is in or that it names: the innermost one around an offset. */
function stateWanted({ states }: StateMachine, { offset, state }: WantedPlace): State | undefined {
  if (state !== undefined) return states.find(({ location, name }) => location === state || name === state);
  return offset === undefined ? undefined : states.findLast(({ range }) => contains(range, offset));
}

/** The same place in a text that has changed since; undefined when it is gone. */
export function placeAgain(before: FormPlace, text: string): FormPlace | undefined {
  if (text === before.text) return before;
  const machine = machineIn(text, before)?.machine;
  const scopes = machine ? [machine.top, ...machine.states.map(({ scope }) => scope)] : [];
  const scope = scopes.find(({ location }) => location === before.scope.location);
  const edited = before.edited && scope?.states.get(before.edited.name);
  if (!scope || (before.edited && !edited)) return undefined;
  return { ...before, text, scope, edited };
}

/** The state machine of a place in another text, with what the checks say of it. */
function machineIn(text: string, { kind, title }: FormPlace): ReturnType<typeof checkDefinition> | undefined {
  const definition = readDocument(text, kind).find((each) => each.title === title);
  return definition && checkDefinition(definition);
}

/** The edits that write the answers' state. */
export function editsFor(
  { text, scope, language, edited }: FormPlace,
  answers: TaskAnswers,
  action: IntegrationAction | undefined,
  after: string,
): readonly TextEdit[] {
  if (edited) return replaceState(text, edited, taskState(answers, language, action, bodyOf(edited.node)));
  return insertState(text, scope, scope.states.get(after), answers.name, taskState(answers, language, action));
}

/** The state as the edits write it, with what the checks say of it. */
export function previewOf(place: FormPlace, answers: TaskAnswers, edits: readonly TextEdit[]): PreviewView {
  if (edits.length === 0)
    return { text: '', findings: [{ severity: 'error', message: 'The text cannot be edited here.' }] };
  const problem = place.edited ? undefined : nameProblem(place, answers.name);
  if (problem !== undefined) return { text: '', findings: [{ severity: 'error', message: problem }] };
  const text = applyEdits(place.text, edits);
  const checked = machineIn(text, place);
  const location = place.scope.location;
  const name = place.edited?.name ?? answers.name;
  const state = checked?.machine.states.find((each) => each.name === name && each.scope.location === location);
  if (!checked || !state)
    return { text: '', findings: [{ severity: 'error', message: 'The workflow cannot be read here.' }] };
  const inside = checked.findings.filter(
    ({ range }) => state.range.start <= range.start && range.end <= state.range.end,
  );
  return {
    text: outdented(text, state.range.start, state.range.end),
    findings: inside.map(({ severity, message }) => ({ severity, message })),
  };
}

function nameProblem(place: FormPlace, name: string): string | undefined {
  if (name.trim() === '') return 'The state needs a name.';
  const states = machineIn(place.text, place)?.machine.states ?? [];
  const taken = place.scope.states.has(name) || states.some((state) => state.name === name);
  return taken ? `There is a state “${name}” already.` : undefined;
}

/** What is written as a state's body, so far as it is an object. */
export function bodyOf(node: State['node']): JsonObject {
  const body = toJson(node);
  return isObject(body) ? body : {};
}

/** A piece of text as it would stand at the margin. */
function outdented(text: string, start: number, end: number): string {
  const margin = start - text.lastIndexOf('\n', start - 1) - 1;
  return text
    .slice(start, end)
    .replaceAll(new RegExp(`\n {1,${Math.max(1, margin)}}`, 'g'), '\n')
    .trimEnd();
}
