import type { Json } from '../json.ts';
import { remember } from '../remember.ts';
import { select } from './evaluatePath.ts';
import type { Path, PathProblem, PathSegment, PathSelector, PathTest } from './jsonPath.ts';
import { exists, filterComparisons } from './pathFilter.ts';
import { pathFunction } from './pathFunctions.ts';
import { BoundedRegExp } from './regexp/boundedRegExp.ts';
import { SearchLimit } from './regexp/matcher.ts';

/**
 * Reads a path; blanks around it do not matter. Never throws; text that is no path answers with the first thing wrong
 * in it.
 */
export const parsePath: (text: string) => Path | PathProblem = remember(readPath);

function readPath(text: string): Path | PathProblem {
  const [, blanks = '', root] = /^(\s*)(\$(?:\$|\p{ID_Start}\p{ID_Continue}*)?)/u.exec(text) ?? [];
  if (root === undefined) return problem('A path starts with $', 0, text.length);
  const rest = parseSegments(text, blanks.length + root.length, NAME);
  if (rest.kind === 'problem') return rest;
  if (text.slice(rest.end).trim() !== '')
    return problem(`Unexpected character in the path: ${text[rest.end]}`, rest.end, rest.end + 1);
  const variable = root.length > 1 && root !== '$$' ? root.slice(1) : undefined;
  return {
    kind: 'path',
    text,
    root: root === '$$' ? 'context' : variable === undefined ? 'input' : 'variable',
    variable,
    segments: rest.segments,
    definite: isDefinite(rest.segments),
  };
}

/** True when the segments select at most one value. A function makes one value of whatever was selected. */
function isDefinite(segments: readonly PathSegment[]): boolean {
  const last = segments.at(-1);
  return last?.kind === 'function' || segments.every((segment) => segment.kind === 'name' || segment.kind === 'index');
}

/** A member's name after a dot, in a path that stands alone. */
const NAME = /[^.[\]()\s'"*,]+/y;
/** The same inside a filter, where operators may follow without a blank. */
const NAME_IN_FILTER = /[^.[\]()\s'"*,=<>!&|~]+/y;

interface Segments {
  readonly kind: 'segments';
  readonly segments: readonly PathSegment[];
  /** Where the first character stands that belongs to no segment. */
  readonly end: number;
}

/** Reads as many segments as there are from `start` on. */
function parseSegments(text: string, start: number, name: RegExp): Segments | PathProblem {
  const segments: PathSegment[] = [];
  let at = start;
  while (text[at] === '.' || text[at] === '[') {
    const segment = parseSegment(text, at, name);
    if (segment.kind === 'problem') return segment;
    if (segments.at(-1)?.kind === 'function') return problem('Nothing may follow a function', at, segment.end);
    segments.push(segment);
    at = segment.end;
  }
  return { kind: 'segments', segments, end: at };
}

function parseSegment(text: string, start: number, name: RegExp): PathSegment | PathProblem {
  if (text.startsWith('..', start)) {
    const found = text[start + 2] === '[' ? parseBrackets(text, start + 2) : parseDotted(text, start + 2, name);
    if (found.kind === 'problem') return found;
    return { kind: 'descendants', selector: found, start, end: found.end };
  }
  if (text[start] === '[') return parseBrackets(text, start);
  const found = text[start + 1] === '[' ? parseBrackets(text, start + 1) : parseDotted(text, start + 1, name);
  return found.kind === 'problem' ? found : { ...found, start };
}

function parseDotted(text: string, start: number, name: RegExp): PathSegment | PathProblem {
  if (text[start] === '*') return { kind: 'wildcard', start, end: start + 1 };
  const found = matchAt(name, text, start)?.[0];
  if (found === undefined) return problem('A name is missing after the dot', start - 1, start);
  const end = start + found.length;
  if (!text.startsWith('()', end)) return { kind: 'name', name: found, start, end };
  const apply = pathFunction(found);
  if (apply === undefined) return problem(`There is no path function ${found}()`, start, end + 2);
  return { kind: 'function', apply, start, end: end + 2 };
}

const WILDCARD = /\[\s*\*\s*\]/y;
const INDEX = /\[\s*(-?\d+)\s*\]/y;
const INDEXES = /\[\s*(-?\d+(?:\s*,\s*-?\d+)+)\s*\]/y;
const SLICE = /\[\s*(-?\d+)?\s*:\s*(-?\d+)?\s*\]/y;
const NAMES = /\[\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))*\s*\]/sy;
const FILTER = /\[\s*\?\s*\(/y;

function parseBrackets(text: string, start: number): PathSegment | PathProblem {
  const filter = matchAt(FILTER, text, start);
  if (filter) return parseFilter(text, start, start + filter[0].length);
  for (const [form, selector] of BRACKETS) {
    const match = matchAt(form, text, start);
    if (match) return { ...selector(match), start, end: start + match[0].length };
  }
  return problem('Expected an index, a slice, a quoted name, * or a filter in brackets', start, start + 1);
}

const BRACKETS: readonly (readonly [RegExp, (match: RegExpExecArray) => PathSelector])[] = [
  [INDEX, (match) => ({ kind: 'index', index: Number(match[1]) })],
  [NAMES, (match) => namesOf(match[0])],
  [WILDCARD, () => ({ kind: 'wildcard' })],
  [SLICE, (match) => ({ kind: 'slice', from: numberOf(match[1]), to: numberOf(match[2]) })],
  [INDEXES, (match) => ({ kind: 'indexes', indexes: (match[1] ?? '').split(',').map(Number) })],
];

function namesOf(brackets: string): PathSelector {
  const quoted = brackets.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/gs) ?? [];
  const names = quoted.map(unquote);
  const [only] = names;
  return names.length === 1 && only !== undefined ? { kind: 'name', name: only } : { kind: 'names', names };
}

/** The text between the quotes; a backslash stands for the character after it. */
function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/gs, '$1');
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function problem(message: string, start: number, end: number): PathProblem {
  return { kind: 'problem', message, start, end };
}

