import { md5 } from './md5.ts';
import { sha1, sha256 } from './sha.ts';
import { sha384, sha512 } from './sha512.ts';
import { toUtf8 } from './utf8.ts';

/** The hash algorithms of Step Functions, by the names it knows them under. */
export const hashAlgorithms: ReadonlyMap<string, (bytes: readonly number[]) => string> = new Map([
  ['MD5', md5],
  ['SHA-1', sha1],
  ['SHA-256', sha256],
  ['SHA-384', sha384],
  ['SHA-512', sha512],
]);

/** The hash of the text's UTF-8 bytes in lower-case hexadecimal digits; undefined for an unknown algorithm. */
export function hash(text: string, algorithm: string): string | undefined {
  return hashAlgorithms.get(algorithm)?.(toUtf8(text));
}
