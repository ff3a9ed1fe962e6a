import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { type FindingCode, findingCodes } from '../../../language/checks/codes.ts';
import type { CheckOptions } from '../../../language/checks/report.ts';
import { mendsOf } from '../../../language/refactor/mends/mend.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { applyEdits } from '../../../language/text.ts';
import { findingExamples } from '../../../scripts/findingExamples.ts';

/** What has no obvious mend: somebody has to think. */
const forPeople: ReadonlySet<string> = new Set([
  'TOO_DEEPLY_NESTED',
  'INVALID_JSONATA_EXPRESSION',
  'hint.endless-loop',
  'hint.express-wait',
  'hint.undefined-variable',
  'hint.unset-variable',
  'hint.jsonata-arguments',
]);

/** A catalogue that knows of one action alone. */
const catalogue: CheckOptions['catalogue'] = {
  problemOf: (resource) =>
    resource.kind === 'aws-sdk' && resource.action?.text !== 'getItem'
      ? { kind: 'unconfirmedAction', name: 'getItm', nearest: 'getItem' }
      : undefined,
};

for (const code of Object.keys(findingCodes) as FindingCode[]) {
  const example = findingExamples[code];
  if (example === undefined) continue;
  const { definition: text, type } = example;
  const check = (written: string) => checkDefinition(parseJson(written), { type, catalogue });
  const { machine, findings } = check(text);
  const [finding] = findings;
  const mends = finding ? mendsOf(finding, { text, root: parseJson(text).root, machine }) : [];

  if (forPeople.has(code)) {
    test(`mends: ${code} is left to people`, () => assert.deepEqual(mends, []));
    continue;
  }
  test(`mends: each one of ${code} removes the finding of its example and adds none`, () => {
    assert.ok(mends.length > 0, 'there is none');
    for (const { title, edits } of mends) {
      const after = applyEdits(text, edits);
      const left = check(after).findings.map(({ code, message }) => `${code} ${message}`);
      assert.deepEqual(left, [], `${title}\n${after}`);
    }
  });
}
