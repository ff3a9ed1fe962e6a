import type { Json, JsonObject } from '../json.ts';
import { isArray, isObject } from '../json.ts';
import { decodeBase64, encodeBase64 } from './encoding/base64.ts';
import { hash } from './encoding/hash.ts';
import { javaRandom } from './encoding/javaRandom.ts';
import type { Chance } from './evaluation.ts';
import { fillTemplate } from './formatTemplate.ts';

export type ParameterType = keyof Types;

interface Types {
  any: Json;
  string: string;
  /** A string that keeps its escapes, because Format reads them. */
  template: string;
  number: number;
  boolean: boolean;
  array: readonly Json[];
  object: JsonObject;
}

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  /** An optional one may be left out; a rest takes this and all further arguments. */
  readonly occurs?: 'optional' | 'rest';
}

/** One intrinsic function. */
export interface Intrinsic {
  readonly parameters: readonly Parameter[];
  readonly doc: string;
  /** To be called with as many arguments of such types as `parameters` says. */
  readonly apply: (args: readonly Json[], chance: Chance) => Json | IntrinsicFault;
}

/** Why a function has no answer to its arguments. */
export class IntrinsicFault {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

type Named = readonly (readonly [name: string, type: ParameterType])[];
type Values<P extends Named> = { readonly [K in keyof P]: Types[P[K][1]] };

function row<const P extends Named>(
  parameters: P,
  doc: string,
  apply: (args: Values<P>, chance: Chance) => Json | IntrinsicFault,
): Intrinsic {
  return {
    parameters: parameters.map(([name, type]) => ({ name, type })),
    doc,
    // Whoever calls has checked number and types of the arguments against `parameters`.
    apply: apply as unknown as Intrinsic['apply'],
  };
}

const MAX_RANGE = 1000;
const MAX_CHARACTERS = 10_000;

/** The intrinsic functions of JSONPath states. */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  'States.Format': {
    parameters: [
      { name: 'template', type: 'template' },
      { name: 'value', type: 'any', occurs: 'rest' },
    ],
    doc: 'The template with each `{}` replaced by the next value. `\\{` and `\\}` are plain braces.',
    apply: ([template = '', ...values]) =>
      fillTemplate(String(template), values) ??
      new IntrinsicFault('The number of {} in the template does not match the number of values'),
  },
  'States.StringToJson': row([['text', 'string']], 'The value that a JSON text stands for.', ([text]) =>
    parseJson(text),
  ),
  'States.JsonToString': row([['value', 'any']], 'The value as compact JSON text.', ([value]) => JSON.stringify(value)),
  'States.Array': {
    parameters: [{ name: 'value', type: 'any', occurs: 'rest' }],
    doc: 'An array of the arguments.',
    apply: (values) => values,
  },
  'States.ArrayPartition': row(
    [
      ['array', 'array'],
      ['size', 'number'],
    ],
    'The array cut into arrays of `size` items; the last may be shorter.',
    ([array, size]) => partition(array, Math.round(size)),
  ),
  'States.ArrayContains': row(
    [
      ['array', 'array'],
      ['value', 'any'],
    ],
    'Whether the array holds the value.',
    ([array, value]) => array.some((item) => canonical(item) === canonical(value)),
  ),
  'States.ArrayRange': row(
    [
      ['first', 'number'],
      ['last', 'number'],
      ['step', 'number'],
    ],
    'The numbers from `first` to `last`, both included, `step` apart; at most 1,000.',
    ([first, last, step]) => range(Math.round(first), Math.round(last), Math.round(step)),
  ),
  'States.ArrayGetItem': row(
    [
      ['array', 'array'],
      ['index', 'number'],
    ],
    'The item at a zero-based index.',
    ([array, index]) => array[index] ?? (index in array ? null : new IntrinsicFault(`There is no item ${index}`)),
  ),
  'States.ArrayLength': row([['array', 'array']], 'The number of items.', ([array]) => array.length),
  'States.ArrayUnique': row([['array', 'array']], 'The items without repetitions.', ([array]) => unique(array)),
  'States.Base64Encode': row(
    [['data', 'string']],
    'The text in Base64; at most 10,000 characters.',
    ([data]) => tooLong(data) ?? encodeBase64(data),
  ),
  'States.Base64Decode': row(
    [['data', 'string']],
    'The text that Base64 stands for; at most 10,000 characters.',
    ([data]) => tooLong(data) ?? decodeBase64(data) ?? new IntrinsicFault('The text is not Base64'),
  ),
  'States.Hash': row(
    [
      ['data', 'string'],
      ['algorithm', 'string'],
    ],
    'The hash of a text in hexadecimal digits; MD5, SHA-1, SHA-256, SHA-384 or SHA-512.',
    ([data, algorithm]) =>
      tooLong(data) ?? hash(data, algorithm) ?? new IntrinsicFault(`Unknown hash algorithm: ${algorithm}`),
  ),
  'States.JsonMerge': row(
    [
      ['first', 'object'],
      ['second', 'object'],
      ['deep', 'boolean'],
    ],
    'The members of both objects; the second wins. Only shallow merging (`false`) is supported.',
    ([first, second, deep]) =>
      deep
        ? new IntrinsicFault('Only shallow merging is supported: the third argument must be false')
        : { ...first, ...second },
  ),
  'States.MathRandom': {
    parameters: [
      { name: 'from', type: 'number' },
      { name: 'to', type: 'number' },
      { name: 'seed', type: 'number', occurs: 'optional' },
    ],
    doc: 'A random integer from `from` up to, but not including, `to`; with a seed always the same one.',
    apply: ([from, to, seed], chance) => randomInteger(Number(from), Number(to), seed, chance),
  },
  'States.MathAdd': row(
    [
      ['a', 'number'],
      ['b', 'number'],
    ],
    'The sum of two integers; fractions are rounded first.',
    ([a, b]) =>
      outOfRange(a) || outOfRange(b)
        ? new IntrinsicFault('An argument is no 32-bit integer')
        : Math.round(a) + Math.round(b) + 0,
  ),
  'States.StringSplit': row(
    [
      ['text', 'string'],
      ['separators', 'string'],
    ],
    'The parts between separators; each character of the second argument separates. Empty parts are left out.',
    ([text, separators]) => split(text, new Set(separators)),
  ),
  'States.UUID': row([], 'A random version 4 UUID.', (_, chance) => chance.uuid()),
};

