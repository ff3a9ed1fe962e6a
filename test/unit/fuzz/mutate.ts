/** Numbers from 0 to 1 that are the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What parsers of JSON, YAML, paths, intrinsics and JSONata stumble over. */
const stumblingBlocks = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ':',
    ',',
    '\\',
    '\\u',
    '\\ud800',
    '//',
    '/*',
    '#',
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\ud800',
    '\uFEFF',
  ],
  ...[
    '- ',
    '? ',
    '&a ',
    '*a',
    '<<: *a\n',
    '|\n',
    '>-\n',
    '|9+\n',
    '!Sub ',
    '!!str ',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '${',
    '${a}',
    '$${',
  ],
  ...[
    '{%',
    '%}',
    '{% $x := function($a) { $a } %}',
    '$$',
    '$states',
    '$.',
    '$..',
    '[?(@.a',
    '[*]',
    '[-1]',
    '[0:',
    'States.Format(',
    "\\'",
    '~> |',
  ],
  ...[
    '"__proto__": {"a": 1},',
    '__proto__: 1\n',
    '"constructor"',
    '"toString": null,',
    'null',
    'true',
    '1e999',
    '-0',
    '9'.repeat(400),
    '{"a":'.repeat(50),
  ],
];

type Mutation = (text: string, other: string, random: () => number) => string;

function position(text: string, random: () => number): number {
  return Math.floor(random() * (text.length + 1));
}

function span(text: string, random: () => number): { start: number; end: number } {
  const start = position(text, random);
  return { start, end: Math.min(text.length, start + Math.ceil(random() ** 4 * 400)) };
}

function inserted(text: string, at: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at);
}

const mutations: readonly Mutation[] = [
  function flipCharacter(text, _other, random) {
    const at = position(text, random);
    const code = text.charCodeAt(at) ^ (1 << Math.floor(random() * 8));
    return at < text.length ? text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1) : text;
  },
  function deleteSpan(text, _other, random) {
    const { start, end } = span(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  function duplicateSpan(text, _other, random) {
    const { start, end } = span(text, random);
    return inserted(text, end, text.slice(start, end));
  },
  function moveSpan(text, _other, random) {
    const { start, end } = span(text, random);
    const rest = text.slice(0, start) + text.slice(end);
    return inserted(rest, position(rest, random), text.slice(start, end));
  },
  function splice(text, other, random) {
    const { start, end } = span(other, random);
    return inserted(text, position(text, random), other.slice(start, end));
  },
  function truncate(text, _other, random) {
    return text.slice(0, position(text, random));
  },
  function insertStumblingBlock(text, _other, random) {
    return inserted(text, position(text, random), stumblingBlocks[Math.floor(random() * stumblingBlocks.length)] ?? '');
  },
];

/** `text` changed in one to four places, with pieces of `other`; mostly once, so that much of it still makes sense. */
export function mutate(text: string, other: string, random: () => number): string {
  let mutated = text;
  const rounds = 1 + Math.floor(random() ** 3 * 4);
  for (let round = 0; round < rounds; round++) {
    const mutation = mutations[Math.floor(random() * mutations.length)];
    if (mutation) mutated = mutation(mutated, other, random);
  }
  return mutated;
}
