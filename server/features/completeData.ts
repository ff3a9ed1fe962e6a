import { type CompletionItem, CompletionItemKind, type CompletionList } from 'vscode-languageserver/node';
import { describeShape, type Shape } from '../../language/shapes/shape.ts';
import { type Cursor, cursorAt } from '../cursor.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { WorkflowData } from '../workflowData.ts';
import { comparedKind, compares, dataHere, membersOf, shapeOfText } from './dataHere.ts';
import { asWords } from './insertion.ts';
import { rangeBefore, type TypedString, typedString } from './textBefore.ts';

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
  const members = membersHere(document, cursor, data);
  return members.length === 0 ? list : { ...list, items: [...members, ...list.items] };
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
const referenceBefore =
  /(\$(?:states\.\w+|\p{ID_Start}\p{ID_Continue}*)(?:\.(?:\p{ID_Start}\p{ID_Continue}*|`[^`]*`)|\[[^\]]*\])*)\.(\p{ID_Continue}*)$/u;

function membersHere(document: DocumentVersion, cursor: Cursor, data: WorkflowData): CompletionItem[] {
  const typed = typedString(cursor);
  const [, reference, word = ''] = (typed && referenceIn(typed, cursor)) ?? [];
  if (typed === undefined || reference === undefined) return [];
  const shapes = dataHere(document.uri, cursor, data);
  const shape = shapes && shapeOfText(reference, cursor, shapes);
  if (!shape) return [];
  const members = [...membersOf(shape, cursor)].flatMap(([name, inner]) => {
    const text = asStep(name, cursor);
    return text === undefined ? [] : [asValue(text, inner)];
  });
  return asWords(document, rangeBefore(typed, word.length, cursor.offset), members);
}

function referenceIn({ before }: TypedString, { language }: Cursor): RegExpExecArray | null {
  const found = language === 'JSONata' ? isExpression(before) && referenceBefore.exec(before) : pathBefore.exec(before);
  if (!found || /^(?:\$\$|\$states\.context)(?!\.(?:Execution\.Input|Map\.Item\.Value))/.test(found[1] ?? ''))
    return null;
  // Which item of a list is meant makes no difference.
  if (language === 'JSONata') found[1] = (found[1] ?? '').replace(/\[[^\]]*\]/g, '');
  return found;
}

function isExpression(before: string): boolean {
  return before.startsWith('{%');
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
