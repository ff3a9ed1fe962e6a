/** Longer labels stand on two lines. */
const lineLength = 34;

/** A label as one line or two of about the same length, broken between words. */
export function labelLines(label: string): readonly string[] {
  if (label.length <= lineLength) return [label];
  const gaps = [...label.matchAll(/ /g)].map(({ index }) => index);
  const [first, ...others] = gaps;
  if (first === undefined) return [label];
  const middle = label.length / 2;
  const at = others.reduce((best, gap) => (Math.abs(gap - middle) < Math.abs(best - middle) ? gap : best), first);
  return [label.slice(0, at), label.slice(at + 1)];
}
