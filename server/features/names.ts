import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type TextEdit as LspEdit,
  type Range,
  type ReferenceContext,
} from 'vscode-languageserver/node';
import type { Scope, StateMachine } from '../../language/model/stateMachine.ts';
import { nameProblem, renameIn, transitionsIn } from '../../language/refactor/renameState.ts';
import { variableUsesAt } from '../../language/refactor/variableUses.ts';
import { contains, type TextEdit, type TextRange } from '../../language/text.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import { toEdit, toRange } from '../toLsp.ts';
import { anchorAt, isAnchorName } from './yamlAnchors.ts';

/** Where the state or variable named under the cursor is defined; a variable may be in several places. */
export function definitionAt(
  document: DocumentVersion,
  definition: Definition,
  offset: number,
): Location | Location[] | undefined {
  const { declared = [] } = named(document, definition, offset) ?? {};
  const [first, ...others] = declared.map((range) => locate(document, range));
  return first && others.length > 0 ? [first, ...others] : first;
}

export function referencesAt(
  document: DocumentVersion,
  definition: Definition,
  offset: number,
  { includeDeclaration }: ReferenceContext,
): Location[] {
  const found = named(document, definition, offset);
  if (!found) return [];
  const ranges = includeDeclaration ? [...found.declared, ...found.references] : found.references;
  return ranges.map((range) => locate(document, range));
}

export function highlightsAt(document: DocumentVersion, definition: Definition, offset: number): DocumentHighlight[] {
  const { declared = [], references = [] } = named(document, definition, offset) ?? {};
  return [
    ...declared.map((range) => ({ range: toRange(document, range), kind: DocumentHighlightKind.Write })),
    ...references.map((range) => ({ range: toRange(document, range), kind: DocumentHighlightKind.Read })),
  ];
}

/** The name under the cursor without its quotes; undefined where nothing that exists is named. */
export function prepareRenameAt(
  document: DocumentVersion,
  definition: Definition,
  offset: number,
): { range: Range; placeholder: string } | undefined {
  const found = named(document, definition, offset);
  if (!found || found.declared.length === 0) return undefined;
  const range = [...found.declared, ...found.references].find((each) => contains(each, offset));
  return range && { range: toRange(document, withoutQuotes(document.text, range)), placeholder: found.name };
}

/** What is named under the cursor, and what a template calls the state machine around it. */
export function nameAt(
  document: DocumentVersion,
  definition: Definition,
  offset: number,
): { readonly kind: Renaming['kind']; readonly name: string; readonly title: string | undefined } | undefined {
  const found = named(document, definition, offset);
  return found && { kind: found.kind, name: found.name, title: definition.declared.title };
}

/** A name that changes, with the edits of the document that defines it. */
export interface Renaming {
  readonly kind: 'state' | 'variable' | 'anchor';
  readonly from: string;
  readonly to: string;
  /** What the template that holds the definition calls the state machine; undefined in a file of its own. */
  readonly title: string | undefined;
  readonly edits: LspEdit[];
}

const article = { state: 'a', variable: 'a', anchor: 'an' } as const;

/** Why something cannot be called so. */
interface RefusedName {
  readonly kind: 'refused';
  readonly reason: string;
}

/** Renames a state or a variable in its scope: where it is defined, and every place that names it. */
export function renameAt(
  document: DocumentVersion,
  definition: Definition,
  offset: number,
  newName: string,
): Renaming | RefusedName | undefined {
  const found = named(document, definition, offset);
  if (!found || found.declared.length === 0) return undefined;
  const { kind, name: from, declared, references } = found;
  const to = nameFor(kind, newName);
  if (to === undefined) return { kind: 'refused', reason: `“${newName}” is no name for ${article[kind]} ${kind}.` };
  const state = definition.machine.states.find(({ nameRange }) => nameRange.start === declared[0]?.start);
  // A name that another scope has is a finding; here it would lead transitions elsewhere.
  const others = { states: [...(state?.scope.states.values() ?? [])] };
  const reason = kind === 'state' && state ? nameProblem(to, state, others) : undefined;
  if (reason !== undefined) return { kind: 'refused', reason };
  const places = [...declared, ...references];
  const edits =
    kind === 'state'
      ? renameIn(document.text, places, from, to)
      : places.map((range): TextEdit => ({ range, newText: to }));
  return { kind, from, to, title: definition.declared.title, edits: edits.map((edit) => toEdit(document, edit)) };
}

