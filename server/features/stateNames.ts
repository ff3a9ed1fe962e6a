import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type Range,
  type ReferenceContext,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Scope, State } from '../../language/model/stateMachine.ts';
import { transitionsOf } from '../../language/model/transitions.ts';
import { contains, type TextRange } from '../../language/text.ts';

import type { Definition, DocumentVersion } from '../documents.ts';
import { toEdit, toRange } from '../toLsp.ts';
import { writeLike } from '../writeString.ts';

/** Where the state named under the cursor is defined. */
export function definitionAt(document: DocumentVersion, definition: Definition, offset: number): Location | undefined {
  const { state } = named(definition, offset) ?? {};
  return state && locate(document, state.nameRange);
}

export function referencesAt(
  document: DocumentVersion,
  definition: Definition,
  offset: number,
  { includeDeclaration }: ReferenceContext,
): Location[] {
  const found = named(definition, offset);
  if (!found) return [];
  const { state, references } = found;
  const ranges = state && includeDeclaration ? [state.nameRange, ...references] : references;
  return ranges.map((range) => locate(document, range));
}

export function highlightsAt(document: DocumentVersion, definition: Definition, offset: number): DocumentHighlight[] {
  const found = named(definition, offset);
  if (!found) return [];
  const { state, references } = found;
  const own = state ? [{ range: toRange(document, state.nameRange), kind: DocumentHighlightKind.Write }] : [];
  return [
    ...own,
    ...references.map((range) => ({ range: toRange(document, range), kind: DocumentHighlightKind.Read })),
  ];
}

/** The name under the cursor without its quotes; undefined where no state is named. */
export function prepareRenameAt(
  document: DocumentVersion,
  definition: Definition,
  offset: number,
): { range: Range; placeholder: string } | undefined {
  const found = named(definition, offset);
  if (!found?.state) return undefined;
  const range = [found.state.nameRange, ...found.references].find((each) => contains(each, offset));
  return range && { range: toRange(document, withoutQuotes(document.text, range)), placeholder: found.state.name };
}

/** Renames a state in its scope: its key and every transition that names it. */
export function renameAt(
  document: DocumentVersion,
  definition: Definition,
  offset: number,
  newName: string,
): WorkspaceEdit | undefined {
  const found = named(definition, offset);
  if (!found?.state) return undefined;
  const edits = [found.state.nameRange, ...found.references].map((range) =>
    toEdit(document, {
      range,
      newText: writeLike(document.text.slice(range.start, range.end), newName, document.format),
    }),
  );
  return { changes: { [document.uri]: edits } };
}

interface Named {
  /** Undefined when no state of that name exists. */
  readonly state: State | undefined;
  /** The transitions of the same scope that name it. */
  readonly references: readonly TextRange[];
}

/** The state whose name, in its own place or in a transition, is at `offset`. */
function named({ machine }: Definition, offset: number): Named | undefined {
  for (const scope of scopesOf(machine.top, machine.states)) {
    const own = [...scope.states.values()].find(({ nameRange }) => contains(nameRange, offset));
    const transitions = transitionsIn(scope);
    const name = own?.name ?? transitions.find(({ range }) => contains(range, offset))?.target;
    if (name === undefined) continue;
    const references = transitions.filter(({ target }) => target === name).map(({ range }) => range);
    return { state: scope.states.get(name), references };
  }
  return undefined;
}

function scopesOf(top: Scope, states: readonly State[]): ReadonlySet<Scope> {
  return new Set([top, ...states.map(({ scope }) => scope)]);
}

/** Every place of a scope that names one of its states. */
export function transitionsIn({ startAt, states }: Scope) {
  const transitions = [...states.values()].flatMap(transitionsOf);
  return startAt ? [startAt, ...transitions] : transitions;
}

function locate(document: DocumentVersion, range: TextRange): Location {
  return { uri: document.uri, range: toRange(document, range) };
}

function withoutQuotes(text: string, { start, end }: TextRange): TextRange {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return { start, end };
  return { start: start + 1, end: text[end - 1] === quote && end > start + 1 ? end - 1 : end };
}
