/** A regular expression taken apart. */
export type Pattern =
  /** One character: a class, an escape, a dot or the character itself, as written. */
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'start' | 'end' | 'boundary' | 'noBoundary' }
  | { readonly kind: 'sequence' | 'alternatives'; readonly parts: readonly Pattern[] }
  /** `index` is the number of a capturing group. */
  | { readonly kind: 'group'; readonly body: Pattern; readonly index: number | undefined }
  | { readonly kind: 'ahead'; readonly body: Pattern; readonly isNegative: boolean }
  | { readonly kind: 'reference'; readonly index: number }
  | {
      readonly kind: 'repeat';
      readonly body: Pattern;
      readonly min: number;
      readonly max: number;
      readonly isLazy: boolean;
      /** The numbers of the groups inside: `firstGroup` up to, but not including, `endGroup`. Each turn empties them. */
      readonly firstGroup: number;
      readonly endGroup: number;
    };

/** Reads the source of a regular expression that is valid; undefined for what is not understood here. */
export function parsePattern(source: string): Pattern | undefined {
  const reader: Reader = { source, at: 0, groups: 0, nesting: 0 };
  const pattern = readAlternatives(reader);
  return reader.at === source.length ? pattern : undefined;
}

interface Reader {
  readonly source: string;
  at: number;
  groups: number;
  nesting: number;
}

const MAX_NESTING = 200;

function take(reader: Reader, form: RegExp): RegExpExecArray | null {
  form.lastIndex = reader.at;
  const found = form.exec(reader.source);
  if (found) reader.at += found[0].length;
  return found;
}

function readAlternatives(reader: Reader): Pattern | undefined {
  if (++reader.nesting > MAX_NESTING) return undefined;
  const parts: Pattern[] = [];
  do {
    const part = readSequence(reader);
    if (part === undefined) return undefined;
    parts.push(part);
  } while (take(reader, /\|/y));
  reader.nesting--;
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'alternatives', parts };
}

function readSequence(reader: Reader): Pattern | undefined {
  const parts: Pattern[] = [];
  while (reader.at < reader.source.length && !/[|)]/.test(reader.source[reader.at] ?? '')) {
    const part = readRepeated(reader);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return { kind: 'sequence', parts };
}

function readRepeated(reader: Reader): Pattern | undefined {
  const groupsBefore = reader.groups;
  const body = readAtom(reader);
  const quantifier = body && take(reader, /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\?)?/y);
  if (!body || !quantifier) return body;
  const [, sign, least, comma, most, lazy] = quantifier;
  const min = sign === '+' ? 1 : Number(least ?? 0);
  const isOpen = sign === '*' || sign === '+' || (comma !== undefined && most === '');
  const max = isOpen ? Number.POSITIVE_INFINITY : sign === '?' ? 1 : Number(most ?? least);
  const groups = { firstGroup: groupsBefore + 1, endGroup: reader.groups + 1 };
  return { kind: 'repeat', body, min, max, isLazy: lazy !== undefined, ...groups };
}

function readAtom(reader: Reader): Pattern | undefined {
  const group = take(reader, /\((\?:|\?=|\?!|(?!\?))/y);
  if (group) return readGroup(reader, group[1] ?? '');
  if (take(reader, /\^/y)) return { kind: 'start' };
  if (take(reader, /\$/y)) return { kind: 'end' };
  const edge = take(reader, /\\([bB])/y);
  if (edge) return { kind: edge[1] === 'b' ? 'boundary' : 'noBoundary' };
  const reference = take(reader, /\\([1-9]\d*)/y);
  if (reference) return { kind: 'reference', index: Number(reference[1]) };
  const character = take(
    reader,
    /\[(?:[^\]\\]|\\.)*\]|\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|[^ckxu])|[^\\()*+?[|]/sy,
  );
  return character ? { kind: 'character', source: character[0] } : undefined;
}

function readGroup(reader: Reader, opening: string): Pattern | undefined {
  const index = opening === '' ? ++reader.groups : undefined;
  const body = readAlternatives(reader);
  if (body === undefined || !take(reader, /\)/y)) return undefined;
  if (opening === '?=' || opening === '?!') return { kind: 'ahead', body, isNegative: opening === '?!' };
  return { kind: 'group', body, index };
}

/**
 * How the time of a backtracking search grows with the length n of the text: as n to this power; infinity for
 * patterns that may take exponential time.
 */
export function growth(pattern: Pattern): number {
  return 1 + openRepeats(pattern);
}

function openRepeats(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'sequence':
    case 'alternatives':
      return pattern.parts.reduce((sum, part) => sum + openRepeats(part), 0);
    case 'group':
    case 'ahead':
      return openRepeats(pattern.body);
    case 'repeat': {
      if (pattern.max <= 1) return openRepeats(pattern.body);
      return pattern.body.kind === 'character' ? 1 : Number.POSITIVE_INFINITY;
    }
    case 'reference':
      return 1;
    default:
      return 0;
  }
}
