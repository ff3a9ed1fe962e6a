/** A function that every expression may call. */
export interface JsonataFunction {
  /** Parameters and result in JSONata's own notation; `-` after a parameter: the context value stands in for it. */
  readonly signature: string;
  /** Names of the parameters; optional ones end in `?`. */
  readonly parameters: readonly string[];
  readonly group: 'string' | 'number' | 'aggregation' | 'boolean' | 'array' | 'object' | 'date' | 'higher order';
  readonly doc: string;
  /** Not part of JSONata: Step Functions adds it. */
  readonly added?: true;
}

const f = (group: JsonataFunction['group'], parameters: string, signature: string, doc: string): JsonataFunction => ({
  group,
  parameters: parameters === '' ? [] : parameters.split(' '),
  signature,
  doc,
});

/** The functions of JSONata 2.0.6 as Step Functions offers it: `$eval` is left out, six are added. */
export const jsonataFunctions: Readonly<Record<string, JsonataFunction>> = {
  string: f('string', 'arg prettify?', '<x-b?:s>', 'The argument as a string; structures as JSON, indented if asked.'),
  length: f('string', 'str', '<s-:n>', 'The number of characters.'),
  substring: f(
    'string',
    'str start length?',
    '<s-nn?:s>',
    'The characters from `start` on; a negative start counts from the end.',
  ),
  substringBefore: f('string', 'str chars', '<s-s:s>', 'What comes before the first `chars`, or all of it.'),
  substringAfter: f('string', 'str chars', '<s-s:s>', 'What comes after the first `chars`, or all of it.'),
  uppercase: f('string', 'str', '<s-:s>', 'The string in upper case.'),
  lowercase: f('string', 'str', '<s-:s>', 'The string in lower case.'),
  trim: f('string', 'str', '<s-:s>', 'The string without outer white space, inner white space made single blanks.'),
  pad: f(
    'string',
    'str width char?',
    '<s-ns?:s>',
    'Padded to `width` characters: behind, or in front when `width` is negative.',
  ),
  contains: f(
    'string',
    'str pattern',
    '<s-(sf):b>',
    'Whether the string holds a substring or matches a regular expression.',
  ),
  split: f(
    'string',
    'str separator limit?',
    '<s-(sf)n?:a<s>>',
    'The parts between separators, at most `limit` of them.',
  ),
  join: f('string', 'array separator?', '<a<s>s?:s>', 'The strings joined into one.'),
  match: f(
    'string',
    'str pattern limit?',
    '<s-f<s:o>n?:a<o>>',
    'The matches of a regular expression, as objects of `match`, `index` and `groups`.',
  ),
  replace: f(
    'string',
    'str pattern replacement limit?',
    '<s-(sf)(sf)n?:s>',
    'The string with matches replaced, at most `limit` of them.',
  ),
  base64encode: f('string', 'str', '<s-:s>', 'The string in Base64.'),
  base64decode: f('string', 'str', '<s-:s>', 'The string that Base64 text stands for.'),
  encodeUrlComponent: f('string', 'str', '<s-:s>', 'The string escaped as a part of a URL.'),
  encodeUrl: f('string', 'str', '<s-:s>', 'The string escaped as a whole URL.'),
  decodeUrlComponent: f('string', 'str', '<s-:s>', 'The reverse of `$encodeUrlComponent`.'),
  decodeUrl: f('string', 'str', '<s-:s>', 'The reverse of `$encodeUrl`.'),
  number: f('number', 'arg', '<(nsb)-:n>', 'The argument as a number.'),
  abs: f('number', 'number', '<n-:n>', 'The number without its sign.'),
  floor: f('number', 'number', '<n-:n>', 'The largest integer that is not larger.'),
  ceil: f('number', 'number', '<n-:n>', 'The smallest integer that is not smaller.'),
  round: f(
    'number',
    'number precision?',
    '<n-n?:n>',
    'Rounded to `precision` decimal places, halves to the even neighbour.',
  ),
  power: f('number', 'base exponent', '<n-n:n>', 'The base raised to the exponent.'),
  sqrt: f('number', 'number', '<n-:n>', 'The square root.'),
  formatNumber: f(
    'number',
    'number picture options?',
    '<n-so?:s>',
    'The number written as the picture string says: `#,##0.00`.',
  ),
  formatBase: f('number', 'number radix?', '<n-n?:s>', 'The number in a base from 2 to 36; 10 if not given.'),
  formatInteger: f(
    'number',
    'number picture',
    '<n-s:s>',
    'The integer written as the picture says: `w` in words, `I` in Roman numerals.',
  ),
  parseInteger: f('number', 'string picture', '<s-s:n>', 'The reverse of `$formatInteger`.'),
  sum: f('aggregation', 'array', '<a<n>:n>', 'The sum of the numbers.'),
  max: f('aggregation', 'array', '<a<n>:n>', 'The largest number.'),
  min: f('aggregation', 'array', '<a<n>:n>', 'The smallest number.'),
  average: f('aggregation', 'array', '<a<n>:n>', 'The mean of the numbers.'),
  boolean: f('boolean', 'arg', '<x-:b>', 'False for what is empty, zero, null or a function; otherwise true.'),
  not: f('boolean', 'arg', '<x-:b>', 'The opposite of `$boolean`.'),
  exists: f('boolean', 'arg', '<x:b>', 'Whether the expression has a value.'),
  count: f('array', 'array', '<a:n>', 'The number of items; a single value counts as one, nothing as zero.'),
  append: f('array', 'array1 array2', '<xx:a>', 'The items of both, in one array.'),
  sort: f(
    'array',
    'array function?',
    '<af?:a>',
    'Sorted in increasing order, or so that `function($l, $r)` is true where they must swap.',
  ),
  reverse: f('array', 'array', '<a:a>', 'The items in reverse order.'),
  shuffle: f('array', 'array', '<a:a>', 'The items in random order.'),
  distinct: f('array', 'array', '<x:x>', 'The items without repetitions.'),
  zip: f(
    'array',
    'array1 array2?',
    '<a+>',
    'Arrays of the first items, the second items and so on, as long as the shortest.',
  ),
  keys: f('object', 'object', '<x-:a<s>>', 'The names of the members, of an array of objects each name once.'),
  lookup: f(
    'object',
    'object key',
    '<x-s:x>',
    'The value of a member, found in an object or in each object of an array.',
  ),
  spread: f('object', 'object', '<x-:a<o>>', 'One object for each member.'),
  merge: f('object', 'array', '<a<o>:o>', 'The members of all objects in one; later ones win.'),
  each: f('object', 'object function', '<o-f:a>', 'What `function($value, $key)` gives for each member.'),
  sift: f('object', 'object function', '<o-f?:o>', 'The members for which `function($value, $key, $object)` is true.'),
  error: f('object', 'message?', '<s?:x>', 'Fails the evaluation with a message.'),
  assert: f(
    'object',
    'condition message?',
    '<bs?:x>',
    'Fails the evaluation with a message unless the condition is true.',
  ),
  type: f(
    'object',
    'value',
    '<x:s>',
    'The type: "null", "number", "string", "boolean", "array", "object" or "function".',
  ),
  now: f('date', 'picture? timezone?', '<s?s?:s>', 'The current time in ISO 8601, the same throughout one evaluation.'),
  millis: f(
    'date',
    '',
    '<:n>',
    'The current time in milliseconds since the epoch, the same throughout one evaluation.',
  ),
  fromMillis: f('date', 'number picture? timezone?', '<n-s?s?:s>', 'Milliseconds since the epoch as a timestamp.'),
  toMillis: f('date', 'timestamp picture?', '<s-s?:n>', 'A timestamp as milliseconds since the epoch.'),
  map: f('higher order', 'array function', '<af>', 'What `function($value, $index, $array)` gives for each item.'),
  filter: f(
    'higher order',
    'array function',
    '<af>',
    'The items for which `function($value, $index, $array)` is true.',
  ),
  single: f(
    'higher order',
    'array function?',
    '<af?>',
    'The only item for which the function is true; any other number of them is an error.',
  ),
  reduce: f(
    'higher order',
    'array function init?',
    '<afj?:j>',
    'The items folded into one value by `function($previous, $value, $index, $array)`.',
  ),
  partition: {
    ...f('array', 'array size', '<an:a<a>>', 'The array cut into arrays of `size` items; the last may be shorter.'),
    added: true,
  },
  range: {
    ...f('array', 'start end step', '<nnn?:a<n>>', 'The numbers from `start` to `end`, both included, `step` apart.'),
    added: true,
  },
  hash: {
    ...f(
      'string',
      'str algorithm',
      '<s-s:s>',
      'The hash in hexadecimal digits; MD5, SHA-1, SHA-256, SHA-384 or SHA-512.',
    ),
    added: true,
  },
  random: {
    ...f('number', 'seed?', '<n?:n>', 'A number from 0 up to 1; with a seed always the same one.'),
    added: true,
  },
  uuid: { ...f('string', '', '<:s>', 'A random version 4 UUID.'), added: true },
  parse: {
    ...f('object', 'json', '<s-:x>', 'The value that JSON text stands for. Use it where JSONata has `$eval`.'),
    added: true,
  },
};

export function jsonataFunctionNamed(name: string): JsonataFunction | undefined {
  return Object.hasOwn(jsonataFunctions, name) ? jsonataFunctions[name] : undefined;
}
