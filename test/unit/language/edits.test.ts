import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { type CheckedInDocument, checkRead } from '../../../language/checkDocument.ts';
import { readDocument } from '../../../language/readDocument.ts';
import type { SyntaxNode } from '../../../language/syntax/syntaxTree.ts';
import { definitionText, shapes } from '../../bench/definitions.ts';
import { readSeeds } from '../fuzz/fuzz.ts';
import { seededRandom } from '../fuzz/mutate.ts';

const kind = { format: 'json', role: 'definition' } as const;

/** What people type, half of it only. */
const typed = ['"', '{', '}', '[', ']', ',', ':', 'x', '7', ' ', '\n', '\\', "'", '${a}', '// c\n', '/* c */'];
const typedInWhole = [
  '"New": {"Type": "Succeed"}, ',
  '"Comment": "stepwise-ignore", ',
  '"Assign": {"total": 1}, ',
  '"QueryLanguage": "JSONata", ',
];

/** The text after one edit: something typed, deleted, replaced by other words, or taken back. */
function edited(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const some = random();
  if (some < 0.1) return text.replace(/"(Next|StartAt|Type|Resource)": "(\w)/, '"$1": "$2$2');
  if (some < 0.2) return text.slice(0, at) + text.slice(at + Math.floor(random() * 300));
  if (some < 0.4) return text.slice(0, at) + text.slice(at + 1);
  const words = some < 0.5 ? typedInWhole : typed;
  const start = some < 0.5 ? Math.max(0, text.indexOf('"', at)) : at;
  return text.slice(0, start) + (words[Math.floor(random() * words.length)] ?? '') + text.slice(start);
}

/** Edits a text step by step, and holds what is read and found with what came of the step before against a fresh look. */
function editAndCompare(original: string, steps: number, random: () => number): void {
  let text = original;
  let now = look(text);
  for (let step = 0; step < steps; step++) {
    const next = random() < 0.15 ? original : edited(text, random);
    now = look(next, { text, checked: now });
    text = next;
    const fresh = look(text);
    assert.deepEqual(outline(now), outline(fresh), text);
    assert.equal(JSON.stringify(now.findings), JSON.stringify(fresh.findings), text);
  }
}

function look(text: string, earlier?: { text: string; checked: CheckedInDocument }): CheckedInDocument {
  const before = earlier && { text: earlier.text, definition: earlier.checked.definition };
  const [definition] = readDocument(text, kind, before);
  assert.ok(definition);
  return checkRead(definition, {}, earlier?.checked);
}

/** The tree with every range, and all that is known of each state. */
function outline({ definition, machine }: CheckedInDocument) {
  return {
    root: definition.root && outlineOf(definition.root),
    comments: definition.comments,
    states: machine.states.map((state) => [JSON.stringify(state, withoutLinks), state.scope.location]),
    scopes: machine.states.every(({ name, scope }) => scope.states.get(name)?.scope === scope),
  };
}

/** States and scopes hold each other. */
function withoutLinks(key: string, value: unknown): unknown {
  return ['scope', 'node', 'body', 'branches', 'processor'].includes(key) ? undefined : value;
}

function outlineOf(node: SyntaxNode): unknown {
  switch (node.kind) {
    case 'object':
      return [
        node.range,
        node.members.map(({ key, value, range }) => [outlineOf(key), value && outlineOf(value), range]),
      ];
    case 'array':
      return [node.range, node.items.map(outlineOf)];
    case 'string':
      return [node.value, node.range, node.offsetOf(1)];
    default:
      return [node.kind, node.range];
  }
}

test('edits: what is read and found after each is what a fresh look finds, in made-up definitions', () => {
  const random = seededRandom(11);
  for (const shape of shapes) {
    for (const language of ['JSONPath', 'JSONata'] as const) {
      for (let round = 0; round < 4; round++) editAndCompare(definitionText(shape, 30, language), 25, random);
    }
  }
});

test('edits: what is read and found after each is what a fresh look finds, in real workflows', (t) => {
  if (!existsSync('../shared/corpus/workflows')) t.diagnostic('skipped in part: ../shared is not here');
  const random = seededRandom(12);
  for (const { text, kind } of readSeeds()) {
    if (kind.format === 'json' && text.length < 20_000) editAndCompare(text, 12, random);
  }
});

test('edits: only the states that an edit touches are read again', () => {
  const text = definitionText('mix', 100, 'JSONata');
  const before = look(text);
  const changed = text.replace('Calls function', 'Calls the function');
  const nodes = new Set(before.machine.states.map(({ node }) => node));
  const after = look(changed, { text, checked: before });
  assert.equal(after.machine.states.filter(({ node }) => !nodes.has(node)).length, 1);
  assert.deepEqual(after.machine.states.at(-1)?.range.end, look(changed).machine.states.at(-1)?.range.end);
});
