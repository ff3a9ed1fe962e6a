import { bigEndian, padded, toHex, wordAt } from './blocks.ts';
import { cubeRootFractions, squareRootFractions } from './shaConstants.ts';

/** The SHA-1 digest (FIPS 180-4) in lower-case hexadecimal digits. */
export function sha1(bytes: readonly number[]): string {
  return digest(bytes, [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0], sha1Block);
}

/** The SHA-256 digest (FIPS 180-4) in lower-case hexadecimal digits. */
export function sha256(bytes: readonly number[]): string {
  const start = squareRootFractions().slice(0, 8).map(upperWord);
  const constants = cubeRootFractions().slice(0, 64).map(upperWord);
  return digest(bytes, start, (state, words) => sha256Block(state, words, constants));
}

function upperWord(fraction: bigint): number {
  return Number(fraction >> 32n) | 0;
}

type Block = (state: readonly number[], words: number[]) => readonly number[];

function digest(bytes: readonly number[], start: readonly number[], block: Block): string {
  const message = [...padded(bytes, 64, 8), ...bigEndian(bytes.length * 8, 8)];
  let state = start;
  for (let at = 0; at < message.length; at += 64) {
    const words = Array.from({ length: 16 }, (_, word) => wordAt(message, at + word * 4));
    const added = block(state, words);
    state = state.map((word, index) => (word + (added[index] ?? 0)) | 0);
  }
  return toHex(state);
}

function sha1Block(state: readonly number[], words: number[]): readonly number[] {
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let step = 0; step < 80; step++) {
    if (step >= 16)
      words[step] = rotateLeft(
        at(words, step - 3) ^ at(words, step - 8) ^ at(words, step - 14) ^ at(words, step - 16),
        1,
      );
    const next = (rotateLeft(a, 5) + sha1Mix(step, b, c, d) + e + at(words, step)) | 0;
    [a, b, c, d, e] = [next, a, rotateLeft(b, 30), c, d];
  }
  return [a, b, c, d, e];
}

/** The function and the constant of the step's round. */
function sha1Mix(step: number, b: number, c: number, d: number): number {
  if (step < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (step < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (step < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function sha256Block(state: readonly number[], words: number[], constants: readonly number[]): readonly number[] {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let step = 0; step < 64; step++) {
    if (step >= 16) words[step] = sha256Word(words, step);
    const upper = rotateLeft(e, 26) ^ rotateLeft(e, 21) ^ rotateLeft(e, 7);
    const first = (h + upper + ((e & f) ^ (~e & g)) + at(constants, step) + at(words, step)) | 0;
    const lower = rotateLeft(a, 30) ^ rotateLeft(a, 19) ^ rotateLeft(a, 10);
    const second = (lower + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  }
  return [a, b, c, d, e, f, g, h];
}

function sha256Word(words: readonly number[], step: number): number {
  const x = at(words, step - 15);
  const y = at(words, step - 2);
  const low = rotateLeft(x, 25) ^ rotateLeft(x, 14) ^ (x >>> 3);
  const high = rotateLeft(y, 15) ^ rotateLeft(y, 13) ^ (y >>> 10);
  return (at(words, step - 16) + low + at(words, step - 7) + high) | 0;
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function at(words: readonly number[], index: number): number {
  return words[index] ?? 0;
}