interface Named {
  readonly kind: 'state' | 'variable' | 'anchor';
  readonly name: string;
  /** The state's own name, the assignments of the variable, or YAML's anchors; empty when there is none. */
  readonly declared: readonly TextRange[];
  /** The transitions of the same scope that name the state, what reads the variable, or the aliases. */
  readonly references: readonly TextRange[];
}

function named(document: DocumentVersion, definition: Definition, offset: number): Named | undefined {
  const found =
    namedState(definition, offset) ?? namedVariable(document, definition, offset) ?? namedAnchor(document, offset);
  return found && { ...found, declared: once(found.declared), references: once(found.references) };
}

/** What YAML's aliases bring to several places is written once. */
function once(ranges: readonly TextRange[]): readonly TextRange[] {
  return [...new Map(ranges.map((range) => [range.start, range])).values()];
}

/** The state whose name, in its own place or in a transition, is at `offset`. */
function namedState({ machine }: Definition, offset: number): Named | undefined {
  for (const scope of scopesOf(machine)) {
    const own = [...scope.states.values()].find(({ nameRange }) => contains(nameRange, offset));
    const transitions = transitionsIn(scope);
    const name = own?.name ?? transitions.find(({ range }) => contains(range, offset))?.target;
    if (name === undefined) continue;
    const state = scope.states.get(name);
    const references = transitions.filter(({ target }) => target === name).map(({ range }) => range);
    return { kind: 'state', name, declared: state ? [state.nameRange] : [], references };
  }
  return undefined;
}

function namedVariable({ text }: DocumentVersion, { machine }: Definition, offset: number): Named | undefined {
  const uses = variableUsesAt(machine, text, offset);
  const [first] = uses;
  if (first === undefined) return undefined;
  const rangesOf = (kind: 'write' | 'read') => uses.filter((use) => use.kind === kind).map(({ range }) => range);
  return { kind: 'variable', name: first.name, declared: rangesOf('write'), references: rangesOf('read') };
}

function namedAnchor(document: DocumentVersion, offset: number): Named | undefined {
  const found = anchorAt(document, offset);
  return found && { kind: 'anchor', name: found.name, declared: found.anchors, references: found.aliases };
}

/** What can be called so, as its kind writes it: of a variable the name behind a `$`, which may be there or not. */
function nameFor(kind: Named['kind'], name: string): string | undefined {
  if (kind === 'anchor') return isAnchorName(name) ? name : undefined;
  return kind === 'variable' ? variableName(name) : name;
}

/** What can be a variable, a `$` before it or not. */
function variableName(name: string): string | undefined {
  const bare = name.replace(/^\$/, '');
  return /^\p{ID_Start}\p{ID_Continue}*$/u.test(bare) && bare !== 'states' ? bare : undefined;
}

/** Every scope that has states, the outermost first. */
export function scopesOf({ top, states }: StateMachine): ReadonlySet<Scope> {
  return new Set([top, ...states.map(({ scope }) => scope)]);
}

function locate(document: DocumentVersion, range: TextRange): Location {
  return { uri: document.uri, range: toRange(document, range) };
}

/** The part of a written string between its quotation marks, if it has any. */
export function withoutQuotes(text: string, { start, end }: TextRange): TextRange {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return { start, end };
  return { start: start + 1, end: text[end - 1] === quote && end > start + 1 ? end - 1 : end };
}
