import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver/node';
import { readerMembers } from '../../language/integrations/readerMembers.ts';
import type { TypedMember, ValueType } from '../../language/integrations/valueType.ts';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import type { KnownIntegrations } from '../integrations.ts';
import { toEdit } from '../toLsp.ts';
import { pathSketch, type Sketch, snippetOf, typeSketch } from './fieldSnippets.ts';
import { asValues } from './insertion.ts';
import { keyPlace } from './keyPlace.ts';

/**
 * The members that the chosen API takes here and that are not there yet: all that it requires at once, then each,
 * required ones first. In JSONPath each also as `Name.$`.
 */
export function completeMembers(document: DocumentVersion, cursor: Cursor, known: KnownIntegrations): CompletionItem[] {
  const members = membersHere(cursor, known);
  const others = cursor.object?.members.filter((member) => member !== cursor.member) ?? [];
  const present = new Set(others.map(({ key }) => plainKey(key.value)));
  const missing = members.filter(({ name }) => !present.has(name));
  const required = missing.filter((member) => member.required);
  const rows: Row[] = missing.map((member, index) => ({
    label: member.name,
    rank: member.required ? 1 : 2,
    index,
    members: [[member.name, typeSketch(member.type)]],
    detail: describeType(member),
    data: { about: 'member', resource: resourceOf(cursor), path: cursor.path, name: member.name },
  }));
  const computed =
    cursor.language === 'JSONPath'
      ? rows.map(
          (row): Row => ({ ...row, label: `${row.label}.$`, rank: 4, members: [[`${row.label}.$`, pathSketch]] }),
        )
      : [];
  const whole: Row[] =
    required.length > 1
      ? [
          {
            label: required.map(({ name }) => name).join(', '),
            rank: 0,
            index: 0,
            members: required.map(({ name, type }) => [name, typeSketch(type)]),
            detail: 'all that is required',
            data: undefined,
          },
        ]
      : [];
  return [...whole, ...rows, ...computed].map((row) => toItem(document, cursor, row));
}

/** The values of a member that takes only some. */
export function completeMemberValues(
  document: DocumentVersion,
  cursor: Cursor,
  known: KnownIntegrations,
): CompletionItem[] {
  const { path, member } = cursor;
  if (member === undefined || cursor.kind !== 'Free' || path.length === 0) return [];
  const last = path.at(-1) === '[]' ? [] : path.slice(0, -1);
  const type = membersAt(known, resourceOf(cursor), last)?.find(({ name }) => name === path.at(-1))?.type;
  const values = type?.kind === 'string' ? (type.values ?? []) : [];
  return asValues(
    document,
    cursor,
    values.map((text) => ({ text, kind: CompletionItemKind.EnumMember })),
  );
}

/** The members of an API's request below a path of keys; undefined where the API takes no object. */
export function membersAt(
  known: KnownIntegrations,
  resource: string,
  path: readonly string[],
): readonly TypedMember[] | undefined {
  return membersBelow(known.actionOf(resource)?.members, path);
}

/** The members below a path of keys; undefined where there is no structure. */
export function membersBelow(
  top: readonly TypedMember[] | undefined,
  path: readonly string[],
): readonly TypedMember[] | undefined {
  let members = top;
  let type: ValueType | undefined;
  for (const key of path) {
    if (key === '[]') type = type?.kind === 'list' ? type.item : undefined;
    else if (type?.kind === 'map') type = type.value;
    else type = members?.find(({ name }) => name === plainKey(key))?.type;
    members = type?.kind === 'structure' ? type.members() : undefined;
  }
  return members;
}

/** The Resource whose request the cursor is in; empty elsewhere. */
export function resourceOf({ field, state }: Cursor): string {
  const isRequest = field?.object === 'Task' && (field.name === 'Arguments' || field.name === 'Parameters');
  return isRequest && state?.type === 'Task' && 'value' in state.resource ? state.resource.value : '';
}

interface Row {
  readonly label: string;
  readonly rank: number;
  readonly index: number;
  readonly members: readonly (readonly [string, Sketch])[];
  readonly detail: string;
  readonly data: unknown;
}

function membersHere(cursor: Cursor, known: KnownIntegrations): readonly TypedMember[] {
  const { kind, field, state, path } = cursor;
  if (kind !== 'Free') return [];
  const object = field?.object;
  const isOfReader = state?.type === 'Map' && (object === 'ItemReader' || object === 'ResultWriter');
  return (isOfReader ? membersBelow(readerMembers(state, object), path) : requestMembers(cursor, known)) ?? [];
}

function requestMembers(cursor: Cursor, known: KnownIntegrations): readonly TypedMember[] | undefined {
  return membersAt(known, resourceOf(cursor), cursor.path);
}

/** Whether the members of the object that the cursor is in are anybody's choice, as far as the API goes. */
export function isFreeHere(cursor: Cursor, known: KnownIntegrations): boolean {
  const { path } = cursor;
  const top = known.actionOf(resourceOf(cursor))?.members;
  if (top === undefined) return true;
  const [last = ''] = path.slice(-1);
  const type = membersBelow(top, path.slice(0, -1))?.find(({ name }) => name === plainKey(last))?.type;
  return type === undefined ? path.length > 1 : ['json', 'object', 'string'].includes(type.kind);
}

function toItem(document: DocumentVersion, cursor: Cursor, row: Row): CompletionItem {
  const place = keyPlace(document, cursor);
  const { label, rank, index, members, detail, data } = row;
  const name = document.format === 'json' ? JSON.stringify(label) : label;
  const text = place.hasValue ? name.replace(/[$}\\]/g, '\\$&') : snippetOf(members, document.format);
  return {
    label,
    kind: rank === 0 ? CompletionItemKind.Snippet : CompletionItemKind.Property,
    detail,
    ...(rank === 1 && { labelDetails: { description: 'required' } }),
    sortText: `${rank}${String(index).padStart(4, '0')}`,
    filterText: name,
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: toEdit(document, { range: place.range, newText: text + place.comma }),
    additionalTextEdits: place.commaBefore.map((edit) => toEdit(document, edit)),
    ...(data !== undefined && { data }),
  };
}

/** A key of a payload template without the sign that its value is computed. */
function plainKey(key: string): string {
  return key.endsWith('.$') ? key.slice(0, -2) : key;
}

export function describeType({ type }: TypedMember): string {
  if (type.kind === 'string' && type.values) return type.values.join(' | ');
  return type.kind === 'list' ? `list of ${type.item.kind}` : type.kind;
}
