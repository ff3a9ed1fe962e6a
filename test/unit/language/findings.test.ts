import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { type FindingCode, findingCodes } from '../../../language/checks/codes.ts';
import type { CheckOptions } from '../../../language/checks/report.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { fieldsPage } from '../../../scripts/fieldsPage.ts';
import { findingExamples } from '../../../scripts/findingExamples.ts';
import { findingsPage } from '../../../scripts/findingsPage.ts';

/** Codes whose findings need more than a definition: no text, a megabyte of it, a template around it, a mock file. */
const withoutExample: ReadonlySet<FindingCode> = new Set([
  'MISSING_DESCRIPTION',
  'hint.definition-too-large',
  'hint.payload-too-large',
  'hint.unknown-substitution',
  'hint.missing-permission',
  'hint.mock-file',
  'hint.mock-name',
  'hint.mock-result',
  'hint.mock-member',
]);

/** A catalogue that has never heard of anything behind `aws-sdk`. */
const emptyCatalogue: CheckOptions['catalogue'] = {
  problemOf: ({ kind }) =>
    kind === 'aws-sdk' ? { kind: 'unconfirmedAction', name: 'getItm', nearest: 'getItem' } : undefined,
};

for (const code of Object.keys(findingCodes) as FindingCode[]) {
  if (withoutExample.has(code)) continue;
  test(`findings: the example of ${code} raises exactly that`, () => {
    const example = findingExamples[code];
    assert.ok(example, 'there is no example');
    const catalogue = code === 'hint.sdk-resource' ? emptyCatalogue : undefined;
    const { findings } = checkDefinition(parseJson(example.definition), { type: example.type, catalogue });
    assert.deepEqual(
      [...new Set(findings.map((finding) => finding.code))],
      [code],
      findings.map(({ message }) => message).join('\n'),
    );
  });
}

test('findings: the reference pages are those that the tables give', () => {
  assert.equal(readFileSync('docs/findings.md', 'utf8'), findingsPage(findingCodes));
  assert.equal(readFileSync('docs/fields.md', 'utf8'), fieldsPage());
});

test('findings: the setting names every code', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { propertyNames?: { enum: readonly string[] } }> } };
  };
  const named = contributes.configuration.properties['stepwise.findings']?.propertyNames?.enum;
  assert.deepEqual(named?.toSorted(), Object.keys(findingCodes).toSorted());
});
