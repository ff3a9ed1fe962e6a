import {
  type Command,
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
} from 'vscode-languageserver/node';
import { comparisons } from '../../language/expressions/comparisons.ts';
import { type FieldRule, fieldsOf, objectRules } from '../../language/model/fields.ts';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import { toEdit } from '../toLsp.ts';
import { fieldSnippet } from './fieldSnippets.ts';
import { describeField } from './hover.ts';
import { keyPlace } from './keyPlace.ts';

/** Opens the list again for the value that the cursor has come to. */
export const suggestNext: Command = { title: 'Suggest', command: 'editor.action.triggerSuggest' };

/** The fields that this object can have and has not yet: required ones first, then as the table has them. */
export function completeFields(document: DocumentVersion, cursor: Cursor): CompletionItem[] {
  const place = keyPlace(document, cursor);
  const wanted = groupsWanted(cursor);
  return fieldsHere(cursor).map(([name, rule], index) => {
    const text = place.hasValue ? name : fieldSnippet(name, rule, cursor.language, document.format);
    const bare = document.format === 'json' && place.hasValue ? `"${name}"` : text;
    return {
      label: name,
      kind: CompletionItemKind.Field,
      ...(rule.required && { labelDetails: { description: 'required' } }),
      documentation: { kind: MarkupKind.Markdown, value: describeField(name, rule) },
      sortText: `${rankOf(name, rule, wanted)}${String(index).padStart(3, '0')}`,
      filterText: document.format === 'json' ? `"${name}"` : name,
      insertTextFormat: InsertTextFormat.Snippet,
      textEdit: toEdit(document, { range: place.range, newText: bare + place.comma }),
      additionalTextEdits: place.commaBefore.map((edit) => toEdit(document, edit)),
      ...(wantsSuggestions(rule) && { command: suggestNext }),
    };
  });
}

/** What must be there comes first, then what one of is needed, and last what only few Maps use. */
function rankOf(name: string, { required, distributed }: FieldRule, wanted: ReadonlySet<string>): number {
  if (required) return 0;
  if (wanted.has(name)) return 1;
  return distributed ? 3 : 2;
}

/** The fields of groups of which one must be there and none is, such as Next and End. */
function groupsWanted({ kind, object }: Cursor): ReadonlySet<string> {
  const groups = kind === 'States' || kind === 'Free' ? [] : (objectRules.get(kind)?.oneOf ?? []);
  const isThere = (name: string) => object?.members.some((member) => member.key.value === name) ?? false;
  return new Set(groups.filter((group) => !group.some(isThere)).flat());
}

function wantsSuggestions({ kind, values }: FieldRule): boolean {
  return values !== undefined || kind === 'stateName' || kind === 'resource' || kind === 'errorNames';
}

function fieldsHere(cursor: Cursor): [string, FieldRule][] {
  if (cursor.kind === 'States' || cursor.kind === 'Free') return [];
  const present = new Set(
    cursor.object?.members.filter((member) => member !== cursor.member).map((member) => member.key.value),
  );
  const rules = fieldsOf(cursor.kind);
  const excluded = new Set(
    [...rules].flatMap(([name, { excludes = [] }]) => [
      ...(present.has(name) ? excludes : []),
      ...(excludes.some((other) => present.has(other)) ? [name] : []),
    ]),
  );
  const fields = [...rules].filter(
    ([name, { language }]) =>
      !present.has(name) && !excluded.has(name) && (language === undefined || language === cursor.language),
  );
  return [...fields, ...comparisonsHere(cursor, present)];
}

/** The comparison operators are fields of a JSONPath rule; one of them is enough. */
function comparisonsHere({ kind, language }: Cursor, present: ReadonlySet<string>): [string, FieldRule][] {
  if ((kind !== 'ChoiceRule' && kind !== 'NestedRule') || language !== 'JSONPath') return [];
  if ([...present].some((name) => isComparison(name) || name === 'And' || name === 'Or' || name === 'Not')) return [];
  return Object.entries(comparisons).flatMap(([name, { operand, path, doc }]): [string, FieldRule][] => {
    const kinds = {
      string: 'string',
      pattern: 'string',
      number: 'number',
      boolean: 'boolean',
      timestamp: 'timestamp',
    } as const;
    const own: [string, FieldRule] = [name, { kind: kinds[operand], doc }];
    return path
      ? [own, [`${name}Path`, { kind: 'referencePath', doc: `${doc} The operand is found by a path.` }]]
      : [own];
  });
}

function isComparison(name: string): boolean {
  return Object.hasOwn(comparisons, name.replace(/Path$/, ''));
}