type Operand = (item: Json, root: Json) => Json | undefined;
type Parsed<T> = { readonly kind: 'parsed'; readonly value: T; readonly end: number } | PathProblem;

/**
 * Reads the filter whose bracket opens at `start` and whose condition begins at `conditionStart`, after `[?(`.
 * The condition becomes a function, so that a filter over many items parses nothing.
 */
function parseFilter(text: string, start: number, conditionStart: number): PathSegment | PathProblem {
  const condition = parseOr(text, conditionStart, 0);
  if (condition.kind === 'problem') return condition;
  const close = matchAt(/\s*\)\s*\]/y, text, condition.end);
  if (close === null) return problem('The filter does not end with )]', condition.end, text.length);
  return { kind: 'filter', test: condition.value, start, end: condition.end + close[0].length };
}

const MAX_DEPTH = 100;

function parseOr(text: string, start: number, depth: number): Parsed<PathTest> {
  return parseChain(text, start, depth, /\s*\|\|/y, parseAnd, (tests) => (item, root) => {
    for (const test of tests) if (test(item, root)) return true;
    return false;
  });
}

function parseAnd(text: string, start: number, depth: number): Parsed<PathTest> {
  return parseChain(text, start, depth, /\s*&&/y, parseNot, (tests) => (item, root) => {
    for (const test of tests) if (!test(item, root)) return false;
    return true;
  });
}

function parseChain(
  text: string,
  start: number,
  depth: number,
  operator: RegExp,
  parsePart: (text: string, start: number, depth: number) => Parsed<PathTest>,
  join: (tests: readonly PathTest[]) => PathTest,
): Parsed<PathTest> {
  if (depth > MAX_DEPTH) return problem('The filter is nested too deeply', start, text.length);
  const tests: PathTest[] = [];
  let at = start;
  for (;;) {
    const part = parsePart(text, at, depth);
    if (part.kind === 'problem') return part;
    tests.push(part.value);
    const [only] = tests;
    const next = matchAt(operator, text, part.end);
    if (next === null) {
      return { kind: 'parsed', value: tests.length === 1 && only ? only : join(tests), end: part.end };
    }
    at = part.end + next[0].length;
  }
}

function parseNot(text: string, start: number, depth: number): Parsed<PathTest> {
  if (depth > MAX_DEPTH) return problem('The filter is nested too deeply', start, text.length);
  const at = skipBlanks(text, start);
  if (text[at] === '!') {
    const negated = parseNot(text, at + 1, depth + 1);
    if (negated.kind === 'problem') return negated;
    const test = negated.value;
    return { ...negated, value: (item, root) => !test(item, root) };
  }
  if (text[at] !== '(') return parseComparison(text, at);
  const inner = parseOr(text, at + 1, depth + 1);
  if (inner.kind === 'problem') return inner;
  const close = skipBlanks(text, inner.end);
  return text[close] === ')' ? { ...inner, end: close + 1 } : problem('Expected )', close, close + 1);
}

