import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { formatText } from '../../../language/refactor/format/formatText.ts';
import type { Change } from '../../../language/refactor/mends/mend.ts';
import { mendsOf } from '../../../language/refactor/mends/mend.ts';
import { refactoringsAt } from '../../../language/refactor/refactorings.ts';
import { parseText } from '../../../language/syntax/parseText.ts';
import { applyEdits } from '../../../language/text.ts';
import { root } from '../../../scripts/vscode.ts';
import { readSeeds } from '../fuzz/fuzz.ts';
import { mutate, seededRandom } from '../fuzz/mutate.ts';

const workflows = join(root, '../shared/corpus/workflows');
const skip = !existsSync(workflows) && 'no corpus';

test('changes: never overlap and leave a text that can be read', { skip }, () => {
  const files = readdirSync(workflows, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.asl\.(json|ya?ml)$/.test(path),
  );
  let count = 0;
  for (const path of files) {
    const text = readFileSync(join(workflows, path), 'utf8');
    const format = path.endsWith('.json') ? 'json' : 'yaml';
    const parsed = parseText(text, format);
    if (parsed.problems.some(({ severity }) => severity === 'error')) continue;
    const { machine, findings } = checkDefinition(parsed);
    const written = { text, root: parsed.root, machine };
    const places = machine.states.slice(0, 5).map(({ nameRange }) => nameRange);
    const changes: readonly Change[] = [
      ...findings.flatMap((finding) => mendsOf(finding, written)),
      ...places.flatMap((range) => refactoringsAt(range, written)),
    ];
    for (const change of changes) {
      assertApart(change, path);
      const { problems } = parseText(applyEdits(text, change.edits), format);
      const errors = problems.filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors, [], `${path}: ${change.title}`);
      count++;
    }
  }
  console.log(`changes: ${count} of ${files.length} workflows`);
});

test('changes: of half-typed and broken texts are made without failing, and never overlap', (t) => {
  const random = seededRandom(5);
  const seeds = readSeeds().filter(({ kind }) => kind.role === 'definition' && kind.format !== 'terraform');
  let count = 0;
  for (let round = 0; round < 400; round++) {
    const [seed, other] = [random(), random()].map((chance) => seeds[Math.floor(chance * seeds.length)]);
    if (!seed || !other) continue;
    const text = mutate(seed.text, other.text, random);
    const format = seed.kind.format === 'yaml' ? 'yaml' : 'json';
    const parsed = parseText(text, format);
    const { machine, findings } = checkDefinition(parsed);
    const written = { text, root: parsed.root, machine, file: { name: `flow.asl.${format}`, format } } as const;
    const start = Math.floor(random() * text.length);
    const changes: readonly Change[] = [
      ...findings.flatMap((finding) => mendsOf(finding, written)),
      ...refactoringsAt({ start, end: Math.min(text.length, start + 300) }, written),
      { title: 'format', edits: formatText(text, format, { tabSize: 2, insertSpaces: true }) },
    ];
    for (const change of changes) assertApart(change, seed.path);
    count += changes.length;
  }
  t.diagnostic(`${count} changes of broken texts`);
});

function assertApart({ title, edits }: Change, path: string): void {
  const sorted = edits.toSorted((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
  for (const [at, { range }] of sorted.entries()) {
    const next = sorted[at + 1];
    assert.ok(next === undefined || range.end <= next.range.start, `${path}: ${title}`);
  }
}
