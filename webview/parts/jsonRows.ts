import type { Json } from '../../language/json.ts';

/** One line of a JSON value written over several lines. */
export interface JsonRow {
  readonly depth: number;
  /** As it is written, indentation left out. */
  readonly text: string;
  /** Where the value of the line is: `$.order.items[0]`; that of the list or object whose end the line is. */
  readonly path: string;
  readonly value: Json;
  /** For the line that opens a list or an object: the index of the line that closes it. */
  readonly end: number | undefined;
}

/** The lines of a value, two texts apart only where their data are. */
export function jsonRows(value: Json): readonly JsonRow[] {
  const rows: JsonRow[] = [];
  write(rows, value, { depth: 0, path: '$', before: '', after: '' });
  return rows;
}

interface Position {
  readonly depth: number;
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

function write(rows: JsonRow[], value: Json, at: Position): void {
  const { depth, path, before, after } = at;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const inner = membersOf(value, path);
  if (inner.length === 0) {
    rows.push({ depth, path, value, text: before + JSON.stringify(value) + after, end: undefined });
    return;
  }
  const first = rows.push({ depth, path, value, text: before + open, end: undefined }) - 1;
  inner.forEach((member, index) => {
    const comma = index < inner.length - 1 ? ',' : '';
    write(rows, member.value, { depth: depth + 1, path: member.path, before: member.label, after: comma });
  });
  const end = rows.push({ depth, path, value, text: close + after, end: undefined }) - 1;
  rows[first] = { depth, path, value, text: before + open, end };
}

interface Member {
  /** The key as written before the value; empty in lists. */
  readonly label: string;
  readonly path: string;
  readonly value: Json;
}

/** What is directly inside a list or an object. */
export function membersOf(value: Json, path: string): readonly Member[] {
  if (Array.isArray(value)) return value.map((item, index) => ({ label: '', path: `${path}[${index}]`, value: item }));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).map(([key, each]) => ({
    label: `${JSON.stringify(key)}: `,
    path: path + step(key),
    value: each,
  }));
}

/** A JSONPath step to a member. */
function step(key: string): string {
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(key)
    ? `.${key}`
    : `['${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
}
