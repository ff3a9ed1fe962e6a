import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import type { Change } from '../../../language/refactor/mend.ts';
import { mendsOf } from '../../../language/refactor/mend.ts';
import { refactoringsAt } from '../../../language/refactor/refactorings.ts';
import { parseText } from '../../../language/syntax/parseText.ts';
import { applyEdits } from '../../../language/text.ts';
import { root } from '../../../scripts/vscode.ts';

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

function assertApart({ title, edits }: Change, path: string): void {
  const sorted = edits.toSorted((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
  for (const [at, { range }] of sorted.entries()) {
    const next = sorted[at + 1];
    assert.ok(next === undefined || range.end <= next.range.start, `${path}: ${title}`);
  }
}
