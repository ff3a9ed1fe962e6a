import { inHashOrder } from '../../../language/expressions/encoding/javaHashMap.ts';
import { type Json, objectOf } from '../../../language/json.ts';
import type { Cutter } from './pieces.ts';

/** Cuts CSV into objects of strings; the first row names the columns unless `headers` does. */
export function csvCutter(delimiter: string, headers: readonly string[] | undefined): Cutter {
  return (cut, text, isLast) => {
    const { rows, rest } = rowsIn(cut.rest + text, delimiter, isLast);
    const header = cut.header ?? headers ?? rows.shift();
    if (header === undefined) return { kind: 'items', items: [], cut: { ...cut, rest } };
    if (new Set(header).size < header.length)
      return { kind: 'problem', cause: 'CSV headers cannot contain duplicates.' };
    const items = itemsOf(header, rows);
    return { kind: 'items', items, cut: { ...cut, rest, header } };
  };
}

/** Missing columns are empty, surplus ones are dropped. AWS keeps an item in a HashMap. */
function itemsOf(header: readonly string[], rows: readonly (readonly string[])[]): Json[] {
  const columns = inHashOrder([...header.entries()], ([, name]) => name);
  return rows.map((row) => objectOf(columns.map(([at, name]) => [name, row[at] ?? ''] as const)));
}

/** The complete rows of a text. Quotes enclose fields; a doubled quote, or one after a backslash, is a quote. */
function rowsIn(text: string, delimiter: string, isLast: boolean): { rows: string[][]; rest: string } {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    // At the very end of a piece the character after a quote or a carriage return is not known yet.
    if (next === '' && !isLast && (char === '"' || char === '\r' || char === '\\')) break;
    if (char === '\\' && (next === '\\' || next === '"' || next === delimiter)) {
      field += next;
      at++;
    } else if (quoted) {
      if (char !== '"') field += char;
      else if (next === '"') {
        field += '"';
        at++;
      } else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === delimiter) {
      row.push(field);
      field = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && next === '\n') at++;
      rows.push([...row, field]);
      row = [];
      field = '';
      start = at + 1;
    } else field += char;
  }
  if (!isLast) return { rows, rest: text.slice(start) };
  if (start < text.length) rows.push([...row, field]);
  return { rows, rest: '' };
}

export const delimiters: Readonly<Record<string, string>> = {
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  SPACE: ' ',
  TAB: '\t',
};
