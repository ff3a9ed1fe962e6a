import type { Json } from '../json.ts';
import type { PassState, State } from '../model/stateMachine.ts';
import { removeMember } from '../syntax/editTree.ts';
import { rewriteMembers } from '../syntax/rewriteMembers.ts';
import { memberOf, toJson } from '../syntax/syntaxTree.ts';
import type { TextEdit } from '../text.ts';
import { memberOfState } from './findNode.ts';
import { type Following, followingOf, leadTo, leave } from './graph/graphLeaving.ts';
import { edgesInto, type NamingEdge } from './graph/graphPlaces.ts';
import type { WrittenDefinition } from './mends/mend.ts';
import type { Refactoring } from './refactorings.ts';

/**
 * Takes a Pass out, with what it does done by the state before it. Refused where that would not be exactly the same:
 * the same values, and the same errors as far as somebody could handle them.
 */
export function inlinePass(state: State, written: WrittenDefinition): readonly Refactoring[] {
  if (state.type !== 'Pass') return [];
  const title = `Inline “${state.name}”`;
  const edits = inline(state, written);
  return [typeof edits === 'string' ? { title, edits: [], refused: edits } : { title, edits }];
}

function inline(pass: PassState, written: WrittenDefinition): readonly TextEdit[] | string {
  const place = memberOfState(pass);
  const following = followingOf(pass);
  if (place === undefined || following === undefined) return 'It does not say what follows it.';
  const entering = edgesInto(pass.scope, pass.name);
  if (entering.length === 0) return 'Nothing leads to it.';
  const problem = wayProblem(pass, entering, following);
  if (problem !== undefined) return problem;
  const carried = isEmpty(pass) ? [] : carry(pass, entering, written);
  if (typeof carried === 'string') return carried;
  return [
    ...carried,
    ...removeMember(written.text, place.object, place.member),
    ...entering.flatMap((edge) => redirect(edge, following, written)),
  ];
}

function redirect(edge: NamingEdge, following: Following, written: WrittenDefinition): readonly TextEdit[] {
  if ('next' in following) return leadTo(written, edge, following.next);
  return edge.kind === 'start' ? [] : leave(written, edge.state, following);
}

function wayProblem(pass: PassState, entering: readonly NamingEdge[], following: Following): string | undefined {
  if ('next' in following) return following.next === pass.name ? 'It follows itself.' : undefined;
  const other = entering.find(({ kind }) => kind !== 'next');
  if (other === undefined) return undefined;
  return other.kind === 'start'
    ? 'It is the only state that runs.'
    : 'Only Next can become End, and it is reached by another way.';
}

const harmless: ReadonlySet<string> = new Set(['Type', 'Comment', 'Next', 'End', 'QueryLanguage']);

/** It hands on what it is given. */
function isEmpty({ fields }: PassState): boolean {
  return fields.list.every(({ name }) => harmless.has(name));
}

/** Edits of the state before, which then does what the Pass did. */
function carry(
  pass: PassState,
  entering: readonly NamingEdge[],
  written: WrittenDefinition,
): readonly TextEdit[] | string {
  const [edge, ...others] = entering;
  if (edge === undefined || others.length > 0 || edge.kind !== 'next')
    return 'It computes something, and more than a Next leads to it.';
  const { state: before } = edge;
  if (before.node === undefined || before.queryLanguage !== pass.queryLanguage)
    return `“${before.name}” has another query language.`;
  if ('catch' in before && (before.catch.length > 0 || before.retry.length > 0))
    return `“${before.name}” would retry or catch the errors of what it computes.`;
  if (readsState(pass, written.text)) return 'It reads the context object, which tells of the state that runs.';
  return pass.queryLanguage === 'JSONata' ? carryJsonata(pass, before, written) : carryTemplate(pass, before, written);
}

function readsState({ range }: PassState, text: string): boolean {
  return /\$\$\.|\$states\.context/.test(text.slice(range.start, range.end));
}

/** Output and Assign move to a state that has none of its own; what was the input is what that state has. */
function carryJsonata(pass: PassState, before: State, { text }: WrittenDefinition): readonly TextEdit[] | string {
  const moved = ['Output', 'Assign'].flatMap((name) => memberOf(pass.node, name) ?? []);
  if (before.fields.has('Output') || before.fields.has('Assign'))
    return `“${before.name}” has an Output or Assign of its own.`;
  if (
    before.type !== 'Pass' &&
    before.type !== 'Wait' &&
    before.type !== 'Task' &&
    before.type !== 'Parallel' &&
    before.type !== 'Map'
  )
    return `“${before.name}” cannot compute it.`;
  const source = before.type === 'Pass' || before.type === 'Wait' ? '$states.input' : '$states.result';
  const read = (value: Json): Json => JSON.parse(JSON.stringify(value).replaceAll(/\$states\.input\b/g, () => source));
  return insertInto(
    before,
    moved.map(({ key, value }) => [key.value, read(toJson(value))]),
    text,
  );
}

/** The template of a Pass, made of the result of the state before: its ResultSelector. */
function carryTemplate(pass: PassState, before: State, { text }: WrittenDefinition): readonly TextEdit[] | string {
  const parameters = memberOf(pass.node, 'Parameters')?.value;
  const effects = pass.fields.list.map(({ name }) => name).filter((name) => !harmless.has(name));
  if (effects.join() !== 'Parameters' || parameters?.kind !== 'object')
    return 'Only a Pass with nothing but Parameters can be carried by the state before it.';
  if (before.type !== 'Task' && before.type !== 'Parallel' && before.type !== 'Map')
    return `“${before.name}” cannot compute it.`;
  const own = ['ResultSelector', 'ResultPath', 'OutputPath', 'Assign'].find((name) => before.fields.has(name));
  if (own !== undefined) return `“${before.name}” has a ${own} of its own.`;
  return insertInto(before, [['ResultSelector', toJson(parameters)]], text);
}

function insertInto({ node }: State, added: readonly (readonly [string, Json])[], text: string): readonly TextEdit[] {
  return node && added.length > 0 ? rewriteMembers(text, node, [], added) : [];
}
