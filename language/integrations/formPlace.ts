import { checkDefinition } from '../checks/checkDefinition.ts';
import { isObject, type JsonObject } from '../json.ts';
import { readStateMachine } from '../model/readStateMachine.ts';
import type { QueryLanguage, Scope, State, StateMachine } from '../model/stateMachine.ts';
import { parseText, type TextFormat } from '../syntax/parseText.ts';
import { toJson } from '../syntax/syntaxTree.ts';
import { applyEdits, type TextEdit } from '../text.ts';
import type { IntegrationAction } from './integrationAction.ts';
import { insertState, replaceState } from './placeState.ts';
import { taskState } from './snippet.ts';
import type { PreviewView, TaskAnswers } from './taskAnswers.ts';

/** Where a form's state goes: into a scope of the text as it is now, or in the place of a state that is there. */
export interface FormPlace {
  readonly text: string;
  readonly format: TextFormat;
  readonly scope: Scope;
  readonly language: QueryLanguage;
  /** The state that is edited; undefined for a new one. */
  readonly edited: State | undefined;
}

/**
 * The place that the cursor is at: the scope of the innermost state around it, else the top level. Of an edited text
 * it is found again by the location of the scope and the name of the state.
 */
export function placeAt(text: string, format: TextFormat, offset: number, editing: 'state' | 'scope'): FormPlace {
  const machine = readStateMachine(parseText(text, format).root);
  const around = stateAt(machine, offset);
  const edited = editing === 'state' && around?.type === 'Task' ? around : undefined;
  return {
    text,
    format,
    scope: around?.scope ?? machine.top,
    language: edited?.queryLanguage ?? machine.queryLanguage,
    edited,
  };
}

/** The same place in a text that has changed since; undefined when it is gone. */
export function placeAgain(before: FormPlace, text: string): FormPlace | undefined {
  if (text === before.text) return before;
  const machine = readStateMachine(parseText(text, before.format).root);
  const scopes = [machine.top, ...machine.states.map(({ scope }) => scope)];
  const scope = scopes.find(({ location }) => location === before.scope.location);
  const edited = before.edited && scope?.states.get(before.edited.name);
  if (!scope || (before.edited && !edited)) return undefined;
  return { ...before, text, scope, edited };
}

/** The innermost state around an offset. */
function stateAt(machine: StateMachine, offset: number): State | undefined {
  return machine.states.findLast(({ range }) => range.start <= offset && offset <= range.end);
}

/** The edits that write the answers' state. */
export function editsFor(
  { text, scope, language, edited }: FormPlace,
  answers: TaskAnswers,
  action: IntegrationAction | undefined,
  after: string,
): readonly TextEdit[] {
  if (edited) return replaceState(text, edited, taskState(answers, language, action, bodyOf(edited)));
  return insertState(text, scope, scope.states.get(after), answers.name, taskState(answers, language, action));
}

/** The state as the edits write it, with what the checks say of it. */
export function previewOf(place: FormPlace, answers: TaskAnswers, edits: readonly TextEdit[]): PreviewView {
  if (edits.length === 0)
    return { text: '', findings: [{ severity: 'error', message: 'The text cannot be edited here.' }] };
  const problem = place.edited ? undefined : nameProblem(place, answers.name);
  if (problem !== undefined) return { text: '', findings: [{ severity: 'error', message: problem }] };
  const text = applyEdits(place.text, edits);
  const { machine, findings } = checkDefinition(parseText(text, place.format));
  const location = place.scope.location;
  const name = place.edited?.name ?? answers.name;
  const state = machine.states.find((each) => each.name === name && each.scope.location === location);
  if (!state) return { text: '', findings: [{ severity: 'error', message: 'The workflow cannot be read here.' }] };
  const inside = findings.filter(({ range }) => state.range.start <= range.start && range.end <= state.range.end);
  return {
    text: outdented(text, state.range.start, state.range.end),
    findings: inside.map(({ severity, message }) => ({ severity, message })),
  };
}

function nameProblem({ text, format, scope }: FormPlace, name: string): string | undefined {
  if (name.trim() === '') return 'The state needs a name.';
  const { states } = readStateMachine(parseText(text, format).root);
  const taken = scope.states.has(name) || states.some((state) => state.name === name);
  return taken ? `There is a state “${name}” already.` : undefined;
}

export function bodyOf({ node }: State): JsonObject {
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
