import { BoundedRegExp } from '../../regexp/boundedRegExp.ts';
import { SearchLimit } from '../../regexp/matcher.ts';
import { tooLarge, tooSlow } from '../failure.ts';
import { MAX_BYTES, MAX_MILLISECONDS } from '../limits.ts';
import type { Run } from './run.ts';
import { type Callable, callable, GiveUp, type Implementation, isCallable, isRecord, sequenceOf } from './value.ts';

/** One match, as a regular expression or a matcher of the user gives it. */
interface Match {
  readonly match: string;
  readonly start: number;
  readonly end: number;
  readonly groups: readonly unknown[];
  /** Finds the next match. */
  readonly next: Callable;
}

/** The functions that match text. They are called with arguments that their signatures let through. */
export const matchingFunctions: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
  ['contains', ([text, pattern], run) => contains(text, pattern, run)],
  ['match', ([text, pattern, limit], run) => allMatches(text, pattern, limit, run)],
  ['split', ([text, separator, limit], run) => split(text, separator, limit, run)],
  ['replace', ([text, pattern, replacement, limit], run) => replace(text, pattern, replacement, limit, run)],
]);

/** The function that a regular expression is: text and where to begin, to the match or nothing. */
export function matcherOf(pattern: RegExp): Callable {
  const own = new BoundedRegExp(pattern);
  const find = (args: readonly unknown[]): unknown => {
    const [text, from = 0] = args;
    if (typeof text !== 'string' || typeof from !== 'number') throw new GiveUp();
    own.lastIndex = from;
    const found = search(own, text);
    if (found === null) return undefined;
    const [match, ...groups] = found;
    const end = found.index + match.length;
    const next = callable(() => {
      if (own.lastIndex >= text.length) return undefined;
      const following = find([text, own.lastIndex]);
      // A match of nothing would be found again and again.
      if (isRecord(following) && following.match === '') throw new GiveUp();
      return following;
    }, 0);
    return { match, start: found.index, end, groups, next };
  };
  return callable(find, 2);
}

function search(pattern: BoundedRegExp, text: string): RegExpExecArray | null {
  try {
    return pattern.exec(text);
  } catch (thrown) {
    throw thrown instanceof SearchLimit ? tooSlow(MAX_MILLISECONDS) : thrown;
  }
}

function firstMatch(matcher: unknown, text: string, run: Run): Match | undefined {
  if (!isCallable(matcher)) throw new GiveUp();
  return toMatch(matcher([text], null, run));
}

function nextMatch(match: Match, run: Run): Match | undefined {
  run.step(1);
  return toMatch(match.next([], null, run));
}

/** What a matcher of the user leaves out of a match is for the package to judge. */
function toMatch(value: unknown): Match | undefined {
  if (value === undefined) return undefined;
  const isMatch =
    isRecord(value) &&
    typeof value.match === 'string' &&
    typeof value.start === 'number' &&
    typeof value.end === 'number' &&
    Array.isArray(value.groups) &&
    isCallable(value.next);
  if (!isMatch) throw new GiveUp();
  return value as unknown as Match;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new GiveUp();
}

/** How many matches to take at most. */
function limitOf(value: unknown): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (typeof value !== 'number' || value < 0) throw new GiveUp();
  return value;
}

function* matches(text: string, pattern: unknown, limit: number, run: Run): Generator<Match> {
  let found = limit > 0 ? firstMatch(pattern, text, run) : undefined;
  for (let count = 0; found !== undefined && count < limit; count++) {
    yield found;
    found = nextMatch(found, run);
  }
}

function contains(value: unknown, pattern: unknown, run: Run): unknown {
  const text = textOf(value);
  if (text === undefined || pattern === undefined) return undefined;
  return typeof pattern === 'string' ? text.includes(pattern) : firstMatch(pattern, text, run) !== undefined;
}

function allMatches(value: unknown, pattern: unknown, limit: unknown, run: Run): unknown {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const found = sequenceOf();
  for (const { match, start, groups } of matches(text, pattern, limitOf(limit), run)) {
    found.push({ match, index: start, groups });
  }
  return found;
}

function split(value: unknown, separator: unknown, limit: unknown, run: Run): unknown {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const most = limitOf(limit);
  if (typeof separator === 'string') {
    const parts = text.split(separator, limit === undefined ? undefined : most);
    run.checkLength(parts.length);
    return parts;
  }
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of matches(text, separator, most, run)) {
    parts.push(text.slice(from, start));
    from = end;
  }
  if (parts.length < most) parts.push(text.slice(from));
  return parts;
}

function replace(value: unknown, pattern: unknown, replacement: unknown, limit: unknown, run: Run): unknown {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const most = limitOf(limit);
  if (pattern === '') throw new GiveUp();
  if (typeof pattern === 'string') return run.checkText(replaceText(text, pattern, replacement, most));
  const parts: string[] = [];
  let from = 0;
  for (const match of matches(text, pattern, most, run)) {
    const replaced =
      typeof replacement === 'string' ? expand(replacement, match) : callReplacer(replacement, match, run);
    parts.push(text.slice(from, match.start), replaced);
    from = match.start + match.match.length;
  }
  return run.checkText(parts.join('') + text.slice(from));
}

function replaceText(text: string, pattern: string, replacement: unknown, limit: number): string {
  if (typeof replacement !== 'string') throw new GiveUp();
  const parts = text.split(pattern);
  if (parts.length * replacement.length > MAX_BYTES) throw tooLarge();
  const replaced = Math.min(Math.ceil(limit), parts.length - 1);
  return [parts.slice(0, replaced + 1).join(replacement), ...parts.slice(replaced + 1)].join(pattern);
}

function callReplacer(replacement: unknown, match: Match, run: Run): string {
  if (!isCallable(replacement)) throw new GiveUp();
  const replaced = replacement([match], null, run);
  if (typeof replaced !== 'string') throw new GiveUp();
  return replaced;
}

/** The replacement with `$0`, `$1` … filled in; `$$` is a dollar. `$12` is group 12 only where there are so many. */
function expand(replacement: string, { match, groups }: Match): string {
  const digits = groups.length === 0 ? 1 : String(groups.length).length;
  const reference = new RegExp(`\\$(?:(\\$)|(0)|(\\d{1,${digits}}))`, 'g');
  return replacement.replace(reference, (_, dollar?: string, whole?: string, number = '') => {
    if (dollar) return dollar;
    if (whole) return match;
    const index = Number(number) > groups.length && number.length > 1 ? number.slice(0, -1) : number;
    const group = groups[Number(index) - 1];
    return `${typeof group === 'string' ? group : ''}${number.slice(index.length)}`;
  });
}
