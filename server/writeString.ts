import type { TextFormat } from '../language/syntax/parseText.ts';
import { writePlain } from '../language/syntax/writeValue.ts';

/** A string as a value or key of a document: in YAML without quotes where it reads as itself. */
export function writeString(value: string, format: TextFormat): string {
  return format === 'yaml' ? writePlain(value) : JSON.stringify(value);
}
