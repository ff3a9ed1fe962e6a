import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import type { State } from '../../language/model/stateMachine.ts';
import { transitionsIn } from '../../language/refactor/renameState.ts';
import type { SyntaxNode } from '../../language/syntax/syntaxTree.ts';
import type { Cursor } from '../cursor.ts';
import type { DocumentVersion } from '../documents.ts';
import { toEdit } from '../toLsp.ts';
import { writeString } from '../writeString.ts';
import { asValues } from './insertion.ts';
import { typedString } from './textBefore.ts';

/** More than these nobody reads; with each character typed the list is made anew. */
export const mostStateNames = 500;

/**
 * The states of the scope but the one that is being left; those that nothing leads to first. A name that does not
 * exist is offered too, and brings its state along.
 */
export function completeStateNames(document: DocumentVersion, cursor: Cursor): CompletionItem[] {
  const { scope, state, member } = cursor;
  const typed = typedString(cursor)?.before.trim() ?? '';
  const reached = new Set(
    transitionsIn(scope)
      .filter(({ range }) => range.start !== member?.value?.range.start)
      .map(({ target }) => target),
  );
  const others = [...scope.states.values()].filter((other) => other !== state && fits(other.name, typed));
  const isReached = ({ name }: State) => (reached.has(name) ? 1 : 0);
  const shown = others.toSorted((one, other) => isReached(one) - isReached(other)).slice(0, mostStateNames);
  const values = shown.map((other) => ({
    text: other.name,
    kind: CompletionItemKind.Reference,
    rank: isReached(other),
    detail: other.type,
    data: { about: 'state', uri: document.uri, location: other.location },
  }));
  return [...asValues(document, cursor, values), ...newState(document, cursor)];
}

/** The characters typed so far stand in the name in their order, as editors match. */
function fits(name: string, typed: string): boolean {
  if (typed === '') return true;
  const [lower, wanted] = [name.toLowerCase(), typed.toLowerCase()];
  let at = -1;
  for (const character of wanted) {
    at = lower.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function newState(document: DocumentVersion, cursor: Cursor): CompletionItem[] {
  const { touched, scope } = cursor;
  if (touched?.kind !== 'string') return [];
  const name = touched.value.trim();
  const last = [...scope.states.values()].at(-1);
  if (name === '' || scope.states.has(name) || /[\n:"{}]/.test(name) || last?.node === undefined) return [];
  const text = stateText(document, last, last.node, name);
  const at = { start: last.node.range.end, end: last.node.range.end };
  const edit = toEdit(document, { range: at, newText: text });
  return asValues(document, cursor, [{ text: name, kind: CompletionItemKind.Reference, rank: 2 }]).map((item) => ({
    ...item,
    detail: 'new state',
    additionalTextEdits: [edit],
  }));
}

/** A Pass state that ends, written after the scope's last state and like it. */
function stateText({ text, format }: DocumentVersion, { nameRange }: State, body: SyntaxNode, name: string): string {
  const lineStart = text.lastIndexOf('\n', nameRange.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, nameRange.start))?.[0] ?? '';
  if (format === 'yaml' && text[body.range.start] !== '{') {
    return `\n${indent}${writeString(name, format)}:\n${indent}  Type: Pass\n${indent}  End: true`;
  }
  return `,\n${indent}${JSON.stringify(name)}: { "Type": "Pass", "End": true }`;
}
