import { type CompletionItem, CompletionItemKind, MarkupKind } from 'vscode-languageserver/node';
import { optimisedServices } from '../../language/integrations/optimised.ts';
import { resourceArn } from '../../language/integrations/resource.ts';
import { objectRules } from '../../language/model/fields.ts';
import { isStateType } from '../../language/model/readState.ts';
import type { TextRange } from '../../language/text.ts';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import { toEdit } from '../toLsp.ts';
import { writeString } from '../writeString.ts';
import { describe } from './hover.ts';
import { transitionsIn } from './stateNames.ts';

/** A value that fits. Of two the one with the smaller `rank` comes first. */
interface Value {
  readonly text: string;
  readonly kind: CompletionItemKind;
  readonly rank?: number;
  readonly detail?: string | undefined;
  readonly doc?: string | undefined;
}

/** The values that the field at the cursor can have. */
export function completeValues(document: DocumentVersion, cursor: Cursor): CompletionItem[] {
  const range = valueRange(document, cursor);
  const isWord = cursor.rule?.kind === 'boolean';
  return valuesHere(cursor).map(({ text, kind, rank = 0, detail, doc }, index) => {
    const newText = isWord ? text : writeString(text, document.format);
    return {
      label: text,
      kind,
      sortText: `${rank}${String(index).padStart(4, '0')}`,
      filterText: document.format === 'json' ? newText : text,
      textEdit: toEdit(document, { range, newText }),
      ...(detail !== undefined && { detail }),
      ...(doc !== undefined && { documentation: { kind: MarkupKind.Markdown, value: doc } }),
    };
  });
}

function valuesHere(cursor: Cursor): Value[] {
  const { rule, member } = cursor;
  switch (rule?.kind) {
    case 'stateName':
      return stateNames(cursor);
    case 'boolean':
      return [member?.key.value === 'End' ? ['true'] : ['true', 'false']].flat().map(word);
    case 'resource':
      return member && cursor.kind === 'Task' ? resources() : [];
    default:
      return (rule?.values ?? []).map((text) => ({
        text,
        kind: CompletionItemKind.EnumMember,
        doc: member?.key.value === 'Type' && isStateType(text) ? objectRules.get(text)?.doc : undefined,
      }));
  }
}

function word(text: string): Value {
  return { text, kind: CompletionItemKind.Keyword };
}

/** The states of the scope but the one that is being left; those that nothing leads to first. */
function stateNames({ scope, state, member }: Cursor): Value[] {
  const reached = new Set(
    transitionsIn(scope)
      .filter(({ range }) => range.start !== member?.value?.range.start)
      .map(({ target }) => target),
  );
  return [...scope.states.values()]
    .filter((other) => other !== state)
    .map((other) => ({
      text: other.name,
      kind: CompletionItemKind.Reference,
      rank: reached.has(other.name) ? 1 : 0,
      detail: other.type,
      doc: describe(other),
    }));
}

function resources(): Value[] {
  return [...optimisedServices].flatMap(([service, { label, actions }]) =>
    Object.entries(actions).flatMap(([action, { patterns }]) =>
      patterns.map((pattern) => ({
        text: resourceArn(service === 'http' ? 'http' : 'optimised', service, action, pattern),
        kind: CompletionItemKind.Function,
        detail: label,
      })),
    ),
  );
}

/** What a new value replaces: the one that is there. One whose quotation mark is not closed counts up to the cursor. */
function valueRange({ text }: DocumentVersion, { touched, offset }: Cursor): TextRange {
  if (!touched) return { start: offset, end: offset };
  const { start, end } = touched.range;
  const isOpen = text[start] === '"' && (text[end - 1] !== '"' || end === start + 1);
  return { start, end: isOpen ? offset : end };
}
