import type { TextFormat } from '../language/syntax/parseText.ts';

/** A string as a value or key of a document: in YAML without quotes where it reads as itself. */
export function writeString(value: string, format: TextFormat): string {
  return format === 'yaml' && isPlainYaml(value) ? value : JSON.stringify(value);
}

/** The same in the manner of what stood there before: quoted if `before` was. */
export function writeLike(before: string, value: string, format: TextFormat): string {
  if (format === 'yaml' && before.startsWith("'")) return `'${value.replaceAll("'", "''")}'`;
  return before.startsWith('"') ? JSON.stringify(value) : writeString(value, format);
}

/** Words that YAML reads as nothing but this string. */
function isPlainYaml(value: string): boolean {
  return (
    /^[A-Za-z_][\w .()/-]*$/.test(value) &&
    !/\s$/.test(value) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value)
  );
}
