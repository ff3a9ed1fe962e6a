/**
 * The candidate that a misspelt name most likely means: the fewest changed letters, at most a third of them.
 * Upper and lower case count as the same letter; of equals the first.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let allowed = Math.max(1, Math.floor(name.length / 3));
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), allowed);
    if (distance > allowed) continue;
    best = candidate;
    allowed = distance - 1;
    if (allowed < 0) break;
  }
  return best;
}

/** Insertions, deletions and replacements between two texts; more than `limit` may be answered as any larger number. */
function editDistance(from: string, to: string, limit: number): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    if (Math.min(...current) > limit) return limit + 1;
    previous = current;
  }
  return previous[to.length] ?? 0;
}
