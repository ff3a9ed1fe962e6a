import { type CompletionItem, CompletionItemKind, type CompletionList } from 'vscode-languageserver/node';
import { openParts } from '../../language/expressions/jsonata/openParts.ts';
import { describeShape, type Shape } from '../../language/shapes/shape.ts';
import { type Cursor, cursorAt } from '../cursor.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { WorkflowData } from '../workflowData.ts';
import { comparedKind, compares, dataAround, membersOf, shapeOfText } from './dataHere.ts';
import { asWords } from './insertion.ts';
import { isInQuotes, rangeBefore, type TypedString, typedString } from './textBefore.ts';

/** Adds what is known of the data to what can be typed at the cursor. */
export function withData(
  list: CompletionList,
  document: DocumentVersion,
  definition: Definition,
  offset: number,
  data: WorkflowData,
): CompletionList {
  const cursor = cursorAt(document, definition, offset);
  if (cursor.part === 'key') return { ...list, items: rankComparisons(list.items, document.uri, cursor, data) };
  const here = [...membersHere(document, cursor, data), ...namesHere(document, cursor)];
  // Before what fits anywhere.
  const first = here.map((item) => ({ ...item, sortText: `!${item.sortText}` }));
  return here.length === 0 ? list : { ...list, items: [...first, ...list.items] };
}

/** The operators for values of the kind that is compared come first. */
function rankComparisons(items: CompletionItem[], uri: string, cursor: Cursor, data: WorkflowData): CompletionItem[] {
  if (cursor.kind !== 'ChoiceRule' && cursor.kind !== 'NestedRule') return items;
  const kind = comparedKind(uri, cursor, data);
  if (kind === undefined) return items;
  return items.map((item) => (compares(item.label, kind) ? { ...item, sortText: `0~${item.sortText}` } : item));
}

/** A path with a name at its end that is being typed: root, steps, the beginning of the name. */
const pathBefore =
  /(?:^|[\s(,])(\$(?:\$|\p{ID_Start}\p{ID_Continue}*)?(?:\.[^\s.[\]()'",*]+|\[[^\]]*\])*)\.([^\s.[\]()'",*]*)$/u;
/** The same in JSONata, where a bare name at the beginning is a step, too; with nothing before it, the name alone. */
const referenceBefore =
  /(?<![\p{ID_Continue}$.`\])}"'])((?:\$(?:states\.\w+|\p{ID_Start}\p{ID_Continue}*)?|\p{ID_Start}\p{ID_Continue}*)(?:\.(?:\p{ID_Start}\p{ID_Continue}*|`[^`]*`)|\[[^\]]*\])*)\.(\p{ID_Continue}*)$|(?<![\p{ID_Continue}$.`])()(\p{ID_Continue}*)$/u;

function membersHere(document: DocumentVersion, cursor: Cursor, data: WorkflowData): CompletionItem[] {
  const typed = typedString(cursor);
  const { reference, word } = (typed && referenceIn(typed, cursor)) ?? {};
  if (typed === undefined || reference === undefined || word === undefined) return [];
  const shapes = dataAround(typed.before, document.uri, cursor, data);
  const shape = shapes && shapeOfText(reference, cursor, shapes);
  if (!shape) return [];
  const members = [...membersOf(shape, cursor)].flatMap(([name, inner]) => {
    const text = asStep(name, cursor);
    return text === undefined ? [] : [asValue(text, inner)];
  });
  return asWords(document, rangeBefore(typed, word.length, cursor.offset), members);
}

interface Reference {
  /** Empty for a name that is read of the item around it. */
  readonly reference: string;
  /** The beginning of a name behind it. */
  readonly word: string;
}

function referenceIn({ before }: TypedString, { language }: Cursor): Reference | undefined {
  const found = language === 'JSONata' ? isExpression(before) && referenceBefore.exec(before) : pathBefore.exec(before);
  if (!found) return undefined;
  const reference = found[1] ?? found[3] ?? '';
  const word = found[2] ?? found[4] ?? '';
  if (/^(?:\$\$|\$states\.context)(?!\.(?:Execution\.Input|Map\.Item\.Value))/.test(reference)) return undefined;
  // Which item of a list is meant makes no difference.
  return { reference: language === 'JSONata' ? reference.replace(/\[[^\]]*\]/g, '') : reference, word };
}

function isExpression(before: string): boolean {
  return before.startsWith('{%') && !isInQuotes(before.slice(2));
}

/** The names that the expression at the cursor has of its own. */
function namesHere(document: DocumentVersion, cursor: Cursor): CompletionItem[] {
  const typed = cursor.language === 'JSONata' ? typedString(cursor) : undefined;
  const [word] = (typed && isExpression(typed.before) && /\$\p{ID_Continue}*$/u.exec(typed.before)) || [];
  if (typed === undefined || word === undefined) return [];
  const parts = openParts(typed.before.slice(2)).filter((part) => part.kind === 'name');
  const names = [...new Set(parts.map(({ name }) => name))].filter((name) => name !== '');
  const values = names.map((name) => ({
    text: `$${name}`,
    kind: CompletionItemKind.Variable,
    rank: 0,
    detail: 'of this expression',
  }));
  return asWords(document, rangeBefore(typed, word.length, cursor.offset), values);
}

/** A name as a step after a dot; undefined where it cannot be one. */
function asStep(name: string, { language }: Cursor): string | undefined {
  if (language === 'JSONata') return /^\p{ID_Start}\p{ID_Continue}*$/u.test(name) ? name : `\`${name}\``;
  return /^[^.[\]()\s'"*,]+$/.test(name) ? name : undefined;
}

function asValue(text: string, shape: Shape) {
  const example = 'example' in shape && shape.example !== undefined ? JSON.stringify(shape.example) : undefined;
  const doc =
    example !== undefined && example.length < 200 ? `Such as \`${example.replaceAll('`', "'")}\`.` : undefined;
  return { text, kind: CompletionItemKind.Property, rank: 0, detail: describeShape(shape), doc };
}
