/**
 * The message as MD5 and the SHA family want it: a one bit behind it, zeros, and its length in bits at the end of
 * the last block. `lengthBytes` is the size of the length field.
 */
export function padded(bytes: readonly number[], blockBytes: number, lengthBytes: number): number[] {
  const message = [...bytes, 0x80];
  while (message.length % blockBytes !== blockBytes - lengthBytes) message.push(0);
  return message;
}

/** The number in big-endian bytes. */
export function bigEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** (bytes - 1 - at)) % 256);
}

/** Four bytes as one 32-bit word, the first byte highest. */
export function wordAt(bytes: readonly number[], at: number): number {
  return ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
}

/** 32-bit words in hexadecimal digits. */
export function toHex(words: readonly number[]): string {
  return words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
