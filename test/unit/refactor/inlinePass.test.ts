import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { inlinePass } from '../../../language/refactor/inlinePass.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { applyEdits } from '../../../language/text.ts';
import { root } from '../../../scripts/vscode.ts';
import { runRecorded } from '../../conformance/suites/executions.ts';
import { run, succeeds, tasks } from '../../kit/fakeHost.ts';
import { casesIn, definitionTextOf, type RecordedCase } from '../../kit/recordedCase.ts';

function inline(text: string, name: string): string {
  const parsed = parseJson(text);
  const { machine } = checkDefinition(parsed);
  const state = machine.states.find((each) => each.name === name);
  const [change] = state ? inlinePass(state, { text, root: parsed.root, machine }) : [];
  assert.ok(change);
  return change.refused ?? applyEdits(text, change.edits);
}

const machine = (language: string, a: string, p: string) =>
  `{ ${language}"StartAt": "A", "States": { "A": { ${a}, "Next": "P" }, "P": { "Type": "Pass"${p}, "Next": "Z" }, "Z": { "Type": "Succeed" } } }`;
const jsonata = '"QueryLanguage": "JSONata", ';
const task = '"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke"';

/** A machine with a Pass that the state before can do the work of. */
const carried: readonly string[] = [
  machine('', `${task}, "Parameters": { "FunctionName": "f" }`, ''),
  machine('', `${task}, "Parameters": { "FunctionName": "f" }`, ', "Parameters": { "sum.$": "$.n", "one": 1 }'),
  machine(jsonata, `${task}, "Arguments": { "FunctionName": "f" }`, ', "Output": "{% $states.input.n + 1 %}"'),
  machine(
    jsonata,
    '"Type": "Wait", "Seconds": 1',
    ', "Assign": { "n": "{% $states.input.n %}" }, "Output": { "m": "{% $states.input.n %}" }',
  ),
];

for (const text of carried) {
  test(`inline: the state before does what the Pass did: ${text.slice(text.indexOf('"P": {'), text.indexOf('"Z"'))}`, async () => {
    const after = inline(text, 'P');
    assert.deepEqual(checkDefinition(parseJson(after)).findings, []);
    assert.ok(!after.includes('"P"'), after);
    const runTask = tasks({ A: [succeeds({ n: 4 })] });
    const [one, other] = [await run(text, { n: 3 }, { runTask }), await run(after, { n: 3 }, { runTask })];
    assert.equal(one.status, 'SUCCEEDED');
    assert.equal(other.output, one.output);
  });
}

test('inline: what would not be exactly the same is refused with the reason', () => {
  const caught = `${task}, "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Z" }]`;
  assert.match(inline(machine(jsonata, caught, ', "Output": "{% $states.input.n %}"'), 'P'), /would retry or catch/);
  assert.match(inline(machine('', '"Type": "Wait", "Seconds": 1', ', "Result": 1'), 'P'), /nothing but Parameters/);
  assert.match(inline('{ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }', 'A'), /only state/);
});

const recordings = join(root, '../shared/conformance/executions');
const skip = existsSync(recordings) ? false : 'there is no ../shared/conformance';

test('inline: recorded machines end in the same way without their Pass states', { skip }, async (t) => {
  let [inlined, refused] = [0, 0];
  for (const [name, recorded] of casesIn(recordings)) {
    const { needs } = recorded as RecordedCase & { needs?: readonly unknown[] };
    if (recorded.kind !== 'execution' || needs?.length !== 0) continue;
    const text = definitionTextOf(recorded);
    const parsed = parseJson(text);
    const read = checkDefinition(parsed);
    if (read.findings.some(({ severity }) => severity === 'error')) continue;
    for (const state of read.machine.states) {
      const [change] = inlinePass(state, { text, root: parsed.root, machine: read.machine });
      if (change === undefined) continue;
      if (change.refused !== undefined) refused++;
      else {
        const after = applyEdits(text, change.edits);
        const [one, other] = [await runRecorded(recorded), await runRecorded({ ...recorded, definitionText: after })];
        assert.deepEqual(
          [other.status, other.output, other.error],
          [one.status, one.output, one.error],
          `${name}\n${after}`,
        );
        inlined++;
      }
    }
  }
  t.diagnostic(`${inlined} states inlined, ${refused} refused`);
  assert.ok(inlined > 0);
});
