import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { mendsOf } from '../../../language/refactor/mends/mend.ts';
import { parseText, type TextFormat } from '../../../language/syntax/parseText.ts';
import { applyEdits } from '../../../language/text.ts';

/** The text after the mend called `title`, whose finding must be gone then. */
function mended(text: string, format: TextFormat, title: string): string {
  const parsed = parseText(text, format);
  const { machine, findings } = checkDefinition(parsed);
  for (const finding of findings) {
    const change = mendsOf(finding, { text, root: parsed.root, machine }).find((each) => each.title === title);
    if (change === undefined) continue;
    const after = applyEdits(text, change.edits);
    const left = checkDefinition(parseText(after, format)).findings;
    assert.ok(!left.some(({ message }) => message === finding.message), `${finding.message}\n${after}`);
    assert.ok(!left.some(({ code }) => code === 'INVALID_JSON_DESCRIPTION'), after);
    return after;
  }
  const offered = findings.flatMap((finding) => mendsOf(finding, { text, root: parsed.root, machine }));
  assert.fail(`${title} is not among: ${offered.map((each) => each.title).join(' | ')}`);
}

/** Before and after, the same in both formats. */
const cases: readonly (readonly [title: string, json: readonly [string, string], yaml: readonly [string, string]])[] = [
  [
    'Change to “Second”',
    [
      state('"Type": "Pass", "Next": "Secnd"', '"Second": { "Type": "Succeed" }'),
      state('"Type": "Pass", "Next": "Second"', '"Second": { "Type": "Succeed" }'),
    ],
    [
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: Secnd # there\n  Second:\n    Type: Succeed\n',
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: Second # there\n  Second:\n    Type: Succeed\n',
    ],
  ],
  [
    'Create the state “New one”',
    [
      '{\n  "StartAt": "A",\n  "States": {\n    "A": { "Type": "Pass", "Next": "New one" }\n  }\n}',
      '{\n  "StartAt": "A",\n  "States": {\n    "A": { "Type": "Pass", "Next": "New one" },\n    "New one": {\n      "Type": "Pass",\n      "End": true\n    }\n  }\n}',
    ],
    [
      'StartAt: A\nStates:\n  A: # first\n    Type: Pass\n    Next: New one\n',
      'StartAt: A\nStates:\n  A: # first\n    Type: Pass\n    Next: New one\n  New one:\n    Type: Pass\n    End: true\n',
    ],
  ],
  [
    'Add End',
    [state('"Type": "Pass"'), state('"Type": "Pass", "End": true')],
    [
      'StartAt: A\nStates:\n  A:\n    Type: Pass # nothing to do\n',
      'StartAt: A\nStates:\n  A:\n    Type: Pass # nothing to do\n    End: true\n',
    ],
  ],
  [
    'Remove “Foo”',
    [state('"Type": "Pass", "Foo": 1, "End": true'), state('"Type": "Pass", "End": true')],
    [
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Foo:\n      Bar: 1\n    End: true\n',
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    End: true\n',
    ],
  ],
  [
    'Change the name to “b.$”',
    [
      state('"Type": "Pass", "Parameters": { "b": "$.c" }, "End": true'),
      state('"Type": "Pass", "Parameters": { "b.$": "$.c" }, "End": true'),
    ],
    [
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Parameters:\n      b: $.c\n    End: true\n',
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Parameters:\n      b.$: $.c\n    End: true\n',
    ],
  ],
  [
    'Wrap in {% %}',
    [
      state('"QueryLanguage": "JSONata", "Type": "Pass", "Output": "$.c", "End": true'),
      state('"QueryLanguage": "JSONata", "Type": "Pass", "Output": "{% $states.input.c %}", "End": true'),
    ],
    [
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    QueryLanguage: JSONata\n    Output: $.c\n    End: true\n',
      'StartAt: A\nStates:\n  A:\n    Type: Pass\n    QueryLanguage: JSONata\n    Output: "{% $states.input.c %}"\n    End: true\n',
    ],
  ],
  [
    'Move States.ALL last',
    [
      task('{ "ErrorEquals": ["States.ALL"] }, { "ErrorEquals": ["A"] }'),
      task('{ "ErrorEquals": ["A"] }, { "ErrorEquals": ["States.ALL"] }'),
    ],
    [
      yamlTask('      - ErrorEquals: [States.ALL]\n        MaxAttempts: 2\n      - ErrorEquals: [A]\n'),
      yamlTask('      - ErrorEquals: [A]\n      - ErrorEquals: [States.ALL]\n        MaxAttempts: 2\n'),
    ],
  ],
];

function state(fields: string, more = ''): string {
  return `{ "StartAt": "A", "States": { "A": { ${fields} }${more ? `, ${more}` : ''} } }`;
}

function task(retriers: string): string {
  return state(`"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Retry": [${retriers}], "End": true`);
}

function yamlTask(retriers: string): string {
  return `StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: arn:aws:states:::lambda:invoke\n    Retry:\n${retriers}    End: true\n`;
}

test('mends: change as little as possible, in JSON and in YAML', () => {
  for (const [title, [json, mendedJson], [yaml, mendedYaml]] of cases) {
    assert.equal(mended(json, 'json', title), mendedJson);
    assert.equal(mended(yaml, 'yaml', title), mendedYaml);
  }
});

test('mends: keep comments at the lines that they speak of', () => {
  const before =
    '{\n  "StartAt": "A",\n  "States": {\n    "A": {\n      "Type": "Pass" // nothing to do\n    }\n  }\n}';
  const after = before.replace('"Pass" // nothing to do', '"Pass", // nothing to do\n      "End": true');
  const parsed = parseText(before, 'json');
  const { machine, findings } = checkDefinition(parsed);
  const changes = findings.flatMap((finding) => mendsOf(finding, { text: before, root: parsed.root, machine }));
  const end = changes.find(({ title }) => title === 'Add End');
  assert.equal(applyEdits(before, end?.edits ?? []), after);
});
