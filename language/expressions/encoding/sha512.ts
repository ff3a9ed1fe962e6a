import { bigEndian, padded } from './blocks.ts';
import { cubeRootFractions, squareRootFractions } from './shaConstants.ts';

/** The SHA-512 digest (FIPS 180-4) in lower-case hexadecimal digits. */
export function sha512(bytes: readonly number[]): string {
  return digest(bytes, squareRootFractions().slice(0, 8)).join('');
}

/** The SHA-384 digest (FIPS 180-4) in lower-case hexadecimal digits. */
export function sha384(bytes: readonly number[]): string {
  return digest(bytes, squareRootFractions().slice(8)).slice(0, 6).join('');
}

function digest(bytes: readonly number[], start: readonly bigint[]): string[] {
  const constants = cubeRootFractions();
  const message = [...padded(bytes, 128, 16), ...bigEndian(bytes.length * 8, 16)];
  let state = start;
  for (let at = 0; at < message.length; at += 128) {
    const added = block(state, wordsOf(message, at), constants);
    state = state.map((word, index) => wrap(word + (added[index] ?? 0n)));
  }
  return state.map((word) => word.toString(16).padStart(16, '0'));
}

function wordsOf(message: readonly number[], start: number): bigint[] {
  return Array.from({ length: 16 }, (_, word) =>
    message.slice(start + word * 8, start + word * 8 + 8).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n),
  );
}

function block(state: readonly bigint[], words: bigint[], constants: readonly bigint[]): readonly bigint[] {
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let step = 0; step < 80; step++) {
    if (step >= 16) words[step] = nextWord(words, step);
    const upper = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
    const first = h + upper + ((e & f) ^ (wrap(~e) & g)) + (constants[step] ?? 0n) + (words[step] ?? 0n);
    const lower = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n);
    const second = lower + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [wrap(first + second), a, b, c, wrap(d + first), e, f, g];
  }
  return [a, b, c, d, e, f, g, h];
}

function nextWord(words: readonly bigint[], step: number): bigint {
  const x = words[step - 15] ?? 0n;
  const y = words[step - 2] ?? 0n;
  const low = rotate(x, 1n) ^ rotate(x, 8n) ^ (x >> 7n);
  const high = rotate(y, 19n) ^ rotate(y, 61n) ^ (y >> 6n);
  return wrap((words[step - 16] ?? 0n) + low + (words[step - 7] ?? 0n) + high);
}

function rotate(word: bigint, bits: bigint): bigint {
  return wrap((word >> bits) | (word << (64n - bits)));
}

function wrap(word: bigint): bigint {
  return BigInt.asUintN(64, word);
}
