import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { comparisonNamed } from '../../language/expressions/comparisons.ts';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import { variablesHere } from './completeVariables.ts';
import { contextHere } from './contextHere.ts';
import { intrinsicNotes, showParameters, signatureOf } from './functionNotes.ts';
import { asValues, asWords, type Value } from './insertion.ts';
import { rangeBefore, typedString } from './textBefore.ts';

/** What a JSONPath value may be made of here. */
interface PathRules {
  /** The context object and variables, too. */
  readonly anyRoot: boolean;
  readonly intrinsics: boolean;
}

/** The roots of paths, members of the context object, and intrinsic functions, where a JSONPath state computes. */
export function completePaths(document: DocumentVersion, cursor: Cursor): CompletionItem[] {
  const rules = rulesHere(cursor);
  if (rules === undefined) return [];
  const typed = typedString(cursor);
  if (typed === undefined) return cursor.touched ? [] : asValues(document, cursor, beginnings(cursor, rules));
  const { before } = typed;
  const words = (length: number, values: readonly Value[]) =>
    asWords(document, rangeBefore(typed, length, cursor.offset), values);
  const [, context, ofContext] = /\$\$((?:\.\w+)*)\.(\w*)$/.exec(before) ?? [];
  if (context !== undefined) {
    return rules.anyRoot ? words(ofContext?.length ?? 0, contextHere(cursor, context.slice(1))) : [];
  }
  const [, word = ''] = /(?:^|[(,\s])([\w$][\w.$]*)?$/.exec(before) ?? ['', undefined];
  const isStart = /(?:^|[(,\s])(?:\$\$?\w*|[\w.]*)$/.test(before);
  return isStart ? words(word.length, beginnings(cursor, rules)) : [];
}

function rulesHere({ kind, language, member, rule, field }: Cursor): PathRules | undefined {
  if (language !== 'JSONPath') return undefined;
  if (rule?.kind === 'path' || rule?.kind === 'referencePath') {
    return { anyRoot: rule.anyRoot === true, intrinsics: rule.intrinsic === true };
  }
  const key = member?.key.value ?? '';
  const isRule = kind === 'ChoiceRule' || kind === 'NestedRule';
  if (isRule && key.endsWith('Path') && comparisonNamed(key)) return { anyRoot: true, intrinsics: false };
  const isTemplate = field?.rule.kind === 'template' || field?.rule.kind === 'assign';
  return isTemplate && key.endsWith('.$') ? { anyRoot: true, intrinsics: true } : undefined;
}

function beginnings(cursor: Cursor, { anyRoot, intrinsics }: PathRules): readonly Value[] {
  const input = { text: '$', kind: CompletionItemKind.Keyword, detail: 'the whole value' };
  const context = { text: '$$.', kind: CompletionItemKind.Keyword, detail: 'context object', command: again };
  return [
    input,
    ...(anyRoot ? [context, ...variablesHere(cursor)] : []),
    ...(intrinsics ? intrinsicNotes.map(toValue) : []),
  ];
}

const again = { title: 'Suggest', command: 'editor.action.triggerSuggest' };

function toValue(note: (typeof intrinsicNotes)[number]): Value {
  return {
    text: note.name,
    snippet: `${note.name}($1)`,
    kind: CompletionItemKind.Function,
    rank: 3,
    detail: signatureOf(note),
    doc: note.doc,
    command: showParameters,
  };
}
