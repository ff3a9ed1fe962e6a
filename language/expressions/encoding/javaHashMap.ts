/** Entries in the order in which a Java HashMap of these keys gives them: by bucket, in a bucket as they were put in. */
export function inHashOrder<T>(entries: readonly T[], keyOf: (entry: T) => string): readonly T[] {
  if (entries.length < 2) return entries;
  let buckets = 16;
  while (entries.length > buckets * 0.75) buckets *= 2;
  const bucketOf = (entry: T) => spread(hashCode(keyOf(entry))) & (buckets - 1);
  const placed = entries.map((entry) => ({ entry, bucket: bucketOf(entry) }));
  return placed.sort((a, b) => a.bucket - b.bucket).map(({ entry }) => entry);
}

/** `String.hashCode`. */
function hashCode(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash;
}

/** A HashMap lets the upper half of a hash count too. */
function spread(hash: number): number {
  return hash ^ (hash >>> 16);
}
