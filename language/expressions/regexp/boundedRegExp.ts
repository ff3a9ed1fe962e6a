import { type Matcher, matcherOf, type Search, SearchLimit } from './matcher.ts';
import { growth, type Pattern, parsePattern } from './pattern.ts';

/** A search whose worst case is below this is left to the platform: it ends in good time. */
const MAX_WORST_CASE = 1e8;
const MAX_STEPS = 5e6;

/**
 * A regular expression that comes to an end. The platform's own cannot be interrupted, so where a text and a pattern
 * might take it for ever the search is ours, and throws `SearchLimit` after so many steps. Not bounded are patterns
 * with named groups, look-behind or the flags u, v and y: the platform searches those.
 */
export class BoundedRegExp {
  lastIndex = 0;
  readonly #native: RegExp;
  readonly #pattern: Pattern | undefined;
  readonly #growth: number;
  #matcher: Matcher | undefined;

  constructor(expression: RegExp) {
    this.#native = new RegExp(expression);
    this.#pattern = /[uvy]/.test(expression.flags) ? undefined : parsePattern(expression.source);
    this.#growth = this.#pattern ? growth(this.#pattern) : 0;
  }

  /** As `RegExp.exec` with the flag `g`. */
  exec(text: string): RegExpExecArray | null {
    if (this.#pattern === undefined || text.length ** this.#growth <= MAX_WORST_CASE) {
      this.#native.lastIndex = this.lastIndex;
      const found = this.#native.exec(text);
      this.lastIndex = this.#native.lastIndex;
      return found;
    }
    return this.#search(text, this.#pattern);
  }

  #search(text: string, pattern: Pattern): RegExpExecArray | null {
    const { flags } = this.#native;
    this.#matcher ??= matcherOf(pattern, flags);
    const search: Search = { text, isMultiline: flags.includes('m'), groups: [], steps: MAX_STEPS };
    const groups = countGroups(pattern);
    for (let at = this.lastIndex; at <= text.length; at++) {
      search.groups.length = 0;
      const end = this.#matchAt(this.#matcher, search, at);
      if (end < 0) continue;
      this.lastIndex = end;
      const found = Array.from({ length: groups }, (_, group) => search.groups[group + 1]);
      return Object.assign([text.slice(at, end), ...found], { index: at, input: text }) as RegExpExecArray;
    }
    this.lastIndex = 0;
    return null;
  }

  #matchAt(matcher: Matcher, search: Search, at: number): number {
    try {
      return matcher(search, at, (end) => end);
    } catch (thrown) {
      // Repetitions of groups nest calls; a text that nests too many has used up its bound, too.
      throw thrown instanceof RangeError ? new SearchLimit() : thrown;
    }
  }
}

function countGroups(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'sequence':
    case 'alternatives':
      return pattern.parts.reduce((sum, part) => sum + countGroups(part), 0);
    case 'group':
      return countGroups(pattern.body) + (pattern.index === undefined ? 0 : 1);
    case 'ahead':
    case 'repeat':
      return countGroups(pattern.body);
    default:
      return 0;
  }
}
