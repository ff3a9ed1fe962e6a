/**
 * The same pure function, with its answers kept: definitions repeat their paths, and an editor reads the same text
 * again after every key. Keeps the answers to the last `most` texts at least, and to twice as many at most.
 */
export function remember<T extends object>(read: (text: string) => T, most = 20_000): (text: string) => T {
  let known = new Map<string, T>();
  let older = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const own = detached(text);
    const answer = older.get(text) ?? read(own);
    if (known.size >= most) {
      older = known;
      known = new Map();
    }
    known.set(own, answer);
    return answer;
  };
}

/** A copy that does not keep the document alive from which the text was cut. */
function detached(text: string): string {
  return `${text} `.slice(0, -1);
}
