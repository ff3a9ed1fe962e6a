import { bigEndian, padded, toHex, wordAt } from './blocks.ts';

/** Left rotations of the four rounds, each used four times over. */
const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];
/** RFC 1321 defines its constants by the sine function. */
const SINES = Array.from({ length: 64 }, (_, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32) | 0);

/** The MD5 digest (RFC 1321) in lower-case hexadecimal digits. */
export function md5(bytes: readonly number[]): string {
  const message = [...padded(bytes, 64, 8), ...bigEndian(bytes.length * 8, 8).reverse()];
  let state: readonly number[] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < message.length; at += 64) state = nextState(state, message, at);
  return toHex(state.map(swapBytes));
}

function nextState(state: readonly number[], message: readonly number[], start: number): number[] {
  const words = Array.from({ length: 16 }, (_, at) => swapBytes(wordAt(message, start + at * 4)));
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let step = 0; step < 64; step++) {
    const { mixed, index } = mix(step, b, c, d);
    const sum = (a + mixed + (SINES[step] ?? 0) + (words[index] ?? 0)) | 0;
    const shift = SHIFTS[step >> 4]?.[step & 3] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
  }
  return [a, b, c, d].map((word, at) => (word + (state[at] ?? 0)) | 0);
}

function mix(step: number, b: number, c: number, d: number): { mixed: number; index: number } {
  if (step < 16) return { mixed: (b & c) | (~b & d), index: step };
  if (step < 32) return { mixed: (d & b) | (~d & c), index: (5 * step + 1) % 16 };
  if (step < 48) return { mixed: b ^ c ^ d, index: (3 * step + 5) % 16 };
  return { mixed: c ^ (b | ~d), index: (7 * step) % 16 };
}

function swapBytes(word: number): number {
  return ((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
