import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { comparisons } from '../../language/expressions/comparisons.ts';
import { describeResource, describeState } from '../../language/graph/describeState.ts';
import type { TypedMember } from '../../language/integrations/valueType.ts';
import { errorNames } from '../../language/model/errorNames.ts';
import { type FieldRule, fieldKinds, objectRules } from '../../language/model/fields.ts';
import { isStateType } from '../../language/model/readState.ts';
import type { Scope, State } from '../../language/model/stateMachine.ts';
import { transitionsOf } from '../../language/model/transitions.ts';
import { placeholderAt } from '../../language/syntax/substitutions.ts';
import { toJson } from '../../language/syntax/syntaxTree.ts';
import type { TextRange } from '../../language/text.ts';
import { type Cursor, cursorAt } from '../cursor.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { KnownIntegrations } from '../integrations.ts';
import { toRange } from '../toLsp.ts';
import { describeType, membersAt, resourceOf } from './completeMembers.ts';
import { describeAction } from './hoverResource.ts';
import { describeWord } from './hoverWord.ts';

/** What is known of the field, the state, the value, or the word of an expression under the cursor. */
export function hoverAt(
  document: DocumentVersion,
  definition: Definition,
  offset: number,
  known: KnownIntegrations,
): Hover | undefined {
  const cursor = cursorAt(document, definition, offset);
  if (!cursor.touched) return undefined;
  const substitution = describeSubstitution(definition, offset);
  if (substitution) return hover(document, substitution.range, substitution.value);
  const word = describeWord(cursor);
  if (word) return hover(document, word.range, word.value);
  const value = cursor.part === 'key' ? describeKey(cursor, known) : describeValue(cursor, known);
  return value === undefined ? undefined : hover(document, cursor.touched.range, value);
}

function describeSubstitution({ root, substitutions }: Definition, offset: number) {
  const use = placeholderAt(root, offset);
  const value = use && substitutions?.values.get(use.name)?.value;
  if (use === undefined || value === undefined) return undefined;
  const known = value.kind === 'hole' ? 'known at deployment only' : code(String(toJson(value)));
  return { range: use.range, value: `**${plain(use.name)}** *substitution*\n\n${known}` };
}

function hover(document: DocumentVersion, range: TextRange, value: string): Hover {
  return { range: toRange(document, range), contents: { kind: MarkupKind.Markdown, value } };
}

function describeKey(cursor: Cursor, known: KnownIntegrations): string | undefined {
  const { kind, member, rule, scope } = cursor;
  const name = member?.key.value ?? '';
  if (kind === 'States') return describeNamed(scope, name);
  if (rule) return describeField(name, rule);
  if (kind === 'Free') return describeMember(cursor, name, known);
  return kind === 'ChoiceRule' || kind === 'NestedRule' ? describeComparison(name) : undefined;
}

/** A member of the request of the chosen API. */
function describeMember(cursor: Cursor, key: string, known: KnownIntegrations): string | undefined {
  const name = key.replace(/\.\$$/, '');
  const members = membersAt(known, resourceOf(cursor), cursor.path) ?? [];
  const found: (TypedMember & { readonly doc?: string | undefined }) | undefined = members.find(
    (each) => each.name === name,
  );
  if (found === undefined) return undefined;
  const facts = `${describeType(found)}${found.required ? ' · required' : ''}`;
  return [`**${name}** *${facts}*`, found.doc].filter(Boolean).join('\n\n');
}

function describeError(name: string, state: State | undefined, known: KnownIntegrations): string | undefined {
  const found = errorNames.get(name);
  const resource = state?.type === 'Task' && 'value' in state.resource ? state.resource.value : '';
  const action = known.actionOf(resource);
  if (action?.errors.includes(name)) return `**${name}** *error of ${action.serviceLabel}*`;
  return found && `**${name}**\n\n${found.doc}${found.catchable ? '' : ' Cannot be retried or caught.'}`;
}

function describeValue({ rule, touched, member, scope, state }: Cursor, known: KnownIntegrations): string | undefined {
  if (touched?.kind !== 'string') return undefined;
  if (rule?.kind === 'stateName') return describeNamed(scope, touched.value);
  if (rule?.kind === 'resource') return describeAction(touched.value, known) ?? describeCalled(touched.value);
  if (rule?.kind === 'errorNames') return describeError(touched.value, state, known);
  if (member?.key.value === 'Type' && isStateType(touched.value)) {
    return `**${touched.value}**\n\n${objectRules.get(touched.value)?.doc ?? ''}`;
  }
  return undefined;
}

function describeCalled(resource: string): string | undefined {
  return resource === '' ? undefined : code(describeResource(resource));
}

/** The field's rule in words: what it is for, what it takes, what holds without it. */
export function describeField(name: string, rule: FieldRule): string {
  const facts = [
    rule.required && 'required',
    rule.language && `${rule.language} only`,
    rule.distributed && 'distributed Map only',
    rule.values && `one of ${rule.values.map(code).join(', ')}`,
    rule.default !== undefined && `default ${code(JSON.stringify(rule.default))}`,
    limits(rule),
    rule.excludes && `not beside ${rule.excludes.map(code).join(', ')}`,
  ].filter((fact) => typeof fact === 'string');
  return [`**${name}** *${fieldKinds[rule.kind]}*`, rule.doc, facts.join(' · ')].filter(Boolean).join('\n\n');
}

function limits({ kind, min, max }: FieldRule): string | undefined {
  const isNumber = kind === 'number' || kind === 'integer';
  if (!isNumber) return max === undefined ? undefined : `at most ${max.toLocaleString('en')} characters`;
  if (min !== undefined && max !== undefined) return `${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  return min === undefined ? undefined : `at least ${min}`;
}

function describeComparison(name: string): string | undefined {
  const base = name.replace(/Path$/, '');
  if (!Object.hasOwn(comparisons, base)) return undefined;
  const doc = comparisons[base]?.doc ?? '';
  return `**${name}**\n\n${doc}${base === name ? '' : ' The operand is found by a path.'}`;
}

function describeNamed(scope: Scope, name: string): string | undefined {
  const state = scope.states.get(name);
  return state && describe(state);
}

/** A state in short: what it does, who leads to it, where it goes. */
export function describe(state: State): string {
  const detail = describeState(state);
  const into = [...state.scope.states.values()].filter((other) => leads(other, state.name)).map(({ name }) => name);
  if (state.scope.startAt?.target === state.name) into.unshift('start');
  const outOf = [...new Set(transitionsOf(state).map(({ target }) => target))];
  if (outOf.length === 0 && state.type !== 'Broken') outOf.push('end');
  return [
    `**${plain(state.name)}** *${state.type}*${detail === undefined ? '' : ` ${code(detail)}`}`,
    state.comment && plain(state.comment),
    `${into.length > 0 ? list(into) : 'nothing'} → **${plain(state.name)}** → ${list(outOf)}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

function leads(from: State, name: string): boolean {
  return transitionsOf(from).some(({ target }) => target === name);
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map(plain).join(', ');
  return names.length > mostNames ? `${shown}, … (${names.length})` : shown;
}

const mostNames = 8;

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>]/g, '\\$&');
}