/** The row of a function by its whole name, such as `States.Array`. */
export function intrinsicNamed(name: string): Intrinsic | undefined {
  return Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
}

/** The parameter that takes the argument at `index`. */
export function parameterAt({ parameters }: Intrinsic, index: number): Parameter | undefined {
  const last = parameters.at(-1);
  return parameters[index] ?? (last?.occurs === 'rest' ? last : undefined);
}

function parseJson(text: string): Json | IntrinsicFault {
  if (text.trim() === '') return null;
  try {
    const value = JSON.parse(text) as Json;
    return Object.is(value, -0) ? 0 : value;
  } catch {
    // The one thing that JSON.parse throws is that the text is no JSON.
    return new IntrinsicFault('The text is not JSON');
  }
}

function partition(array: readonly Json[], size: number): Json | IntrinsicFault {
  if (!(size > 0)) return new IntrinsicFault('The size must be a positive integer');
  return Array.from({ length: Math.ceil(array.length / size) }, (_, at) => array.slice(at * size, (at + 1) * size));
}

function range(first: number, last: number, step: number): Json | IntrinsicFault {
  if (step === 0) return new IntrinsicFault('The step must not be 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > MAX_RANGE) return new IntrinsicFault(`The range has more than ${MAX_RANGE} elements`);
  return Array.from({ length }, (_, at) => first + at * step);
}

function unique(array: readonly Json[]): Json {
  const seen = new Set<string>();
  return array.filter((item) => {
    const text = canonical(item);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function randomInteger(from: number, to: number, seed: Json | undefined, chance: Chance): Json | IntrinsicFault {
  const [first, size] = [Math.round(from), Math.round(to) - Math.round(from)];
  if (!(size > 0)) return new IntrinsicFault('The second number must be larger than the first');
  if (outOfRange(from) || outOfRange(to) || size >= 2 ** 31)
    return new IntrinsicFault('An argument is no 32-bit integer');
  return first + (typeof seed === 'number' ? javaRandom(seed).nextInt(size) : Math.floor(chance.random() * size));
}

function outOfRange(value: number): boolean {
  return Math.round(value) !== (Math.round(value) | 0) + 0;
}

function tooLong(text: string): IntrinsicFault | undefined {
  return text.length > MAX_CHARACTERS
    ? new IntrinsicFault(`The text has more than ${MAX_CHARACTERS} characters`)
    : undefined;
}

function split(text: string, separators: ReadonlySet<string>): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (!separators.has(character)) part += character;
    else if (part !== '') {
      parts.push(part);
      part = '';
    }
  }
  return part === '' ? parts : [...parts, part];
}

/** JSON text that is the same for equal values, in whatever order members stand. */
function canonical(value: Json): string {
  if (isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join()}}`;
}
