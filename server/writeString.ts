import type { TextFormat } from '../language/syntax/parseText.ts';
import { writePlain } from '../language/syntax/writeValue.ts';

/** A string as a value or key of a document: in YAML without quotes where it reads as itself. */
export function writeString(value: string, format: TextFormat): string {
  return format === 'yaml' ? writePlain(value) : JSON.stringify(value);
}

/** The same in the manner of what stood there before: quoted if `before` was. */
export function writeLike(before: string, value: string, format: TextFormat): string {
  if (format === 'yaml' && before.startsWith("'")) return `'${value.replaceAll("'", "''")}'`;
  return before.startsWith('"') ? JSON.stringify(value) : writeString(value, format);
}
