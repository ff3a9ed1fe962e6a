import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { formatText } from '../../../language/refactor/formatText.ts';
import { parseText, type TextFormat } from '../../../language/syntax/parseText.ts';
import { toJson } from '../../../language/syntax/syntaxTree.ts';
import { applyEdits } from '../../../language/text.ts';
import { root } from '../../../scripts/vscode.ts';

const options = { tabSize: 2, insertSpaces: true };
const workflows = join(root, '../shared/corpus/workflows');

function formatted(text: string, format: TextFormat): string {
  return applyEdits(text, formatText(text, format, options));
}

test('format: keeps comments and bare placeholders', () => {
  const text = '{ // why\n"a": ${Bare},    "b": [ ${Other}\n] /* so */ }';
  assert.equal(formatted(text, 'json'), '{ // why\n  "a": ${Bare},\n  "b": [\n    ${Other}\n  ] /* so */\n}');
  assert.equal(formatted('a: 1   # so  \nb: |\n  x  \n  y\nc: 2\t\n', 'yaml'), 'a: 1   # so\nb: |\n  x  \n  y\nc: 2\n');
});

test('format: changes nothing a second time, and no value', { skip: !existsSync(workflows) && 'no corpus' }, () => {
  let count = 0;
  for (const path of readdirSync(workflows, { recursive: true, encoding: 'utf8' })) {
    const format = /\.json$/.test(path) ? 'json' : /\.ya?ml$/.test(path) ? 'yaml' : undefined;
    if (format === undefined) continue;
    const text = readFileSync(join(workflows, path), 'utf8');
    const once = formatted(text, format);
    assert.equal(formatted(once, format), once, path);
    const value = (written: string) => toJson(parseText(written, format).root);
    assert.deepEqual(value(once), value(text), path);
    count++;
  }
  console.log(`format: ${count} workflows`);
});
