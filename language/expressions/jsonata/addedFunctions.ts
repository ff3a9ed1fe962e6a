import type { Json } from '../../json.ts';
import { isArray } from '../../json.ts';
import { decodeBase64, encodeBase64 } from '../encoding/base64.ts';
import { hash } from '../encoding/hash.ts';
import { javaRandom } from '../encoding/javaRandom.ts';
import type { Chance } from '../evaluation.ts';
import { JsonataFailure, tooLarge } from './failure.ts';
import { MAX_ITEMS } from './limits.ts';

/** What functions do that Step Functions adds to JSONata or runs otherwise. An undefined result is JSONata's "nothing". */
export interface AddedFunctions {
  partition(array: Json | undefined, size: Json | undefined): Json | undefined;
  range(start: Json | undefined, end: Json | undefined, step: Json | undefined): readonly number[] | undefined;
  hash(text: Json | undefined, algorithm: Json | undefined): string | undefined;
  random(chance: Chance, seed: Json | undefined): number;
  parse(text: Json | undefined): Json | undefined;
  shuffle(chance: Chance, array: Json | undefined): Json | undefined;
  base64encode(text: Json | undefined): string | undefined;
  base64decode(text: Json | undefined): string | undefined;
}

export const addedFunctions: AddedFunctions = {
  partition(array, size) {
    if (array === undefined || typeof size !== 'number') return undefined;
    const items = isArray(array) ? array : [array];
    const length = Math.trunc(size);
    if (length < 0) throw new JsonataFailure('D3141', 'The size of a partition must not be negative');
    if (length === 0 || items.length === 0) return undefined;
    return Array.from({ length: Math.ceil(items.length / length) }, (_, at) =>
      items.slice(at * length, (at + 1) * length),
    );
  },

  range(start, end, step) {
    if (typeof start !== 'number' || typeof end !== 'number' || typeof step !== 'number') return undefined;
    const [first, last, by] = [Math.trunc(start), Math.trunc(end), Math.trunc(step)];
    if (by === 0 || (last - first) * by < 0) return undefined;
    const length = Math.floor((last - first) / by) + 1;
    if (length > MAX_ITEMS) throw tooLarge();
    return Array.from({ length }, (_, at) => first + at * by);
  },

  hash(text, algorithm) {
    if (text === undefined || algorithm === undefined) return undefined;
    const digest = hash(String(text), String(algorithm));
    if (digest === undefined) throw new JsonataFailure('D3141', `Unknown hash algorithm: ${String(algorithm)}`);
    return digest;
  },

  random(chance, seed) {
    return typeof seed === 'number' ? javaRandom(seed).nextDouble() : chance.random();
  },

  parse(text) {
    if (typeof text !== 'string') return undefined;
    try {
      return JSON.parse(text) as Json;
    } catch {
      // The one thing that JSON.parse throws is that the text is no JSON.
      throw new JsonataFailure('D3141', `Not a JSON text: ${text}`);
    }
  },

  shuffle(chance, array) {
    if (!isArray(array)) return undefined;
    const shuffled: Json[] = [];
    for (const [at, item] of array.entries()) {
      const place = Math.floor(chance.random() * (at + 1));
      if (place !== at) shuffled[at] = shuffled[place] ?? null;
      shuffled[place] = item;
    }
    return shuffled;
  },

  base64encode(text) {
    return text === undefined ? undefined : encodeBase64(String(text));
  },

  base64decode(text) {
    if (text === undefined) return undefined;
    const decoded = decodeBase64(String(text));
    // The service has no JSONata error for this: it fails inside.
    if (decoded === undefined) throw new JsonataFailure('', 'The text is not Base64');
    return decoded;
  },
};
