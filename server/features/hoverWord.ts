import { assignmentsIn } from '../../language/checks/variableFlow.ts';
import { variablesAt } from '../../language/checks/variablesAt.ts';
import { contextMembers } from '../../language/expressions/contextObject.ts';
import { rangeWithin } from '../../language/syntax/syntaxTree.ts';
import type { TextRange } from '../../language/text.ts';
import type { Cursor } from '../cursor.ts';
import { functionNote, signatureOf } from './functionNotes.ts';
import { indexAt } from './textBefore.ts';

/** What a word of an expression is: a function, a variable with those who set it, a member of the context object. */
export function describeWord(cursor: Cursor): { readonly range: TextRange; readonly value: string } | undefined {
  const { touched, offset, language, field } = cursor;
  if (touched?.kind !== 'string' || cursor.part !== 'value' || !mayCompute(cursor)) return undefined;
  const index = indexAt(touched, offset);
  for (const { 0: word, index: start } of touched.value.matchAll(/\$\$?[\w.]*|States\.\w+/gu)) {
    const upTo = wordAt(word, index - start);
    if (upTo === undefined) continue;
    const value = describe(upTo, cursor);
    return value === undefined ? undefined : { range: rangeWithin(touched, start, start + upTo.length), value };
  }
  const isWhole = language === 'JSONPath' && field !== undefined && touched.value === '$';
  return isWhole ? { range: touched.range, value: 'The whole value.' } : undefined;
}

/** The word up to the end of the dotted part that `index` is in; undefined outside of it. */
function wordAt(word: string, index: number): string | undefined {
  if (index < 0 || index > word.length) return undefined;
  if (word.startsWith('States.')) return word;
  const dot = word.indexOf('.', Math.max(index, 1));
  return dot < 0 ? word : word.slice(0, dot);
}

function mayCompute({ language, field, member, touched, rule }: Cursor): boolean {
  if (touched?.kind !== 'string') return false;
  if (language === 'JSONata') return field?.rule.expression === true && touched.value.startsWith('{%');
  return rule?.kind === 'path' || rule?.kind === 'referencePath' || (member?.key.value.endsWith('.$') ?? false);
}

function describe(word: string, cursor: Cursor): string | undefined {
  const context = /^(?:\$\$|\$states\.context)\.?(.*)$/.exec(word)?.[1];
  if (context !== undefined) {
    const member = contextMembers.get(context);
    return context === '' ? 'The context object: what is known of the execution.' : member && titled(word, member.doc);
  }
  if (word.startsWith('$states')) return statesDoc(word);
  const note = functionNote(word);
  if (note) return titled(signatureOf(note), note.doc);
  const name = /^\$([\p{ID_Start}][\p{ID_Continue}]*)/u.exec(word)?.[1];
  return name === undefined ? undefined : describeVariable(name, cursor);
}

function statesDoc(word: string): string | undefined {
  const docs: Readonly<Record<string, string>> = {
    $states: 'The input, the context object, and after the work of a state its result or its error.',
    '$states.input': 'The input of the state.',
    '$states.result': 'What the task, the branches or the iterations gave.',
    '$states.errorOutput': 'The caught error: its `Error` and its `Cause`.',
  };
  const doc = docs[word.split('.').slice(0, 2).join('.')];
  return doc && titled(word, doc);
}

function describeVariable(name: string, { machine, state }: Cursor): string | undefined {
  const setters = machine.states.filter((each) => assignmentsIn(each).some((found) => found.name.value === name));
  if (setters.length === 0 || state === undefined) return undefined;
  const { surely, maybe } = variablesAt(state);
  const here = surely.has(name)
    ? 'Has a value on every path to here.'
    : maybe.has(name)
      ? 'May have no value here: not every path sets it.'
      : 'Has no value when this state begins.';
  const names = setters.slice(0, 8).map((each) => `“${each.name}”`);
  return [`**$${name}** *variable*`, `Set by ${names.join(', ')}.`, here].join('\n\n');
}

function titled(title: string, doc: string): string {
  return `\`${title}\`\n\n${doc}`;
}
