import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { mendsOf } from '../../../language/refactor/mends/mend.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { applyEdits } from '../../../language/text.ts';

const task = '"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage"';

/** What a state has, and what it may have after a mend, the likeliest first. */
const cases: readonly (readonly [before: string, ...after: readonly string[]])[] = [
  ['"Type": "Wait", "Seconds": "5"', '"Type": "Wait", "Seconds": 5'],
  ['"Type": "Wait", "Timestamp": "2030-01-02"', '"Type": "Wait", "Timestamp": "2030-01-02T00:00:00Z"'],
  ['"Type": "Pass", "InputPath": "order.items[0]"', '"Type": "Pass", "InputPath": "$.order.items[0]"'],
  ['"Type": "Pass", "Comment": 12', '"Type": "Pass", "Comment": "12"'],
  [
    '"Type": "Pass", "Parameters": { "to.$": "order.to" }',
    '"Type": "Pass", "Parameters": { "to.$": "$.order.to" }',
    '"Type": "Pass", "Parameters": { "to": "order.to" }',
  ],
  [`${task}, "Retry": [{ "ErrorEquals": "Late" }]`, `${task}, "Retry": [{ "ErrorEquals": ["Late"] }]`],
  [
    `${task}, "Retry": [{ "ErrorEquals": ["Late"], "JitterStrategy": "full" }]`,
    `${task}, "Retry": [{ "ErrorEquals": ["Late"], "JitterStrategy": "FULL" }]`,
  ],
];

for (const [before, ...after] of cases) {
  test(`mends: ${before}`, () => {
    const text = machine(before);
    const parsed = parseJson(text);
    const { machine: read, findings } = checkDefinition(parsed);
    const wrong = findings.find(({ code, data }) => code === 'SCHEMA_VALIDATION_FAILED' && data === undefined);
    const mends = wrong ? mendsOf(wrong, { text, root: parsed.root, machine: read }) : [];
    assert.deepEqual(
      mends.map(({ edits }) => applyEdits(text, edits)),
      after.map(machine),
    );
  });
}

function machine(state: string): string {
  return `{ "StartAt": "A", "States": { "A": { ${state}, "End": true } } }`;
}
