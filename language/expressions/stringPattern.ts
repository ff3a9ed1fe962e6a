/**
 * What is wrong with a pattern of `StringMatches`, as an offset; undefined for a good one.
 * A backslash may stand only before a star or another backslash.
 */
export function patternProblemAt(pattern: string): number | undefined {
  for (let at = pattern.indexOf('\\'); at !== -1; at = pattern.indexOf('\\', at + 2)) {
    const next = pattern[at + 1];
    if (next !== '*' && next !== '\\') return at;
  }
  return undefined;
}

/** Whether the whole text fits the pattern: `*` is any run of characters, an escaped character is itself. */
export function matchesPattern(text: string, pattern: string): boolean {
  let at = 0;
  let p = 0;
  // Where to go on when a run behind the last star does not fit: one character later than it was tried.
  let afterStar = -1;
  let tried = 0;
  while (at < text.length) {
    if (pattern[p] === '*') {
      afterStar = ++p;
      tried = at;
      continue;
    }
    const escaped = pattern[p] === '\\' ? 1 : 0;
    if (p + escaped < pattern.length && pattern[p + escaped] === text[at]) {
      at++;
      p += 1 + escaped;
    } else if (afterStar === -1) {
      return false;
    } else {
      p = afterStar;
      at = ++tried;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
