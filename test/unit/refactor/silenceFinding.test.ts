import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { silenceFinding } from '../../../language/refactor/silenceFinding.ts';
import { parseText, type TextFormat } from '../../../language/syntax/parseText.ts';
import { applyEdits } from '../../../language/text.ts';

function findingsOf(text: string, format: TextFormat) {
  const parsed = parseText(text, format);
  return { ...checkDefinition(parsed), root: parsed.root };
}

/** The text after the first finding that can be ignored is; nothing else must change. */
function silenced(text: string, format: TextFormat): string {
  const { machine, findings, root } = findingsOf(text, format);
  for (const finding of findings) {
    const [change] = silenceFinding(finding, { text, root, machine });
    if (!change) continue;
    const after = applyEdits(text, change.edits);
    const left = findingsOf(after, format).findings.map(({ message }) => message);
    assert.deepEqual(
      left,
      findings.filter((each) => each !== finding).map(({ message }) => message),
    );
    return after;
  }
  return text;
}

const json = (comment: string) =>
  `{ "StartAt": "A", "States": {
  "A": { ${comment}"Type": "Choice", "Choices": [{ "Variable": "$.x", "IsNull": true, "Next": "B" }] },
  "B": { "Type": "Succeed" } } }`;

test('ignoring: a hint is silenced in its state, by its Comment in JSON', () => {
  assert.match(silenced(json(''), 'json'), /\], "Comment": "stepwise-ignore hint\.no-default" \}/);
  assert.match(silenced(json('"Comment": "what", '), 'json'), /"Comment": "what stepwise-ignore hint\.no-default"/);
  const known = silenced(json('"Comment": "stepwise-ignore: NO_DOLLAR", '), 'json');
  assert.match(known, /"Comment": "stepwise-ignore: hint\.no-default NO_DOLLAR"/);
});

test('ignoring: in YAML by a comment above the state', () => {
  const yaml = `StartAt: A
States:
  A:
    Type: Choice
    Choices: [{ Variable: $.x, IsNull: true, Next: B }]
  B: { Type: Succeed }
`;
  assert.equal(silenced(yaml, 'yaml'), yaml.replace('  A:', '  # stepwise-ignore hint.no-default\n  A:'));
});

test('ignoring: errors are to be mended', () => {
  const text = '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" } } }';
  assert.equal(silenced(text, 'json'), text);
});
