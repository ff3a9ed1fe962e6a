import type { Pattern } from './pattern.ts';

/** A search in one text: what the groups hold, and how many more steps there are. */
export interface Search {
  readonly text: string;
  readonly isMultiline: boolean;
  readonly groups: (string | undefined)[];
  steps: number;
}

/** A search that has used up its steps. */
export class SearchLimit extends Error {}

/** Goes on with the rest of the pattern; answers where the whole match ends, or -1. */
type Rest = (at: number) => number;
/** Matches at a place and goes on with the rest. */
export type Matcher = (search: Search, at: number, rest: Rest) => number;

/** A matcher that backtracks as JavaScript's regular expressions do, and counts its steps. */
export function matcherOf(pattern: Pattern, flags: string): Matcher {
  switch (pattern.kind) {
    case 'character': {
      const fits = characterTest(pattern.source, flags);
      return (search, at, rest) => (at < search.text.length && fits(search.text.charCodeAt(at)) ? rest(at + 1) : -1);
    }
    case 'start':
      return (search, at, rest) => (at === 0 || (search.isMultiline && isLineEnd(search.text[at - 1])) ? rest(at) : -1);
    case 'end':
      return (search, at, rest) =>
        at === search.text.length || (search.isMultiline && isLineEnd(search.text[at])) ? rest(at) : -1;
    case 'boundary':
    case 'noBoundary': {
      const wanted = pattern.kind === 'boundary';
      return (search, at, rest) =>
        (isWord(search.text[at - 1]) !== isWord(search.text[at])) === wanted ? rest(at) : -1;
    }
    case 'sequence':
      return pattern.parts
        .map((part) => matcherOf(part, flags))
        .reduceRight(followedBy, (_search, at, rest) => rest(at));
    case 'alternatives':
      return firstOf(pattern.parts.map((part) => matcherOf(part, flags)));
    case 'group':
      return groupMatcher(matcherOf(pattern.body, flags), pattern.index);
    case 'ahead':
      return aheadMatcher(matcherOf(pattern.body, flags), pattern.isNegative);
    case 'reference':
      return referenceMatcher(pattern.index, flags.includes('i'));
    case 'repeat':
      return repeatMatcher(pattern, flags);
    default:
      return pattern satisfies never;
  }
}

function followedBy(next: Matcher, first: Matcher): Matcher {
  return (search, at, rest) => first(search, at, (end) => next(search, end, rest));
}

function firstOf(matchers: readonly Matcher[]): Matcher {
  return (search, at, rest) => {
    for (const matcher of matchers) {
      const end = matcher(search, at, rest);
      if (end >= 0) return end;
    }
    return -1;
  };
}

function groupMatcher(body: Matcher, index: number | undefined): Matcher {
  if (index === undefined) return body;
  return (search, at, rest) => {
    const before = search.groups[index];
    return body(search, at, (end) => {
      const inner = search.groups[index];
      search.groups[index] = search.text.slice(at, end);
      const result = rest(end);
      if (result < 0) search.groups[index] = inner ?? before;
      return result;
    });
  };
}

function aheadMatcher(body: Matcher, isNegative: boolean): Matcher {
  return (search, at, rest) => {
    const before = [...search.groups];
    const isThere = body(search, at, (end) => end) >= 0;
    if (isNegative) search.groups.splice(0, before.length, ...before);
    return isThere === isNegative ? -1 : rest(at);
  };
}

function referenceMatcher(index: number, ignoresCase: boolean): Matcher {
  return (search, at, rest) => {
    const wanted = search.groups[index] ?? '';
    const found = search.text.slice(at, at + wanted.length);
    const isSame = found === wanted || (ignoresCase && found.toLowerCase() === wanted.toLowerCase());
    return isSame ? rest(at + wanted.length) : -1;
  };
}

function repeatMatcher(pattern: Pattern & { kind: 'repeat' }, flags: string): Matcher {
  const { body, min, max, isLazy } = pattern;
  if (body.kind === 'character' && !isLazy) return runMatcher(characterTest(body.source, flags), min, max);
  const one = emptyingGroups(matcherOf(body, flags), pattern);
  const from = (count: number, search: Search, at: number, rest: Rest): number => {
    spend(search, 1);
    const isEnough = count >= min;
    // A turn that matches nothing, when there were turns enough, would go on for ever.
    const goOn = (end: number) => (end === at && isEnough ? -1 : from(count + 1, search, end, rest));
    const more = () => (count < max ? one(search, at, goOn) : -1);
    if (!isEnough) return more();
    const first = isLazy ? rest(at) : more();
    if (first >= 0) return first;
    return isLazy ? more() : rest(at);
  };
  return (search, at, rest) => from(0, search, at, rest);
}

function emptyingGroups(body: Matcher, { firstGroup, endGroup }: Pattern & { kind: 'repeat' }): Matcher {
  if (firstGroup === endGroup) return body;
  return (search, at, rest) => {
    const before = search.groups.slice(firstGroup, endGroup);
    for (let group = firstGroup; group < endGroup; group++) search.groups[group] = undefined;
    const end = body(search, at, rest);
    if (end < 0) for (const [offset, value] of before.entries()) search.groups[firstGroup + offset] = value;
    return end;
  };
}

/** A greedy run of single characters, the usual repetition, without a call for each character. */
function runMatcher(fits: (code: number) => boolean, min: number, max: number): Matcher {
  return (search, at, rest) => {
    const { text } = search;
    const last = Math.min(text.length, at + max);
    let end = at;
    while (end < last && fits(text.charCodeAt(end))) end++;
    spend(search, end - at + 1);
    for (; end >= at + min; end--) {
      spend(search, 1);
      const result = rest(end);
      if (result >= 0) return result;
    }
    return -1;
  };
}

function spend(search: Search, steps: number): void {
  search.steps -= steps;
  if (search.steps < 0) throw new SearchLimit();
}

/** Whether a character fits, asked of the platform once for each character: about one there is nothing to backtrack. */
function characterTest(source: string, flags: string): (code: number) => boolean {
  const single = new RegExp(`^${source}$`, flags.replace(/[gmy]/g, ''));
  const known = new Map<number, boolean>();
  return (code) => {
    const before = known.get(code);
    if (before !== undefined) return before;
    const fits = single.test(String.fromCharCode(code));
    known.set(code, fits);
    return fits;
  };
}

function isLineEnd(character: string | undefined): boolean {
  return character !== undefined && /[\n\r\u2028\u2029]/.test(character);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}
