import { comparisonNamed } from '../../language/expressions/comparisons.ts';
import { expressionsIn } from '../../language/model/expressionsIn.ts';
import { type LanguageObject, objectsIn } from '../../language/model/objectsIn.ts';
import type { Scope, State } from '../../language/model/stateMachine.ts';
import { transitionsOf } from '../../language/model/transitions.ts';
import { placeholderUses } from '../../language/syntax/substitutions.ts';
import { rangeWithin, type StringNode } from '../../language/syntax/syntaxTree.ts';
import type { TextRange } from '../../language/text.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import { jsonataWords, pathWords, type Word } from './expressionTokens.ts';
import { scopesOf, withoutQuotes } from './names.ts';
import { type TokenType, tokenTypes } from './tokenLegend.ts';

interface Token {
  readonly type: TokenType;
  readonly range: TextRange;
  /** Bits in the order of the legend. */
  readonly modifiers: number;
}

const none = 0;
const declaration = 1;
const defaultLibrary = 2;

/**
 * What is more than text in a document, or around `range` of it: names of states, variables and errors, placeholders, and
 * the words of expressions. Five numbers a token, as LSP has them.
 */
export function tokensIn(
  document: DocumentVersion,
  range: TextRange = { start: 0, end: document.text.length },
): number[] {
  const tokens = document.definitions.flatMap((definition) => tokensOf(document, definition, range));
  return encode(document, apart(tokens.flatMap((token) => inLines(document, token))));
}

function tokensOf(document: DocumentVersion, { root, machine }: Definition, range: TextRange): Token[] {
  const states = machine.states.filter((state) => overlap(state.range, range));
  const objects = objectsIn({ ...machine, states });
  const uses = document.text.includes('${') ? placeholderUses(root) : [];
  return [
    ...uses
      .filter((use) => overlap(use.range, range))
      .map((use): Token => ({ type: 'macro', range: use.range, modifiers: none })),
    ...[...scopesOf(machine)].flatMap(startOf).map((each) => nameToken(document, 'class', each, none)),
    ...states.flatMap((state) => namesIn(document, state)),
    ...objects.flatMap((object) => assignedIn(document, object)),
    ...expressionsIn(objects).flatMap(({ node, expression }) =>
      expression.kind === 'jsonata'
        ? wordTokens(node, jsonataWords(expression.text), expression.start)
        : wordTokens(node, pathWords(node.value), 0),
    ),
    ...objects.flatMap(comparedIn),
  ];
}

function startOf({ startAt }: Scope): TextRange[] {
  return startAt ? [startAt.range] : [];
}

/** The state's own name, those of the states that it leads to, and the errors that it handles or makes. */
function namesIn(document: DocumentVersion, state: State): Token[] {
  const handlers = 'catch' in state ? [...state.retry, ...state.catch] : [];
  const errors = handlers.flatMap(({ errorEquals }) => errorEquals.map(({ range }) => range));
  const made = state.type === 'Fail' && state.error?.kind === 'literal' ? [state.error.range] : [];
  return [
    nameToken(document, 'class', state.nameRange, declaration),
    ...transitionsOf(state).map(({ range }) => nameToken(document, 'class', range, none)),
    ...[...errors, ...made].map((range) => nameToken(document, 'enumMember', range, none)),
  ];
}

function nameToken({ text }: DocumentVersion, type: TokenType, range: TextRange, modifiers: number): Token {
  return { type, range: withoutQuotes(text, range), modifiers };
}

/** The names of the variables that an object assigns, without `.$`. */
function assignedIn(document: DocumentVersion, { fields, language }: LanguageObject): Token[] {
  const assigned = fields.get('Assign')?.member.value;
  if (assigned?.kind !== 'object') return [];
  return assigned.members.map(({ key }) => {
    const isComputed = language === 'JSONPath' && key.value.endsWith('.$');
    const range = isComputed ? rangeWithin(key, 0, key.value.length - 2) : withoutQuotes(document.text, key.range);
    return { type: 'variable', range, modifiers: declaration };
  });
}

/** The operands that the comparisons of a choice rule find by a path. */
function comparedIn({ object, language, fields }: LanguageObject): Token[] {
  if ((object !== 'ChoiceRule' && object !== 'NestedRule') || language !== 'JSONPath') return [];
  return fields.list.flatMap(({ name, member: { value } }) => {
    if (!name.endsWith('Path') || value?.kind !== 'string' || comparisonNamed(name) === undefined) return [];
    return wordTokens(value, pathWords(value.value), 0);
  });
}

function wordTokens(node: StringNode, words: readonly Word[], offset: number): Token[] {
  return words.map(({ type, isBuiltIn, start, end }) => ({
    type,
    range: rangeWithin(node, offset + start, offset + end),
    modifiers: isBuiltIn ? defaultLibrary : none,
  }));
}

function overlap(one: TextRange, other: TextRange): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** In the order of the text. What stands for a placeholder has no place of its own, and gives way to it. */
function apart(tokens: readonly Token[]): Token[] {
  let end = 0;
  return tokens
    .toSorted((one, other) => one.range.start - other.range.start)
    .filter(({ range }) => {
      if (range.start < end || range.end <= range.start) return false;
      end = range.end;
      return true;
    });
}

/** A token lies in one line; a string or a comment may have more. */
function inLines({ text }: DocumentVersion, token: Token): Token[] {
  const { start, end } = token.range;
  const written = text.slice(start, end);
  if (!/[\r\n]/.test(written)) return [token];
  return [...written.matchAll(/[^\s][^\r\n]*/g)].map(({ 0: part, index }) => {
    const from = start + index;
    return { ...token, range: { start: from, end: from + part.length } };
  });
}

/** Lines and columns are relative to the token before. */
function encode({ lines }: DocumentVersion, tokens: readonly Token[]): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { type, range, modifiers } of tokens) {
    const start = lines.positionAt(range.start);
    const isSameLine = start.line === line;
    const column = isSameLine ? start.character - character : start.character;
    data.push(start.line - line, column, range.end - range.start, tokenTypes.indexOf(type), modifiers);
    ({ line, character } = start);
  }
  return data;
}