const OPERATOR = /\s*(===|!==|==|!=|<=|>=|=~|<|>|(?:in|nin|subsetof|anyof|noneof|contains|size|empty)(?![\w$]))\s*/iy;

function parseComparison(text: string, start: number): Parsed<PathTest> {
  const left = parseOperand(text, start);
  if (left.kind === 'problem') return left;
  const read = left.value;
  const operator = matchAt(OPERATOR, text, left.end);
  if (operator === null) return { ...left, value: (item, root) => exists(read(item, root)) };
  const at = left.end + operator[0].length;
  const name = (operator[1] ?? '').toLowerCase();
  if (name === '=~') return parseMatch(text, at, read);
  const right = parseOperand(text, at);
  if (right.kind === 'problem') return right;
  const compare = filterComparisons.get(name);
  const operand = right.value;
  return { ...right, value: (item, root) => compare?.(read(item, root), operand(item, root)) ?? false };
}

function parseMatch(text: string, start: number, read: Operand): Parsed<PathTest> {
  const literal = matchAt(/\/((?:[^/\\]|\\.)*)\/([a-zA-Z]*)/y, text, start);
  const pattern = literal && toRegExp(`^(?:${literal[1]})$`, literal[2] ?? '');
  if (!literal || !pattern) return problem('Expected a regular expression', start, text.length);
  return {
    kind: 'parsed',
    value: (item, root) => {
      const value = read(item, root);
      return typeof value === 'string' && matchesWhole(pattern, value);
    },
    end: start + literal[0].length,
  };
}

function matchesWhole(pattern: BoundedRegExp, text: string): boolean {
  try {
    pattern.lastIndex = 0;
    return pattern.exec(text) !== null;
  } catch (thrown) {
    // A search without end finds nothing.
    if (thrown instanceof SearchLimit) return false;
    throw thrown;
  }
}

function toRegExp(source: string, flags: string): BoundedRegExp | undefined {
  try {
    return new BoundedRegExp(new RegExp(source, flags.replace(/[^imsu]/g, '')));
  } catch {
    // Not a regular expression of this engine: the caller reports it as a problem of the text.
    return undefined;
  }
}

/** A string, a number, a word, or the start of a list. A bare word is a string, as published workflows write it. */
const LITERAL = /('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w$])|([\w-]+)|(\[)/sy;

function parseOperand(text: string, start: number): Parsed<Operand> {
  const at = skipBlanks(text, start);
  if (text[at] === '@' || text[at] === '$') return parseOperandPath(text, at);
  const literal = matchAt(LITERAL, text, at);
  if (literal === null) return problem('Expected a path or a value', at, Math.min(at + 1, text.length));
  if (literal[4] !== undefined) return parseList(text, at);
  const value = literalValue(literal);
  return { kind: 'parsed', value: () => value, end: at + literal[0].length };
}

function literalValue([text, quoted, number]: RegExpExecArray): Json {
  if (quoted !== undefined) return unquote(quoted);
  if (number !== undefined) return Number(number);
  const word = text.toLowerCase();
  if (word === 'null') return null;
  return word === 'true' ? true : word === 'false' ? false : text;
}

function parseList(text: string, start: number): Parsed<Operand> {
  const items: Operand[] = [];
  let at = skipBlanks(text, start + 1);
  while (text[at] !== ']') {
    if (text[at] === '[') return problem('Lists in lists cannot be compared', at, at + 1);
    const item = parseOperand(text, at);
    if (item.kind === 'problem') return item;
    items.push(item.value);
    at = skipBlanks(text, item.end);
    if (text[at] === ',') at = skipBlanks(text, at + 1);
    else if (text[at] !== ']') return problem('Expected , or ]', at, at + 1);
  }
  return {
    kind: 'parsed',
    value: (item, root) => items.map((read) => read(item, root)).filter((value) => value !== undefined),
    end: at + 1,
  };
}

function parseOperandPath(text: string, start: number): Parsed<Operand> {
  const rest = parseSegments(text, start + 1, NAME_IN_FILTER);
  if (rest.kind === 'problem') return rest;
  const { segments, end } = rest;
  const definite = isDefinite(segments);
  const value: Operand =
    text[start] === '@'
      ? (item, root) => select(segments, item, root, definite)
      : (_item, root) => select(segments, root, root, definite);
  return { kind: 'parsed', value, end };
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\n' || text[at] === '\r') at++;
  return at;
}
