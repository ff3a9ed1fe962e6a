import type { Finding } from '../../checks/finding.ts';
import {
  type FieldView,
  type FindingView,
  type GraphEdit,
  type GraphEditAnswer,
  refused,
  type StateDetails,
} from '../../graph/graphEdit.ts';
import type { Json } from '../../json.ts';
import { type FieldKind, type FieldRule, fieldsOf, requirementsOf } from '../../model/fields.ts';
import type { State } from '../../model/stateMachine.ts';
import { insertMember, removeMember, replaceValue } from '../../syntax/editTree.ts';
import { memberOf, type ObjectNode, type SyntaxNode } from '../../syntax/syntaxTree.ts';
import type { TextRange } from '../../text.ts';
import type { WrittenDefinition } from '../mends/mend.ts';
import { leave } from './graphLeaving.ts';
import { stateWithId } from './graphPlaces.ts';

/** Fields of these kinds are one line of text. */
const simpleKinds: ReadonlySet<FieldKind> = new Set([
  'string',
  'boolean',
  'number',
  'integer',
  'stateName',
  'path',
  'referencePath',
  'timestamp',
  'resource',
]);

/** The simple fields of a state, in the order of the field table, with what the checks say of each. */
export function detailsOf(state: State, findings: readonly Finding[]): StateDetails {
  const inState = findings.filter(({ range }) => isInside(range, state.range) && isOwn(state, range));
  const fields = simpleFields(state).map(([name, rule]): FieldView & { range: TextRange | undefined } => {
    const member = memberOf(state.node, name);
    return {
      name,
      doc: rule.doc,
      required: requirementsOf(tableOf(state), state.queryLanguage).required.includes(name),
      text: member && (textOf(member.value) ?? ''),
      values: valuesOf(rule, state),
      findings: member ? inState.filter(({ range }) => isInside(range, member.range)).map(viewOf) : [],
      range: member?.range,
    };
  });
  const elsewhere = inState.filter(({ range }) => !fields.some((field) => field.range && isInside(range, field.range)));
  return {
    state: state.location,
    fields: fields.map(({ range: _, ...field }) => field),
    findings: elsewhere.map(viewOf),
  };
}

/** Writes a simple field, or takes it out. Next and End change places. */
export function setField(
  written: WrittenDefinition,
  { state: id, field, text }: Extract<GraphEdit, { kind: 'setField' }>,
): GraphEditAnswer {
  const state = stateWithId(written.machine, id);
  if (!state?.node) return refused('The state is not there any more.');
  const rule = new Map(simpleFields(state)).get(field);
  if (!rule) return refused(`${field} cannot be changed here.`);
  if (text.trim() === (textOf(memberOf(state.node, field)?.value) ?? '')) return refused('Nothing changes.');
  return { kind: 'edits', edits: edits(written, state, state.node, field, rule, text.trim()), selected: id };
}

function edits(
  written: WrittenDefinition,
  state: State,
  node: ObjectNode,
  field: string,
  rule: FieldRule,
  typed: string,
) {
  const member = memberOf(node, field);
  if (typed === '') return member ? removeMember(written.text, node, member) : [];
  if (field === 'Next') return leave(written, state, { next: typed });
  if (field === 'End' && typed === 'true') return leave(written, state, { end: true });
  const value = typedValue(rule, typed);
  if (member) return replaceValue(written.text, node, member, value);
  const last = node.members.findLast(({ key }) => key.value !== 'Next' && key.value !== 'End');
  const behind = field === 'Comment' ? (memberOf(node, 'Type') ?? last) : last;
  return insertMember(written.text, node, field, value, behind);
}

function simpleFields(state: State): readonly (readonly [string, FieldRule])[] {
  const isDistributed = state.type === 'Map' && state.mode === 'DISTRIBUTED';
  return [...fieldsOf(tableOf(state))].filter(([name, { kind, language, distributed }]) => {
    const isText = textOf(memberOf(state.node, name)?.value) !== undefined;
    const isThere = memberOf(state.node, name) !== undefined;
    const fits = (language ?? state.queryLanguage) === state.queryLanguage && (!distributed || isDistributed);
    return name !== 'Type' && simpleKinds.has(kind) && (isThere ? isText : fits);
  });
}

/** A state that cannot be read has what every state has. */
function tableOf(state: State) {
  return state.type === 'Broken' ? 'Pass' : state.type;
}

function valuesOf({ kind, values = [] }: FieldRule, { scope, name }: State): readonly string[] {
  if (kind === 'stateName') return [...scope.states.keys()].filter((each) => each !== name);
  return kind === 'boolean' ? ['true', 'false'] : values;
}

function typedValue({ kind, nullable }: FieldRule, typed: string): Json {
  if (nullable && typed === 'null') return null;
  if (kind === 'boolean' && (typed === 'true' || typed === 'false')) return typed === 'true';
  const isNumber = (kind === 'integer' || kind === 'number') && /^-?\d+(\.\d+)?$/.test(typed);
  return isNumber ? Number(typed) : typed;
}

/** A value that is one line of text; undefined for objects and lists. */
function textOf(node: SyntaxNode | undefined): string | undefined {
  switch (node?.kind) {
    case 'string':
      return node.value;
    case 'number':
    case 'hole':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    default:
      return undefined;
  }
}

function isInside(inner: TextRange, outer: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** States inside this one have findings of their own. */
function isOwn({ node }: State, range: TextRange): boolean {
  const inner = ['Branches', 'ItemProcessor', 'Iterator'].flatMap((key) => memberOf(node, key)?.value ?? []);
  return !inner.some((value) => isInside(range, value.range));
}

function viewOf({ severity, message }: Finding): FindingView {
  return { severity, message };
}
