import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { formatText } from '../../../language/refactor/format/formatText.ts';
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

test('format: indents blocks of YAML by two; comments, block scalars, brackets and placeholders move as they are', () => {
  const text = `# top
StartAt:   A   # why
States:
    # about A
    A:
        Type: Choice
        Choices:
        -   Variable: $.x
            # inner
            Next: |
                 first

                   second
        # between
        -   - 1
            - \${Bare}
        # at the end
    # about B
    B: { Type: Succeed,
         Comment: "two
           lines" }
`;
  const wanted = `# top
StartAt:   A   # why
States:
  # about A
  A:
    Type: Choice
    Choices:
      - Variable: $.x
        # inner
        Next: |
             first

               second
      # between
      - - 1
        - \${Bare}
      # at the end
  # about B
  B: { Type: Succeed,
       Comment: "two
         lines" }
`;
  assert.equal(formatted(text, 'yaml'), wanted);
});

test('format: leaves YAML alone that cannot be read, or that means another thing when it is indented', () => {
  for (const text of ['a: [1\n    b: 2  \n', '? a\n:   - b\n']) assert.equal(formatted(text, 'yaml'), text);
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
