import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { convertFormat, isSame } from '../../../language/refactor/format/convertFormat.ts';
import { parseText, type TextFormat } from '../../../language/syntax/parseText.ts';
import { root } from '../../../scripts/vscode.ts';
import { sampleWorkflows } from '../../kit/sampleWorkflows.ts';

const json = `// An order
{
  "StartAt": "Ask", // first

  "States": {
    // asks
    "Ask": {
      "Type": "Pass",
      "Output": "{% (\\n  $x := 1;\\n  $x\\n) %}",
      "Seconds": \${Wait}, /* bare */
      "Name": "\${Name}",
      "Said": "yes",
      "Retry": [
        // the only one
        {
          "ErrorEquals": ["States.ALL"]
        }
      ]
    }
  }
}
`;

const yaml = `# An order
StartAt: Ask # first

States:
  # asks
  Ask:
    Type: Pass
    Output: |-
      {% (
        $x := 1;
        $x
      ) %}
    Seconds: \${Wait} # bare
    Name: "\${Name}"
    Said: "yes"
    Retry:
      # the only one
      - ErrorEquals:
          - States.ALL
`;

test('convert: JSON becomes YAML and YAML becomes JSON, with comments, blank lines and placeholders', () => {
  assert.deepEqual(convertFormat(json, 'json'), { kind: 'converted', text: yaml });
  const back = json.replace('/* bare */', '// bare');
  assert.deepEqual(convertFormat(yaml, 'yaml'), { kind: 'converted', text: back });
});

test('convert: a text with errors is refused with the reason', () => {
  assert.equal(convertFormat('{ "StartAt": ', 'json').kind, 'refused');
});

const shared = join(root, '../shared');
const skip = existsSync(join(shared, 'corpus')) ? false : 'there is no ../shared/corpus';

test('convert: real workflows say the same there and back, and keep every comment', { skip }, (t) => {
  let converted = 0;
  let comments = 0;
  const files = sampleWorkflows(shared, 400);
  for (const { name, text, format } of files) {
    const other: TextFormat = format === 'json' ? 'yaml' : 'json';
    const there = convertFormat(text, format);
    if (there.kind === 'refused') continue;
    const back = convertFormat(there.text, other);
    assert.ok(back.kind === 'converted', name);
    assert.ok(isSame(parseText(text, format).root, parseText(back.text, format).root), name);
    const said = commentsOf(text, format);
    assert.deepEqual(commentsOf(there.text, other), said, name);
    assert.deepEqual(commentsOf(back.text, format), said, name);
    converted++;
    comments += said.length;
  }
  t.diagnostic(`${converted} of ${files.length} workflows converted there and back, with ${comments} comments`);
  assert.ok(converted / files.length > 0.98);
});

function commentsOf(text: string, format: TextFormat): readonly string[] {
  return (parseText(text, format).comments ?? []).map((comment) => comment.text.replace(/^(?:#|\/\/)/, '').trim());
}
