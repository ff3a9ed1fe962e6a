import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import type { StatesMember } from '../../language/expressions/checkJsonata.ts';
import { statesMembersIn } from '../../language/model/expressionsIn.ts';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import { variablesHere } from './completeVariables.ts';
import { contextHere } from './contextHere.ts';
import { jsonataNotes, showParameters, signatureOf } from './functionNotes.ts';
import { asValues, asWords, type Value } from './insertion.ts';
import { isInQuotes, rangeBefore, type TypedString, typedString } from './textBefore.ts';

/** What can follow in a `{% %}` expression; in an empty value that may be one, the delimiters. */
export function completeJsonata(document: DocumentVersion, cursor: Cursor): CompletionItem[] {
  const { field, language } = cursor;
  if (language !== 'JSONata' || field?.rule.expression !== true) return [];
  const typed = typedString(cursor);
  if (typed?.before.startsWith('{%') && !typed.before.endsWith('%}')) return inExpression(document, cursor, typed);
  if (typed && !'{%'.startsWith(typed.before)) return [];
  const text = '{% $states.input %}';
  return asValues(document, cursor, [{ text, kind: CompletionItemKind.Snippet, rank: 8, detail: 'expression' }]);
}

function inExpression(document: DocumentVersion, cursor: Cursor, typed: TypedString): CompletionItem[] {
  const expression = typed.before.slice(2);
  if (isInQuotes(expression)) return [];
  const words = (length: number, values: readonly Value[]) =>
    asWords(document, rangeBefore(typed, length, cursor.offset), values);
  const [, context, ofContext] = /\$states\.context((?:\.\w+)*)\.(\w*)$/.exec(expression) ?? [];
  if (context !== undefined) return words(ofContext?.length ?? 0, contextHere(cursor, context.slice(1)));
  const [, ofStates] = /\$states\.(\w*)$/.exec(expression) ?? [];
  if (ofStates !== undefined) return words(ofStates.length, statesMembers(cursor));
  const [word = ''] = /\$?[\p{ID_Start}]?[\p{ID_Continue}]*$/u.exec(expression) ?? [];
  const isMember = expression.at(-word.length - 1) === '.';
  return isMember && !word.startsWith('$') ? [] : words(word.length, [...roots(cursor), ...functions]);
}

function roots(cursor: Cursor): readonly Value[] {
  const states = { text: '$states', kind: CompletionItemKind.Keyword, doc: 'The input, the context and the result.' };
  return [...variablesHere(cursor), states];
}

const functions: readonly Value[] = jsonataNotes.map((note) => ({
  text: note.name,
  snippet: `\\${note.name}($1)`,
  kind: CompletionItemKind.Function,
  rank: 3,
  detail: signatureOf(note),
  doc: note.doc,
  ...(note.parameters.length > 0 && { command: showParameters }),
}));

const memberDocs: Readonly<Record<StatesMember, string>> = {
  input: 'The input of the state.',
  context: 'The context object.',
  result: 'What the task, the branches or the iterations gave.',
  errorOutput: 'The caught error: its `Error` and its `Cause`.',
};

function statesMembers({ field }: Cursor): readonly Value[] {
  const names = field ? [...statesMembersIn(field.object, field.name)] : [];
  return names.map((name) => ({ text: name, kind: CompletionItemKind.Property, doc: memberDocs[name] }));
}
