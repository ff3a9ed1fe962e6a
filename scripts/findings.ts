import { readFileSync, writeFileSync } from 'node:fs';
import { findingCodes } from '../language/checks/codes.ts';
import { fieldsPage } from './fieldsPage.ts';
import { findingsPage } from './findingsPage.ts';

/**
 * node scripts/findings.ts [--check]
 * Writes the reference pages that come from tables of the code; with --check says which of them are out of date.
 */
const pages: readonly (readonly [path: string, text: string])[] = [
  ['docs/findings.md', findingsPage(findingCodes)],
  ['docs/fields.md', fieldsPage()],
];
const check = process.argv.includes('--check');

for (const [path, text] of pages) {
  if (!check) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) {
    console.error(`${path} is out of date: run node scripts/findings.ts`);
    process.exitCode = 1;
  }
}
